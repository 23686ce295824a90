import type { BucketGrant, CredentialsResponse, SigningErrorCode } from '../../typings/signing-api';
import { AppError, type AppErrorCode, type AppErrorDetails } from './errors';

/**
 * @param body the parsed body of a 200 of the signing server
 * @returns the same, known to be what the contract says; fields that a later server adds are left in place
 * @throws AppError SIGNING_BAD_ANSWER
 */
export function checkCredentials(body: unknown): CredentialsResponse {
  const wrong = (what: string): never => {
    throw new AppError('SIGNING_BAD_ANSWER', { note: `${what} is missing or of another kind` });
  };
  if (!isObject(body)) return wrong('the body');
  const { admin, buckets, group, credentials, startTime, expiredTime, serverTime } = body;
  if (!isObject(admin) || !isText(admin.name) || !isText(admin.role)) return wrong('admin');
  if (!Array.isArray(buckets) || buckets.length === 0 || !buckets.every(isGrant)) return wrong('buckets');
  if (!isText(group)) return wrong('group');
  if (!isObject(credentials)) return wrong('credentials');
  const { tmpSecretId, tmpSecretKey, sessionToken } = credentials;
  if (!isText(tmpSecretId) || !isText(tmpSecretKey) || !isText(sessionToken)) return wrong('credentials');
  if (!isSeconds(startTime) || !isSeconds(expiredTime) || !isSeconds(serverTime)) return wrong('a time');
  if (expiredTime <= startTime) return wrong('expiredTime');
  return body as unknown as CredentialsResponse;
}

const SIGNING_CODES: Record<SigningErrorCode, AppErrorCode> = {
  BAD_REQUEST: 'SIGNING_REFUSED',
  NOT_FOUND: 'SIGNING_REFUSED',
  METHOD_NOT_ALLOWED: 'SIGNING_REFUSED',
  BODY_TOO_LARGE: 'SIGNING_REFUSED',
  UNSUPPORTED_MEDIA_TYPE: 'SIGNING_REFUSED',
  CODE_REJECTED: 'CODE_REJECTED',
  LOGIN_BLOCKED: 'LOGIN_BLOCKED',
  NOT_ADMIN: 'NOT_ADMIN',
  NO_BUCKETS: 'NO_BUCKETS',
  REQUEST_TIMEOUT: 'TIMEOUT',
  RATE_LIMITED: 'RATE_LIMITED',
  WECHAT_UNAVAILABLE: 'WECHAT_UNAVAILABLE',
  WECHAT_REJECTED: 'WECHAT_REJECTED',
  STS_UNAVAILABLE: 'STS_UNAVAILABLE',
  STS_REJECTED: 'STS_REJECTED',
  UNAVAILABLE: 'SIGNING_UNAVAILABLE',
  INTERNAL: 'SIGNING_UNAVAILABLE',
};

/** @returns the failure behind an answer of the signing server that is not a 200, also when a gateway wrote it. */
export function signingFailure(statusCode: number, body: unknown, host: string): AppError {
  const error = isObject(body) && isObject(body.error) ? body.error : {};
  const details: AppErrorDetails = { statusCode, host };
  if (isText(error.code)) details.cloudCode = error.code;
  if (isText(error.requestId)) details.requestId = error.requestId;
  if (isText(error.openid)) details.openid = error.openid;
  if (typeof error.retryAfter === 'number') details.retryAfter = error.retryAfter;
  const code = isText(error.code) && isSigningCode(error.code) ? SIGNING_CODES[error.code] : undefined;
  return new AppError(code ?? byStatus(statusCode), details);
}

function byStatus(statusCode: number): AppErrorCode {
  if (statusCode === 429) return 'RATE_LIMITED';
  return statusCode >= 500 ? 'SIGNING_UNAVAILABLE' : 'SIGNING_REFUSED';
}

function isSigningCode(code: string): code is SigningErrorCode {
  return Object.prototype.hasOwnProperty.call(SIGNING_CODES, code);
}

function isGrant(value: unknown): value is BucketGrant {
  if (!isObject(value)) return false;
  return [value.bucket, value.region, value.label, value.environment, value.group].every(isText);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && String(value).length === 10;
}
