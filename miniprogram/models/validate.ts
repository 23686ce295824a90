import {
  FIELD_NAMES,
  FIELDS,
  isDocumented,
  isSameValue,
  isUsed,
  normalValue,
  NOTIFY_FIELDS,
  type FieldName,
  type QueueFields,
} from './fields';
import { URL_ERRORS, urlError } from './url-rules';

/** Why a field cannot be saved. i18n/ has the words. */
export const FIELD_ERRORS = [
  'NAME_REQUIRED',
  'NAME_TOO_LONG',
  'NAME_CHARACTERS',
  'EVENTS_REQUIRED',
  'TYPE_REQUIRED',
  ...URL_ERRORS,
  'MQ_MODE_REQUIRED',
  'MQ_REGION_REQUIRED',
  'MQ_NAME_REQUIRED',
  'VALUE_UNKNOWN',
] as const;

export type FieldError = (typeof FIELD_ERRORS)[number];

/** At most one error a field. */
export type FieldErrors = Partial<Record<FieldName, FieldError>>;

/**
 * Longest Name (1045/72919). The Chinese page names no unit, its English translation says bytes: characters are counted here,
 * and models/field-advice.ts warns of the bytes.
 */
export const NAME_MAX_LENGTH = 128;

/**
 * Checks the rules of UpdatePicProcessQueue (1045/72919). A field that says the same as before is never refused, so that
 * an odd value which is already there does not stand in the way of another change.
 *
 * @param before what the queue says now
 * @param after what the admin wants
 */
export function validateFields(before: QueueFields, after: QueueFields): FieldErrors {
  const changed = (field: FieldName): boolean => !isSameValue(field, before[field], after[field]);
  // Settings that slept while callbacks were off, or of another type, begin to count.
  const wakesUp = after.notifyState === 'On' && (changed('notifyState') || changed('type'));
  const errors: FieldErrors = {};
  for (const field of FIELD_NAMES) {
    const inUse = isInUse(field, after);
    if (!changed(field) && !(inUse && wakesUp && isCallback(field))) continue;
    const error =
      normalValue(field, after[field]) === ''
        ? blankError(field, inUse)
        : valueError(field, inUse, before, after);
    if (error !== undefined) errors[field] = error;
  }
  return errors;
}

/** Returns whether the field is one of the settings that count only while callbacks are on. */
function isCallback(field: FieldName): boolean {
  return NOTIFY_FIELDS.includes(field) && field !== 'notifyState';
}

function isInUse(field: FieldName, after: QueueFields): boolean {
  return !isCallback(field) || (after.notifyState === 'On' && isUsed(field, after));
}

function blankError(field: FieldName, inUse: boolean): FieldError | undefined {
  return inUse ? (FIELDS[field].required ?? undefined) : undefined;
}

function valueError(
  field: FieldName,
  inUse: boolean,
  before: QueueFields,
  after: QueueFields,
): FieldError | undefined {
  if (field === 'name') return nameError(after.name);
  const { kind, usedBy } = FIELDS[field];
  if (kind === 'url') return urlError(after[field], before[field]);
  // The form hides a setting of another type, so an error could not be mended there.
  if (usedBy !== null && !inUse) return undefined;
  const isChosen = kind === 'choice' || kind === 'switch';
  const isKept = isSameValue(field, before[field], after[field]);
  return isChosen && !isKept && !isDocumented(field, after[field]) ? 'VALUE_UNKNOWN' : undefined;
}

/** @returns what is wrong with a new name, `undefined` if nothing is. */
export function nameError(name: string): FieldError | undefined {
  if (name === '') return 'NAME_REQUIRED';
  if (!/^[\u4e00-\u9fa5A-Za-z0-9_*-]+$/.test(name)) return 'NAME_CHARACTERS';
  return name.length > NAME_MAX_LENGTH ? 'NAME_TOO_LONG' : undefined;
}
