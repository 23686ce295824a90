import { keepAliveGet, type HttpGet } from '../../server/src/upstreams/http-get';
import { startCloud, type Cloud } from '../sandbox/cloud';
import { closeServer, listen } from '../sandbox/cloud/http';
import { errorOf, startSigningServer, type SigningServer } from './support/signing-server';

let cloud: Cloud;
let server: SigningServer;

beforeEach(async () => {
  cloud = await startCloud({ blockedOpenids: ['oBlocked'] });
  server = await startSigningServer(cloud);
});

afterEach(async () => {
  await server.close();
  await cloud.close();
});

const exchanges = () => cloud.log().filter(({ service }) => service === 'wechat').length;
const status = (code: string, times = 100) => ({
  service: 'wechat',
  kind: 'status',
  status: 200,
  code,
  times,
});

// What WeChat does, what the caller is told, and how often WeChat was asked: a code is sent again only if it is still good.
test.each([
  ['40029, not a code of this app', status('40029'), 401, 'CODE_REJECTED', 1],
  ['40163, used before', status('40163'), 401, 'CODE_REJECTED', 1],
  ['40226, a high-risk user', status('40226'), 403, 'LOGIN_BLOCKED', 1],
  ['45011, too often in this minute', status('45011'), 429, 'RATE_LIMITED', 1],
  ['40013, not an appid', status('40013'), 502, 'WECHAT_REJECTED', 1],
  ['40125, not the secret', status('40125'), 502, 'WECHAT_REJECTED', 1],
  ['an errcode that nobody knows', status('61999'), 502, 'WECHAT_REJECTED', 1],
  ['-1, busy, for ever', status('-1'), 503, 'WECHAT_UNAVAILABLE', 3],
  [
    'a gateway’s page with status 200',
    { service: 'wechat', kind: 'html', times: 9 },
    503,
    'WECHAT_UNAVAILABLE',
    1,
  ],
  [
    'a gateway’s page with status 502',
    { service: 'wechat', kind: 'html', status: 502, times: 9 },
    503,
    'WECHAT_UNAVAILABLE',
    1,
  ],
  ['half an answer', { service: 'wechat', kind: 'truncate', times: 9 }, 503, 'WECHAT_UNAVAILABLE', 1],
  ['a cut connection', { service: 'wechat', kind: 'drop-before', times: 9 }, 503, 'WECHAT_UNAVAILABLE', 1],
  ['a lost answer', { service: 'wechat', kind: 'drop-after', times: 9 }, 503, 'WECHAT_UNAVAILABLE', 1],
])('%s', async (_what, fault, expectedStatus, code, calls) => {
  cloud.setFaults([fault]);
  const response = await server.login('oLiWei');
  expect(response.status).toBe(expectedStatus);
  const error = await errorOf(response);
  expect(error.code).toBe(code);
  expect(response.headers.get('retry-after')).toBe(
    error.retryAfter === undefined ? null : String(error.retryAfter),
  );
  expect(error.retryAfter !== undefined).toBe([429, 503].includes(expectedStatus));
  expect(exchanges()).toBe(calls);
});

test('no answer in time ends the waiting, without another try', async () => {
  const gate = cloud.hold({ service: 'wechat' });
  jest.useFakeTimers({ doNotFake: ['Date', 'nextTick', 'performance', 'setImmediate'] });
  try {
    const answer = server.login('oLiWei');
    await gate.arrived();
    jest.advanceTimersByTime(4_000);
    expect((await errorOf(await answer)).code).toBe('WECHAT_UNAVAILABLE');
    expect(exchanges()).toBe(1);
  } finally {
    jest.useRealTimers();
  }
});

test('a WeChat that is busy for a moment is asked again with the same code', async () => {
  cloud.setFaults([status('-1', 2)]);
  expect((await server.login('oLiWei')).status).toBe(200);
  expect(exchanges()).toBe(3);
});

test('a code that never reached WeChat is sent again', async () => {
  const wechat = keepAliveGet(cloud.urls.wechat);
  let calls = 0;
  const unreachableOnce: HttpGet = (path, signal) => {
    calls += 1;
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    return calls === 1 ? Promise.reject(refused) : wechat.get(path, signal);
  };
  await server.close();
  server = await startSigningServer(cloud, { deps: { get: unreachableOnce } });
  expect((await server.login('oLiWei')).status).toBe(200);
  expect(exchanges()).toBe(1);
  wechat.close();
});

test('a user whom WeChat blocks is told so', async () => {
  expect((await errorOf(await server.login('oBlocked'))).code).toBe('LOGIN_BLOCKED');
});

test.each([400, 403, 404, 302])(
  'a firewall that answers codes of strangers with %i does not lock out others',
  async (blocked) => {
    cloud.setFaults([{ service: 'wechat', kind: 'html', status: blocked, times: 6 }]);
    for (let time = 0; time < 6; time += 1) {
      const response = await server.login('oStranger');
      expect(response.headers.get('retry-after')).toBe('5');
      expect((await errorOf(response)).code).toBe('WECHAT_UNAVAILABLE');
    }
    expect(server.requestLines().at(-1)).toMatchObject({ reason: `status ${blocked}` });
    expect(exchanges()).toBe(6);
    expect((await server.login('oLiWei')).status).toBe(200);
  },
);

test.each([408, 429, 500, 503])('a gateway that answers %i is an outage', async (down) => {
  cloud.setFaults([{ service: 'wechat', kind: 'html', status: down, times: 5 }]);
  for (let time = 0; time < 5; time += 1) await server.login('oStranger');
  await server.login('oLiWei');
  expect(server.requestLines().at(-1)).toMatchObject({ reason: 'circuit open' });
});

test('a redirect is not followed: it would carry the secret elsewhere', async () => {
  const elsewhere = cloud.urls.wechat;
  const redirecting = await listen((request, response) => {
    response.writeHead(302, { location: `${elsewhere}${request.url ?? ''}` }).end();
  }, 0);
  await server.close();
  server = await startSigningServer(cloud, { env: { WECHAT_API_BASE: redirecting.url } });
  expect((await errorOf(await server.login('oLiWei'))).code).toBe('WECHAT_UNAVAILABLE');
  expect(exchanges()).toBe(0);
  await closeServer(redirecting.server);
});
