import { startCloud, type Cloud } from '../sandbox/cloud';
import { closeServer, listen } from '../sandbox/cloud/http';
import { until } from '../sandbox/cloud/testing';
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

/** What goes on by itself while a test has the timers in its hand. */
const REAL: NonNullable<FakeTimersConfig['doNotFake']> = ['Date', 'nextTick', 'performance', 'setImmediate'];
const exchanges = () => cloud.log().filter(({ service }) => service === 'wechat');
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
  const gate = cloud.hold({ service: 'sts' });
  jest.useFakeTimers({ doNotFake: REAL });
  try {
    const answer = server.login('oLiWei');
    await gate.arrived();
    jest.advanceTimersByTime(4_000);
    expect((await errorOf(await answer)).code).toBe('STS_UNAVAILABLE');
    expect(calls()).toBe(1);
  } finally {
    jest.useRealTimers();
  }
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
  const gate = cloud.hold({ service: 'sts' });
  const logins = Array.from({ length: 8 }, () => server.login('oLiWei'));
  await gate.arrived();
  await until(() => exchanges().filter(({ code }) => code === '').length === 8);
  // A round trip of its own: a caller that asks STS as well has done so by then.
  await server.login('oStranger');
  gate.open();
  const all = await Promise.all(logins);
  expect(all.map((response) => response.status)).toEqual(Array(8).fill(200));
  expect(calls()).toBe(1);
});

describe.each([
  ['that breaks off', { 'content-length': '100' }, 'no answer'],
  ['that breaks off between its pieces', {}, 'ERR_STREAM_PREMATURE_CLOSE'],
])('an answer %s', (_what, headers, reason) => {
  let broken: Awaited<ReturnType<typeof listen>>;
  beforeEach(async () => {
    broken = await listen((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', ...headers });
      response.write('{"Response":', () => response.destroy());
    }, 0);
    await server.close();
    server = await startSigningServer(cloud, { env: { STS_ENDPOINT: broken.url, STS_TIMEOUT_MS: '500' } });
  });
  afterEach(() => closeServer(broken.server));

  test('is no refusal', async () => {
    expect((await errorOf(await server.login('oLiWei'))).code).toBe('STS_UNAVAILABLE');
    expect(server.requestLines().at(-1)).toMatchObject({ reason });
  });

  test('leaves no timer behind that would keep the process from ending', async () => {
    jest.useFakeTimers({ advanceTimers: true, doNotFake: REAL });
    try {
      await server.login('oLiWei');
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });
});

test.each([302, 307])('a redirect to another host is not followed (%i)', async (status) => {
  const asked: string[] = [];
  const elsewhere = await listen((request, response) => {
    asked.push(request.url ?? '');
    response.end('{}');
  }, 0);
  const redirecting = await listen((_request, response) => {
    response.writeHead(status, { location: elsewhere.url }).end();
  }, 0);
  try {
    await server.close();
    server = await startSigningServer(cloud, { env: { STS_ENDPOINT: redirecting.url } });
    expect((await errorOf(await server.login('oLiWei'))).code).toBe('STS_UNAVAILABLE');
    expect(asked).toEqual([]);
  } finally {
    await closeServer(redirecting.server);
    await closeServer(elsewhere.server);
  }
});

test('a firewall that blocks the policy of one admin does not lock out others', async () => {
  cloud.setFaults([{ service: 'sts', kind: 'html', status: 403, times: 6 }]);
  for (let time = 0; time < 6; time += 1) {
    expect((await errorOf(await server.login('oLiWei'))).code).toBe('STS_UNAVAILABLE');
  }
  expect(server.requestLines().at(-1)).toMatchObject({ reason: 'status 403' });
  expect(calls()).toBe(6);
  expect((await server.login('oChenChen')).status).toBe(200);
});

describe('the end of a key', () => {
  const TTL = 1800;

  /** A login at a server whose STS says that its key ends at this time. */
  async function loginWith(ExpiredTime: unknown) {
    const odd = await listen((_request, response) => {
      const Credentials = { TmpSecretId: 'AKIDodd', TmpSecretKey: 'key', Token: 'token' };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ Response: { Credentials, ExpiredTime, RequestId: 'r' } }));
    }, 0);
    try {
      await server.close();
      server = await startSigningServer(cloud, { env: { STS_ENDPOINT: odd.url } });
      return await server.login('oLiWei');
    } finally {
      await closeServer(odd.server);
    }
  }

  const now = () => Math.floor(Date.now() / 1000);

  test.each<[string, () => unknown]>([
    ['no whole number', () => now() + TTL + 0.5],
    ['a text', () => String(now() + TTL)],
    ['zero', () => 0],
    ['past', () => now() - 1],
    ['in milliseconds', () => (now() + TTL) * 1000],
    ['a day later than asked for', () => now() + TTL + 86_400],
    ['just later than clocks may differ', () => now() + TTL + 320],
    // The phone would take the server's clock to be half an hour behind.
    ['much sooner than asked for', () => now() + 60],
  ])('%s is no answer of STS, and the key is not handed out', async (_what, end) => {
    const response = await loginWith(end());
    expect(response.status).toBe(503);
    expect((await errorOf(response)).code).toBe('STS_UNAVAILABLE');
    expect(await server.app.metrics.registry.metrics()).toContain('signing_keys_cached 0');
  });

  test.each([-280, 0, 280])(
    'a key of a cloud whose clock is %i s off the server’s is handed out',
    async (apart) => {
      expect((await loginWith(now() + TTL + apart)).status).toBe(200);
    },
  );
});
