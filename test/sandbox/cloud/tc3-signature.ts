import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type Received, Refusal } from './http';

const MAX_SKEW_SECONDS = 5 * 60;

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();

const refuse = (code: string, message: string): never => {
  throw new Refusal(200, code, message);
};

const AUTHORIZATION =
  /^TC3-HMAC-SHA256 Credential=([^/]+)\/(\d{4}-\d{2}-\d{2})\/([a-z]+)\/tc3_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;

/** A header as it is signed: lower-cased and trimmed. The port of a loopback address is not part of a cloud host. */
const signedValue = (request: Received, name: string): string => {
  const value = request.headers[name];
  if (typeof value !== 'string') {
    return refuse('AuthFailure.SignatureFailure', `The signed header ${name} is not in the request.`);
  }
  const trimmed = value.trim().toLowerCase();
  return name === 'host' ? trimmed.replace(/:\d+$/, '') : trimmed;
};

/**
 * Checks the TC3-HMAC-SHA256 signature of a TencentCloud API 3.0 request, from "Signature v3" of its documents: the
 * canonical request, the scope's date in UTC, five minutes of skew.
 *
 * @param service the product name in the scope, e.g. `sts`.
 * @param secretKeyOf the permanent key of a SecretId, if there is such an id.
 * @param now Unix seconds of the cloud. Throws {@link Refusal} with an `AuthFailure.*` code.
 */
export const checkTc3Signature = (
  request: Received,
  service: string,
  secretKeyOf: (secretId: string) => string | undefined,
  now: number,
): void => {
  const [, secretId = '', date = '', scope = '', signedHeaders = '', signature = ''] =
    AUTHORIZATION.exec(request.headers.authorization ?? '') ??
    refuse('AuthFailure.InvalidAuthorization', 'The Authorization header is not a TC3-HMAC-SHA256 one.');

  const stamp = request.headers['x-tc-timestamp'];
  if (typeof stamp !== 'string' || !/^\d{10}$/.test(stamp)) {
    return refuse('MissingParameter', 'X-TC-Timestamp is missing or not in seconds.');
  }
  const timestamp = Number(stamp);
  if (Math.abs(now - timestamp) > MAX_SKEW_SECONDS) {
    return refuse('AuthFailure.SignatureExpire', 'The signature is more than five minutes off.');
  }
  const secretKey =
    secretKeyOf(secretId) ?? refuse('AuthFailure.SecretIdNotFound', 'The SecretId is not found.');

  const names = signedHeaders.split(';');
  if (!names.includes('content-type') || !names.includes('host')) {
    return refuse('AuthFailure.InvalidAuthorization', 'content-type and host must be signed.');
  }
  const canonicalRequest = [
    request.method,
    request.path,
    request.query,
    ...names.map((name) => `${name}:${signedValue(request, name)}`),
    '',
    signedHeaders,
    sha256(request.body),
  ].join('\n');
  const day = new Date(timestamp * 1000).toISOString().slice(0, 10);
  const stringToSign = [
    'TC3-HMAC-SHA256',
    stamp,
    `${day}/${service}/tc3_request`,
    sha256(canonicalRequest),
  ].join('\n');
  const signingKey = hmac(hmac(hmac(`TC3${secretKey}`, day), service), 'tc3_request');
  const expected = hmac(signingKey, stringToSign);
  const genuine = timingSafeEqual(expected, Buffer.from(signature, 'hex'));
  if (!genuine || date !== day || scope !== service) {
    refuse('AuthFailure.SignatureFailure', 'The signature does not belong to the request.');
  }
};
