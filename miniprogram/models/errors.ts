/**
 * Every way in which something can fail, as one union. i18n/ has a sentence and a next step for each code in every
 * language; nothing else in the program puts an error into words.
 */
export const APP_ERROR_CODES = [
  // The phone and the network
  'NETWORK',
  'TIMEOUT',
  'INTERRUPTED',
  'NO_CLEAR_ANSWER',
  'DOMAIN_NOT_LISTED',
  // Signing in
  'LOGIN_FAILED',
  'CODE_REJECTED',
  'LOGIN_BLOCKED',
  'NOT_ADMIN',
  'NO_BUCKETS',
  'RATE_LIMITED',
  'WECHAT_UNAVAILABLE',
  'WECHAT_REJECTED',
  'STS_UNAVAILABLE',
  'STS_REJECTED',
  'SIGNING_UNAVAILABLE',
  'SIGNING_REFUSED',
  'SIGNING_BAD_ANSWER',
  // CI
  'KEY_REJECTED',
  'ACCESS_DENIED',
  'SERVICE_NOT_OPEN',
  'BUCKET_NOT_FOUND',
  'BUCKET_NOT_GRANTED',
  'QUEUE_NOT_FOUND',
  'THROTTLED',
  'ARREARS',
  'CLOUD_UNAVAILABLE',
  'CLOUD_REJECTED',
  'BAD_ANSWER',
  'STALE_ANSWER',
  // Writing
  'READ_ONLY',
  'INVALID_EDIT',
  'CANNOT_CARRY',
  'WRITE_CONFLICT',
  'EARLIER_WRITE_PENDING',
  'REQUEST_TOO_LATE',
  'WRITE_NOT_DONE',
  'WRITE_DIFFERS',
  'WRITE_UNKNOWN',
  'WRITE_UNSETTLED',
  // Everything else
  'CLIPBOARD_REFUSED',
  'STORAGE_FAILED',
  'UNEXPECTED',
] as const;

export type AppErrorCode = (typeof APP_ERROR_CODES)[number];

/** What is known about a failure besides its code. Never a key, a token or a callback address. */
export interface AppErrorDetails {
  /** The code that the cloud or the signing server gave, e.g. `SignatureExpired`. */
  cloudCode?: string;
  /** Finds the request in the cloud's or the signing server's log. */
  requestId?: string;
  /** HTTP status, where there was an answer. */
  statusCode?: number;
  /** The caller's own openid, with NOT_ADMIN. */
  openid?: string;
  /** Until when something is known, milliseconds by the cloud's clock, with WRITE_NOT_DONE. */
  asOf?: number;
  /** Seconds to wait before trying again. */
  retryAfter?: number;
  /** The host that could not be reached or is not on the domain list. */
  host?: string;
  /** What the failing code wants to say to a developer; never shown as the sentence of the error. */
  note?: string;
}

/** Longest text among the details: they are shown, stored and copied, and the cloud decides what it sends. */
const MAX_DETAIL = 300;

/** Cuts what is longer than any code, request id or message of the cloud. */
function boundDetails(details: AppErrorDetails): AppErrorDetails {
  const cut = (value: unknown): unknown =>
    typeof value === 'string' && value.length > MAX_DETAIL ? `${value.slice(0, MAX_DETAIL - 1)}…` : value;
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, cut(value)]));
}

/** The one kind of failure that crosses a module border. */
export class AppError extends Error {
  override readonly name = 'AppError';

  readonly details: AppErrorDetails;

  constructor(
    readonly code: AppErrorCode,
    details: AppErrorDetails = {},
    /** The failure underneath, for a developer's eyes. */
    readonly reason?: unknown,
  ) {
    const bounded = boundDetails(details);
    super(bounded.note === undefined ? code : `${code}: ${bounded.note}`);
    this.details = bounded;
  }
}

/** @returns the failure itself if it is an {@link AppError}, else UNEXPECTED around it. */
export function toAppError(failure: unknown): AppError {
  if (failure instanceof AppError) return failure;
  const note = failure instanceof Error ? failure.message : undefined;
  return new AppError('UNEXPECTED', note === undefined ? {} : { note }, failure);
}
