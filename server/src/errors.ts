import type { SigningErrorCode, SigningErrorResponse } from '../../typings/signing-api';

/** HTTP status of every code of the wire contract. */
export const STATUS: Readonly<Record<SigningErrorCode, number>> = {
  BAD_REQUEST: 400,
  CODE_REJECTED: 401,
  LOGIN_BLOCKED: 403,
  NOT_ADMIN: 403,
  NO_BUCKETS: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  REQUEST_TIMEOUT: 408,
  BODY_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  WECHAT_REJECTED: 502,
  STS_REJECTED: 502,
  WECHAT_UNAVAILABLE: 503,
  STS_UNAVAILABLE: 503,
  UNAVAILABLE: 503,
};

/** The sentence that goes with a code, for logs and curl; the phone has its own words. */
const SENTENCE: Readonly<Record<SigningErrorCode, string>> = {
  BAD_REQUEST: 'The request is not what POST /v1/credentials takes.',
  CODE_REJECTED: 'WeChat refused the login code: it was used, has expired or belongs to another app.',
  LOGIN_BLOCKED: 'WeChat blocks this user as high-risk.',
  NOT_ADMIN: 'You are not on the access list: send your openid to the owner of this console.',
  NO_BUCKETS: 'You are on the access list, but no bucket is assigned to you: ask the owner of this console.',
  NOT_FOUND: 'There is nothing at this path.',
  METHOD_NOT_ALLOWED: 'This path does not take this method: see the Allow header.',
  REQUEST_TIMEOUT: 'The request took too long to arrive.',
  BODY_TOO_LARGE: 'The body is larger than 4 KiB.',
  UNSUPPORTED_MEDIA_TYPE: 'The body must be application/json.',
  RATE_LIMITED: 'Too many requests: come back after the time in Retry-After.',
  INTERNAL: 'The server made a mistake: its log knows more under this requestId.',
  WECHAT_REJECTED:
    "WeChat refuses the server's own appid or secret: the owner must mend WECHAT_APPID or WECHAT_SECRET.",
  STS_REJECTED: "STS refuses the server's own key, policy or clock: the owner must mend its settings.",
  WECHAT_UNAVAILABLE: 'WeChat does not answer or is busy: try again with a fresh login code.',
  STS_UNAVAILABLE: 'STS does not answer or is busy: try again with a fresh login code.',
  UNAVAILABLE: 'The server is shutting down or not ready: try again.',
};

/** What an error may carry besides its code. `reason` is for the log alone and must hold no secret. */
export interface ErrorDetails {
  openid?: string;
  /** Whole seconds. */
  retryAfter?: number;
  reason?: string;
}

/** A failure with a code of the wire contract: the only kind of error that reaches a caller. */
export class SigningError extends Error {
  override readonly name: string = 'SigningError';

  constructor(
    readonly code: SigningErrorCode,
    readonly details: ErrorDetails = {},
  ) {
    super(SENTENCE[code]);
  }

  get status(): number {
    return STATUS[this.code];
  }

  /** The body that the caller sees. */
  toBody(requestId: string): SigningErrorResponse {
    const { openid, retryAfter } = this.details;
    return {
      error: {
        code: this.code,
        message: this.message,
        requestId,
        ...(openid === undefined ? {} : { openid }),
        ...(retryAfter === undefined ? {} : { retryAfter }),
      },
    };
  }
}

/** When to come back after an upstream did not answer. */
export const RETRY_AFTER_SECONDS = 5;

/**
 * WeChat or STS failed in a way that says nothing about the request: no answer, busy, not an answer at all.
 * The circuit counts these; `again` says that sending the same call once more can do no harm.
 */
export class OutageError extends SigningError {
  override readonly name = 'OutageError';

  constructor(
    code: 'WECHAT_UNAVAILABLE' | 'STS_UNAVAILABLE',
    reason: string,
    readonly again: boolean,
  ) {
    super(code, { reason, retryAfter: RETRY_AFTER_SECONDS });
  }
}
