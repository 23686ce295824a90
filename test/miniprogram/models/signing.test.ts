import type { CredentialsResponse } from '../../../typings/signing-api';
import { checkCredentials, signingFailure } from '../../../miniprogram/models/signing';

const answer: CredentialsResponse = {
  admin: { name: 'Li', role: 'operator' },
  buckets: [
    { bucket: 'a-1250000000', region: 'ap-guangzhou', label: '商品', environment: 'production', group: '1' },
  ],
  group: '1',
  credentials: { tmpSecretId: 'id', tmpSecretKey: 'key', sessionToken: 'token' },
  startTime: 1_700_000_000,
  expiredTime: 1_700_001_800,
  serverTime: 1_700_000_005,
};

test('an answer as the contract has it is taken as it is, with what a later server adds', () => {
  const later = { ...answer, region: 'somewhere' };
  expect(checkCredentials(later)).toBe(later);
});

test.each([
  ['no JSON', undefined],
  ['a list', []],
  ['no admin', { ...answer, admin: undefined }],
  ['an admin without role', { ...answer, admin: { name: 'Li' } }],
  ['no bucket', { ...answer, buckets: [] }],
  ['a bucket without region', { ...answer, buckets: [{ ...answer.buckets[0], region: '' }] }],
  ['a key without token', { ...answer, credentials: { ...answer.credentials, sessionToken: '' } }],
  ['a time in milliseconds', { ...answer, expiredTime: answer.expiredTime * 1000 }],
  ['a key that ends before it begins', { ...answer, expiredTime: answer.startTime - 1 }],
])('an answer with %s is not believed', (_what, body) => {
  expect(() => checkCredentials(body)).toThrow(expect.objectContaining({ code: 'SIGNING_BAD_ANSWER' }));
});

test('a refusal keeps the code, the request id and what belongs to it', () => {
  const body = { error: { code: 'NOT_ADMIN', message: 'no', requestId: 'r1', openid: 'oABC' } };
  expect(signingFailure(403, body, 'h')).toMatchObject({
    code: 'NOT_ADMIN',
    details: { statusCode: 403, requestId: 'r1', openid: 'oABC', cloudCode: 'NOT_ADMIN' },
  });
  expect(
    signingFailure(429, { error: { code: 'RATE_LIMITED', requestId: 'r', retryAfter: 7 } }, 'h').details
      .retryAfter,
  ).toBe(7);
});

test('an answer that somebody else wrote is judged by its status', () => {
  expect(signingFailure(502, undefined, 'h').code).toBe('SIGNING_UNAVAILABLE');
  expect(signingFailure(404, '<html>', 'h').code).toBe('SIGNING_REFUSED');
  expect(signingFailure(429, {}, 'h').code).toBe('RATE_LIMITED');
  expect(signingFailure(400, { error: { code: 'constructor' } }, 'h').code).toBe('SIGNING_REFUSED');
});
