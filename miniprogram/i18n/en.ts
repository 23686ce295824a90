import type { Dictionary } from './index';
import { fieldAdvice } from './en/field-advice';
import { common } from './en/common';
import { diagnostics } from './en/diagnostics';
import { errors } from './en/errors';
import { fieldErrors } from './en/field-errors';
import { outcomes } from './en/outcomes';
import { queue } from './en/queue';
import { board } from './en/board';
import { regions } from './en/regions';

/** English. */
export const en: Dictionary = {
  fieldAdvice,
  common,
  diagnostics,
  errors,
  fieldErrors,
  outcomes,
  queue,
  board,
  regions,
};
