import { request as forward } from 'node:http';
import { startCloud, type Cloud } from '../sandbox/cloud';
import { closeServer, listen } from '../sandbox/cloud/http';
import { deferred } from './support/deferred';
import { ACCESS, errorOf, keyOf, startSigningServer, type SigningServer } from './support/signing-server';

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

const stsCalls = () => cloud.log().filter(({ service }) => service === 'sts').length;

test('an admin gets a key, his role, and every bucket that he may see', async () => {
  const response = await server.login('oLiWei');
  expect(response.headers.get('cache-control')).toBe('no-store');
  const { admin, buckets, group, startTime, expiredTime, serverTime } = await keyOf(response);
  expect(admin).toEqual({ openid: 'oLiWei', name: 'Li Wei', role: 'operator' });
  expect(buckets).toEqual(ACCESS.buckets.map((bucket) => ({ ...bucket, group })));
  expect(expiredTime - startTime).toBe(1800);
  expect(serverTime).toBeGreaterThanOrEqual(startTime);
});

test('times are by the clock of the cloud, whatever the clock of the server says', async () => {
  cloud.setFaults([{ service: 'sts', kind: 'clock', ms: 120_000 }]);
  const { startTime, serverTime } = await keyOf(await server.login('oLiWei'));
  const cloudNow = Math.floor(cloud.now('sts') / 1000);
  expect(cloudNow - serverTime).toBeLessThanOrEqual(1);
  expect(serverTime - startTime).toBeLessThanOrEqual(1);
});

test('a stranger is refused with his own openid, and no key is made', async () => {
  const response = await server.login('oStranger');
  expect(response.status).toBe(403);
  expect(await errorOf(response)).toMatchObject({ code: 'NOT_ADMIN', openid: 'oStranger' });
  expect(stsCalls()).toBe(0);
});

test('an admin without a bucket is told so', async () => {
  server.access.write({ ...ACCESS, admins: [{ openid: 'oNew', name: 'New', role: 'viewer', buckets: [] }] });
  expect(await errorOf(await server.login('oNew'))).toMatchObject({ code: 'NO_BUCKETS' });
});

test('a login code is good once', async () => {
  const code = cloud.issueLoginCode('oLiWei');
  expect((await server.post({ code })).status).toBe(200);
  const replay = await server.post({ code });
  expect(replay.status).toBe(401);
  expect((await errorOf(replay)).code).toBe('CODE_REJECTED');
});

test('a removed admin is refused on the very next request, and his keys are gone', async () => {
  await keyOf(await server.login('oLiWei'));
  await keyOf(await server.login('oChenChen'));
  expect(await cachedKeys()).toBe(2);
  server.access.write({ ...ACCESS, admins: ACCESS.admins.slice(1) });
  expect((await errorOf(await server.login('oLiWei'))).code).toBe('NOT_ADMIN');
  expect(await cachedKeys()).toBe(1);
});

test('a changed role counts on the very next request', async () => {
  await keyOf(await server.login('oLiWei'));
  const demoted = { ...ACCESS.admins[0], role: 'viewer' };
  server.access.write({ ...ACCESS, admins: [demoted] });
  expect((await keyOf(await server.login('oLiWei'))).admin.role).toBe('viewer');
  expect(stsCalls()).toBe(2);
});

