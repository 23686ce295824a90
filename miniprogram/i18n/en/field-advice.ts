import type { Dictionary } from '../index';

export const fieldAdvice: Dictionary['fieldAdvice'] = {
  NAME_BYTES: 'The name takes more than 128 bytes: the cloud may count bytes, not characters, and refuse it',
  HIDDEN_PART: 'A part of the address is hidden (***): enter it in full',
  ODD_CHARACTERS:
    'The address has invisible characters, or some that no URL may have: the cloud may not reach it',
  HOST_NOT_PUBLIC: 'The internet cannot reach this host, so the cloud may not either',
  NOT_ENCRYPTED: 'http is not encrypted: it may be read or changed on its way',
  PORT_UNDOCUMENTED: 'No document says whether the cloud reaches this port: try it first',
  TOKEN_IN_URL: 'Whoever may see the queue can read the token in the address',
  XML_BY_DEFAULT: 'Where it is not set, the cloud sends XML',
  BOTH_EVENTS: 'The two events look different inside: the receiver must understand both',
  NO_TASK_EVENT: 'Nobody is told about single tasks',
  NO_WORKFLOW_EVENT: 'Nobody is told about workflows',
  JOB_OVERRIDES: 'A job’s own CallBack counts instead of this; with “no”, nobody is told',
};
