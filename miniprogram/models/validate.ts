import { MQ_MODES, MQ_REGIONS, NOTIFY_TYPES, parseEvents, RESULT_FORMATS } from './notify-config';
import { isSameValue, type FieldName, type QueueFields } from './queue-fields';
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
 * The rules of UpdatePicProcessQueue (1045/72919). A field that says the same as before is never refused, so that an
 * odd value which is already there does not stand in the way of another change.
 *
 * @param before what the queue says now
 * @param after what the admin wants
 */
export function validateFields(before: QueueFields, after: QueueFields): FieldErrors {
  const errors: FieldErrors = {};
  const check = (field: FieldName, error: FieldError | undefined): void => {
    if (error !== undefined) errors[field] = error;
  };
  const changed = (field: FieldName): boolean => !isSameValue(field, before[field], after[field]);
  const turnedOn = after.notifyState === 'On' && (changed('notifyState') || changed('type'));
  /** Must hold for a field that is new, and for one that only now begins to count. */
  const counts = (field: FieldName): boolean => changed(field) || turnedOn;

  if (changed('name')) check('name', nameError(after.name));
  if (changed('state'))
    check('state', ['Active', 'Paused'].includes(after.state) ? undefined : 'VALUE_UNKNOWN');
  if (changed('notifyState')) {
    check('notifyState', ['On', 'Off'].includes(after.notifyState) ? undefined : 'VALUE_UNKNOWN');
  }
  if (changed('type')) check('type', choiceError(after.type, NOTIFY_TYPES, undefined));
  if (changed('resultFormat'))
    check('resultFormat', choiceError(after.resultFormat, RESULT_FORMATS, undefined));

  const on = after.notifyState === 'On';
  if (on && counts('events'))
    check('events', parseEvents(after.events).length > 0 ? undefined : 'EVENTS_REQUIRED');
  if (on && counts('type') && after.type === '') check('type', 'TYPE_REQUIRED');
  if (on && after.type === 'Url' ? counts('url') : changed('url') && after.url !== '') {
    check('url', urlError(after.url, before.url));
  }
  if (on && after.type === 'TDMQ') {
    if (counts('mqMode')) check('mqMode', choiceError(after.mqMode, MQ_MODES, 'MQ_MODE_REQUIRED'));
    if (counts('mqRegion')) check('mqRegion', choiceError(after.mqRegion, MQ_REGIONS, 'MQ_REGION_REQUIRED'));
    if (counts('mqName') && after.mqName.trim() === '') check('mqName', 'MQ_NAME_REQUIRED');
  }
  return errors;
}

/** @returns what is wrong with a new name, `undefined` if nothing is. */
export function nameError(name: string): FieldError | undefined {
  if (name === '') return 'NAME_REQUIRED';
  if (!/^[\u4e00-\u9fa5A-Za-z0-9_*-]+$/.test(name)) return 'NAME_CHARACTERS';
  return name.length > NAME_MAX_LENGTH ? 'NAME_TOO_LONG' : undefined;
}

function choiceError(
  value: string,
  choices: readonly string[],
  whenEmpty: FieldError | undefined,
): FieldError | undefined {
  if (value === '') return whenEmpty;
  return choices.includes(value) ? undefined : 'VALUE_UNKNOWN';
}