describe('an access list that changes while STS works', () => {
  /** The STS of the stand-in, which answers the first call when the test says so. */
  async function gatedSts() {
    const asked = deferred();
    const open = deferred();
    const gate = await listen((incoming, outgoing) => {
      asked.resolve();
      const { method, headers } = incoming;
      void open.promise.then(() => {
        const onward = forward(cloud.urls.sts, { method, headers }, (answer) => {
          outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
          answer.pipe(outgoing);
        });
        incoming.pipe(onward);
      });
    }, 0);
    await server.close();
    server = await startSigningServer(cloud, { env: { STS_ENDPOINT: gate.url } });
    return { asked: asked.promise, open: open.resolve, close: () => closeServer(gate.server) };
  }

  /** Logs Li Wei in, and changes the list when STS has been asked. */
  async function loginDuring(change: object): Promise<Response> {
    const sts = await gatedSts();
    try {
      const login = server.login('oLiWei');
      await sts.asked;
      server.access.write({ ...ACCESS, ...change });
      sts.open();
      return await login;
    } finally {
      await sts.close();
    }
  }

  test('a removed admin does not get the key any more, and it is not kept', async () => {
    const response = await loginDuring({ admins: ACCESS.admins.slice(1) });
    expect(response.status).toBe(403);
    expect(await errorOf(response)).toMatchObject({ code: 'NOT_ADMIN', openid: 'oLiWei' });
    expect(await cachedKeys()).toBe(0);
  });

  test('a downgraded admin gets a key of the new role', async () => {
    const { admin } = await keyOf(await loginDuring({ admins: [{ ...ACCESS.admins[0], role: 'viewer' }] }));
    expect(admin.role).toBe('viewer');
    expect(stsCalls()).toBe(2);
    expect(server.requestLines().at(-1)).toMatchObject({ role: 'viewer', outcome: 'issued' });
    expect(await cachedKeys()).toBe(1);
  });

  test('an admin who loses a bucket gets a key without it', async () => {
    const [, demo] = ACCESS.buckets;
    const { buckets } = await keyOf(
      await loginDuring({ admins: [{ ...ACCESS.admins[0], buckets: [demo?.bucket] }] }),
    );
    expect(buckets.map(({ bucket }) => bucket)).toEqual([demo?.bucket]);
    expect(stsCalls()).toBe(2);
  });

  test('a change that is none of the admin’s costs no second key', async () => {
    await keyOf(await loginDuring({ admins: ACCESS.admins.slice(0, 1) }));
    expect(stsCalls()).toBe(1);
  });
});

test('a broken access file keeps the last good one in force and is logged once', async () => {
  server.access.write('{ "buckets": [');
  await keyOf(await server.login('oLiWei'));
  await keyOf(await server.login('oLiWei'));
  expect(server.logText().match(/access file is broken/g)).toHaveLength(1);
  server.access.write({ ...ACCESS, admins: [] });
  expect((await errorOf(await server.login('oLiWei'))).code).toBe('NOT_ADMIN');
});

test('many buckets come in groups, each with a key of its own', async () => {
  await server.close();
  server = await startSigningServer(cloud, { env: { BUCKETS_PER_GROUP: '1' } });
  const first = await keyOf(await server.login('oLiWei'));
  const [goods, demo] = first.buckets;
  expect(goods?.group).toBe(first.group);
  expect(demo?.group).not.toBe(first.group);
  const second = await keyOf(await server.login('oLiWei', { group: demo?.group }));
  expect(second.group).toBe(demo?.group);
  expect(second.credentials).not.toEqual(first.credentials);
});

test('a group that is not the caller’s is refused', async () => {
  const { group } = await keyOf(await server.login('oLiWei'));
  const response = await server.login('oChenChen', { group });
  expect(response.status).toBe(400);
  expect((await errorOf(response)).code).toBe('BAD_REQUEST');
});

test('one openid asking too often is told when to come back, and others are not', async () => {
  await server.close();
  server = await startSigningServer(cloud, { env: { RATE_LIMIT_PER_OPENID: '2' } });
  await keyOf(await server.login('oLiWei'));
  await keyOf(await server.login('oLiWei'));
  const response = await server.login('oLiWei');
  expect(response.status).toBe(429);
  const { code, retryAfter } = await errorOf(response);
  expect(code).toBe('RATE_LIMITED');
  expect(response.headers.get('retry-after')).toBe(String(retryAfter));
  expect(retryAfter).toBeGreaterThan(0);
  await keyOf(await server.login('oChenChen'));
});

async function cachedKeys(): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return Number(/^signing_keys_cached (\d+)$/m.exec(text)?.[1]);
}
