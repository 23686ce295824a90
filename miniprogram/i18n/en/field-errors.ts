import type { Dictionary } from '../index';

export const fieldErrors: Dictionary['fieldErrors'] = {
  NAME_REQUIRED: 'Enter a queue name',
  NAME_TOO_LONG: 'A name has at most 128 characters',
  NAME_CHARACTERS: 'A name takes Chinese, letters, digits and _ - * only',
  EVENTS_REQUIRED: 'Choose at least one event',
  TYPE_REQUIRED: 'Choose a callback type',
  URL_REQUIRED: 'Enter a callback URL',
  URL_INVALID: 'Enter a full http:// or https:// address',
  URL_HIDDEN_PART: 'The *** stands for a hidden part: saved like this, it would really be ***',
  URL_INVISIBLE: 'The address has invisible characters in it',
  URL_TEXT_AROUND: 'There is other text around the address',
  URL_CHARACTERS: 'The address has characters that no URL may have, such as Chinese punctuation',
  URL_HOST: 'A host is letters, digits, hyphens and dots, or an IP like 1.2.3.4',
  URL_NOT_PUBLIC: 'The address must be public, not internal or local',
  MQ_MODE_REQUIRED: 'Choose a TDMQ mode',
  MQ_REGION_REQUIRED: 'Choose a TDMQ region',
  MQ_NAME_REQUIRED: 'Enter a TDMQ name',
  VALUE_UNKNOWN: 'This value is not one of the choices',
};
