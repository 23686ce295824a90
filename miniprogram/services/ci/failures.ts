import { AppError, type AppErrorCode, type AppErrorDetails } from '../../models/errors';
import { isRecord, textOf, type XmlValue } from '../../models/xml';
import { readErrorDocument } from './xml';

/** @returns the failure of a `wx.request` that got no answer, by WeChat's `errMsg`. */
export function networkFailure(errMsg: string, host: string, reason?: unknown): AppError {
  return new AppError(networkCode(errMsg), { host, note: errMsg }, reason);
}

function networkCode(errMsg: string): AppErrorCode {
  if (/not in domain list/i.test(errMsg)) return 'DOMAIN_NOT_LISTED';
  if (/interrupted/i.test(errMsg)) return 'INTERRUPTED';
  return /time ?out/i.test(errMsg) ? 'TIMEOUT' : 'NETWORK';
}

/**
 * Codes of CI's and COS's error lists (436/53983 and 436/7730). One situation has two spellings, by the layer that
 * answers, so they are sorted as sets; what is in none of them is told by its status.
 */
const CODES: readonly (readonly [AppErrorCode, readonly string[]])[] = [
  [
    'KEY_REJECTED',
    [
      'SignatureExpired',
      'InvalidAuthorization',
      'MissingAuthorization',
      'SecretidNotExist',
      'ExpiredToken',
      'InvalidToken',
      'InvalidSecurityToken',
      'InvalidAccessKeyId',
      'SignatureDoesNotMatch',
      'RequestTimeTooSkewed',
    ],
  ],
  ['ACCESS_DENIED', ['AccessDenied', 'NoProcessAuthority']],
  ['SERVICE_NOT_OPEN', ['MediaBucketUnBinded', 'BucketUnBinded', 'PicBucketUnBinded']],
  ['BUCKET_NOT_FOUND', ['NoSuchBucket', 'InvalidHost']],
  ['QUEUE_NOT_FOUND', ['QueueNotFound', 'ResourceNotFound']],
  ['THROTTLED', ['SlowDown', 'RequestLimitExceeded']],
  ['ARREARS', ['UnavailableForLegalReasons']],
];

/**
 * @param status HTTP status; 2xx happens, with an `Error` document
 * @param error the children of CI's `Error` element, as far as there are any
 */
export function cloudFailure(
  status: number,
  error: XmlValue | undefined,
  requestId: string,
  host: string,
): AppError {
  const cloudCode = textOf(error, 'Code');
  const message = textOf(error, 'Message');
  const id = requestId === '' ? textOf(error, 'RequestId') : requestId;
  const details: AppErrorDetails = { statusCode: status, host };
  if (cloudCode !== '') details.cloudCode = cloudCode;
  if (id !== '') details.requestId = id;
  if (message !== '') details.note = message;
  return new AppError(cloudErrorCode(status, cloudCode, message), details);
}

function cloudErrorCode(status: number, cloudCode: string, message: string): AppErrorCode {
  // COS reports an outdated signature under the code of a missing permission (436/7730).
  if (cloudCode === 'AccessDenied' && /request has expired/i.test(message)) return 'KEY_REJECTED';
  const known = CODES.find(([, codes]) => codes.includes(cloudCode))?.[0];
  if (known !== undefined) return known;
  if (status === 401) return 'KEY_REJECTED';
  if (status === 403) return 'ACCESS_DENIED';
  if (status === 429) return 'THROTTLED';
  if (status === 451) return 'ARREARS';
  return status >= 500 ? 'CLOUD_UNAVAILABLE' : 'CLOUD_REJECTED';
}

/** What the SDK rejects with, in all its spellings (measured on 1.8.0), as one failure. */
export function sdkFailure(rejection: unknown, host: string): AppError {
  if (rejection instanceof AppError) return rejection;
  const { error, statusCode, headers } = (rejection ?? {}) as Record<string, unknown>;
  if (typeof statusCode !== 'number') {
    const said =
      typeof error === 'string' ? error : rejection instanceof Error ? rejection.message : 'no answer';
    return networkFailure(said, host, rejection);
  }
  const requestId = (headers as Record<string, unknown> | undefined)?.['x-ci-request-id'];
  const parsed =
    typeof error === 'string' ? readErrorDocument(error) : ((error ?? undefined) as XmlValue | undefined);
  return cloudFailure(
    statusCode,
    isRecord(parsed) ? parsed : undefined,
    typeof requestId === 'string' ? requestId : '',
    host,
  );
}
