/** What a phone asks CI for. */
export const OPERATIONS = ['list', 'get', 'update'] as const;

/** Who calls, and the result of list, get and update: a refusal names its code and who refused. */
export const EXPECTED = {
  operator: ['allowed', 'allowed', 'allowed'],
  viewer: ['allowed', 'allowed', 'CI AccessDenied'],
  stranger: ['server NOT_ADMIN', 'server NOT_ADMIN', 'server NOT_ADMIN'],
  'removed admin': ['server NOT_ADMIN', 'server NOT_ADMIN', 'server NOT_ADMIN'],
  'wrong bucket': ['CI AccessDenied', 'CI AccessDenied', 'CI AccessDenied'],
  'expired key': ['CI SignatureExpired', 'CI SignatureExpired', 'CI SignatureExpired'],
  'replayed code': ['server CODE_REJECTED', 'server CODE_REJECTED', 'server CODE_REJECTED'],
  "other app's code": ['server CODE_REJECTED', 'server CODE_REJECTED', 'server CODE_REJECTED'],
} as const;

export type Caller = keyof typeof EXPECTED;
