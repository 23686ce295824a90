import { fieldAdvice } from './zh_CN/field-advice';
import { common } from './zh_CN/common';
import { diagnostics } from './zh_CN/diagnostics';
import { errors } from './zh_CN/errors';
import { fieldErrors } from './zh_CN/field-errors';
import { outcomes } from './zh_CN/outcomes';
import { queue } from './zh_CN/queue';
import { board } from './zh_CN/board';
import { regions } from './zh_CN/regions';

/** Simplified Chinese: the source of sections, keys and placeholders. */
export const zhCN = {
  fieldAdvice,
  common,
  diagnostics,
  errors,
  fieldErrors,
  outcomes,
  queue,
  board,
  regions,
} as const;
