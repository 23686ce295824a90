import type { Dictionary } from './index';
import { callbackAdvice } from './en/callback-advice';
import { common } from './en/common';
import { diagnostics } from './en/diagnostics';
import { errors } from './en/errors';
import { fieldErrors } from './en/field-errors';
import { outcomes } from './en/outcomes';
import { queue } from './en/queue';
import { queues } from './en/queues';
import { regions } from './en/regions';

/** English. */
export const en: Dictionary = {
  callbackAdvice,
  common,
  diagnostics,
  errors,
  fieldErrors,
  outcomes,
  queue,
  queues,
  regions,
};
