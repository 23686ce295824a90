import { startCloud, type Cloud } from '../sandbox/cloud';
import { closeServer, listen } from '../sandbox/cloud/http';
import { errorOf, startSigningServer, type SigningServer } from './support/signing-server';

let cloud: Cloud;
let server: SigningServer;

beforeEach(async () => {
  cloud = await startCloud();
  server = await startSigningServer(cloud);
});

afterEach(async () => {
  await server.close();
  await cloud.close();
});

const calls = () => cloud.log().filter(({ service }) => service === 'sts').length;
const status = (code: string, times = 100) => ({ service: 'sts', kind: 'status', status: 200, code, times });

// What STS does, what the caller is told, what the log knows, and how often STS was asked.
test.each([
  [
    'a wrong key',
    status('AuthFailure.SignatureFailure'),
    502,
    'STS_REJECTED',
    'AuthFailure.SignatureFailure',
    1,
  ],
  [
    'an unknown key',
    status('AuthFailure.SecretIdNotFound'),
    502,
    'STS_REJECTED',
    'AuthFailure.SecretIdNotFound',
    1,
  ],
  [
    'a server clock that is off',
    { service: 'sts', kind: 'clock', ms: 600_000 },
    502,
    'STS_REJECTED',
    'AuthFailure.SignatureExpire',
    1,
  ],
  [
    'a key without the right',
    status('UnauthorizedOperation'),
    502,
    'STS_REJECTED',
    'UnauthorizedOperation',
    1,
  ],
  [
    'a policy that is too long',
    status('InvalidParameter.PolicyTooLong'),
    502,
    'STS_REJECTED',
    'InvalidParameter.PolicyTooLong',
    1,
  ],
  ['too many calls', status('RequestLimitExceeded'), 503, 'STS_UNAVAILABLE', 'RequestLimitExceeded', 3],
  [
    'a fault of its own',
    status('InternalError.SystemError'),
    503,
    'STS_UNAVAILABLE',
    'InternalError.SystemError',
    3,
  ],
  ['a gateway’s page', { service: 'sts', kind: 'html', times: 9 }, 503, 'STS_UNAVAILABLE', 'no answer', 3],
  [
    'a gateway’s error',
    { service: 'sts', kind: 'html', status: 504, times: 9 },
    503,
    'STS_UNAVAILABLE',
    'no answer',
    3,
  ],
  ['half an answer', { service: 'sts', kind: 'truncate', times: 9 }, 503, 'STS_UNAVAILABLE', 'no answer', 3],
  [
    'a cut connection',
    { service: 'sts', kind: 'drop-before', times: 9 },
    503,
    'STS_UNAVAILABLE',
    'no answer',
    3,
  ],
])('%s', async (_what, fault, expectedStatus, code, reason, expectedCalls) => {
  cloud.setFaults([fault]);
  const response = await server.login('oLiWei');
  expect(response.status).toBe(expectedStatus);
  const error = await errorOf(response);
  expect(error.code).toBe(code);
  expect(error.retryAfter !== undefined).toBe(expectedStatus === 503);
  expect(server.requestLines().at(-1)).toMatchObject({
    outcome: code,
    reason,
    role: 'operator',
    requestId: error.requestId,
  });
  expect(calls()).toBe(expectedCalls);
});

test('no answer in time ends the waiting, without another try', async () => {
  await server.close();
  server = await startSigningServer(cloud, { env: { STS_TIMEOUT_MS: '200' } });
  cloud.setFaults([{ service: 'sts', kind: 'latency', ms: 60_000, times: 9 }]);
  expect((await errorOf(await server.login('oLiWei'))).code).toBe('STS_UNAVAILABLE');
  expect(calls()).toBe(1);
});

test('an STS that is busy for a moment is asked again', async () => {
  cloud.setFaults([status('RequestLimitExceeded', 2)]);
  expect((await server.login('oLiWei')).status).toBe(200);
});

test('a lost answer costs one more key and nothing else', async () => {
  cloud.setFaults([{ service: 'sts', kind: 'drop-after', times: 1 }]);
  expect((await server.login('oLiWei')).status).toBe(200);
  expect(calls()).toBe(2);
});

test('everybody who comes while STS works on a key gets that one', async () => {
  cloud.setFaults([{ service: 'sts', kind: 'latency', ms: 100 }]);
  const all = await Promise.all(Array.from({ length: 8 }, () => server.login('oLiWei')));
  expect(all.map((response) => response.status)).toEqual(Array(8).fill(200));
  expect(calls()).toBe(1);
});

test.each([
  ['that breaks off', { 'content-length': '100' }, 'no answer'],
  ['that breaks off between its pieces', {}, 'ERR_STREAM_PREMATURE_CLOSE'],
])('an answer %s is no refusal', async (_what, headers, reason) => {
  const broken = await listen((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers });
    response.write('{"Response":', () => response.destroy());
  }, 0);
  try {
    await server.close();
    server = await startSigningServer(cloud, { env: { STS_ENDPOINT: broken.url, STS_TIMEOUT_MS: '500' } });
    expect((await errorOf(await server.login('oLiWei'))).code).toBe('STS_UNAVAILABLE');
    expect(server.requestLines().at(-1)).toMatchObject({ reason });
  } finally {
    await closeServer(broken.server);
  }
});
