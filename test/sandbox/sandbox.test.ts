import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CredentialsResponse, SigningErrorResponse } from '../../typings/signing-api';
import { SIGNING_SERVER } from '../../miniprogram/config/env';
import { callCi, ciHost, codeOf, policyFor, seedBucket, seedQueue, signCall } from './cloud/testing';
import { type Sandbox, startSandbox } from './sandbox';

let sandbox: Sandbox;
let phoneDir: string;
beforeAll(async () => {
  phoneDir = await mkdtemp(join(tmpdir(), 'queue-console-test-'));
  await writeFile(join(phoneDir, 'index.html'), '<!doctype html><title>phone</title>');
  await writeFile(join(phoneDir, 'host.js'), '"host"');
  sandbox = await startSandbox({ phoneDir, cloud: { slowRegionMs: 0 } });
});
afterAll(async () => {
  await sandbox.close();
  await rm(phoneDir, { recursive: true });
});
beforeEach(async () => {
  await post('__sandbox/reset', {});
});

interface Reply<T> {
  status: number;
  data: T;
}

const ask = async <T = unknown>(path: string, init?: RequestInit): Promise<Reply<T>> => {
  const response = await fetch(sandbox.url + path, init);
  return { status: response.status, data: (await response.json()) as T };
};
const get = <T = unknown>(path: string) => ask<T>(path);
const post = <T = unknown>(path: string, body: unknown, signal?: AbortSignal) =>
  ask<T>(path, { method: 'POST', body: JSON.stringify(body), ...(signal === undefined ? {} : { signal }) });

interface PhoneReply {
  statusCode?: number;
  header?: Record<string, string>;
  data?: string;
  errMsg?: string;
}
const phone = async (request: object): Promise<PhoneReply> =>
  (await post<PhoneReply>('__phone/request', request)).data;

const logIn = async (openid: string): Promise<PhoneReply> => {
  const { data } = await post<{ code: string }>('__phone/login', { openid });
  return phone({
    url: `${SIGNING_SERVER.develop}/v1/credentials`,
    method: 'POST',
    header: { 'content-type': 'application/json' },
    data: JSON.stringify(data),
  });
};
const credentials = async (openid: string): Promise<CredentialsResponse> =>
  JSON.parse((await logIn(openid)).data ?? '') as CredentialsResponse;
const refusal = async (openid: string) => {
  const { statusCode, data = '' } = await logIn(openid);
  return { statusCode, error: (JSON.parse(data) as SigningErrorResponse).error };
};

/** A call to CI as the phone sends it: the production address, signed. */
const throughPhone = (name: string, changes: object = {}) => {
  const place = seedBucket(sandbox.cloud, name);
  const key = sandbox.cloud.issueKey(policyFor([place]));
  const { path, headers } = signCall(key, { place });
  const { Authorization = '', 'x-ci-security-token': token = '' } = headers;
  const header = { Authorization, 'x-ci-security-token': token };
  return phone({ url: `https://${ciHost(place)}${path}`, method: 'GET', header, ...changes });
};

describe("the phone's network", () => {
  test('the host of a configured bucket leads to CI, with the host that was signed', async () => {
    const { statusCode, header, data } = await throughPhone('goods-image');
    expect(statusCode).toBe(200);
    expect(header?.['x-ci-request-id']).toBeDefined();
    expect(data).toContain('<TotalCount>1</TotalCount>');
    expect(sandbox.cloud.log().at(-1)).toMatchObject({
      service: 'ci',
      host: 'goods-image-1250000000.ci.ap-guangzhou.myqcloud.com',
    });
  });

  test('an answer of any status is an answer', async () => {
    const { statusCode, data } = await throughPhone('goods-image', { header: {} });
    expect(statusCode).toBe(401);
    expect(data).toContain('<Code>MissingAuthorization</Code>');
  });

  test.each([
    ['another host', 'https://www.example.com/x'],
    ['http', 'http://goods-image-1250000000.ci.ap-guangzhou.myqcloud.com/picqueue'],
    [
      'a port, even the usual one',
      'https://goods-image-1250000000.ci.ap-guangzhou.myqcloud.com:443/picqueue',
    ],
    ['a bucket that is not configured', 'https://nowhere-1250000000.ci.ap-guangzhou.myqcloud.com/picqueue'],
    [
      'a host below a configured one',
      'https://a.goods-image-1250000000.ci.ap-guangzhou.myqcloud.com/picqueue',
    ],
    ['a user before the host', 'https://u@goods-image-1250000000.ci.ap-guangzhou.myqcloud.com/picqueue'],
    ['an address of this machine', 'https://127.0.0.1/x'],
    ['no address', 'picqueue'],
  ])('%s is not in the domain list', async (_what, url) => {
    expect((await phone({ url })).errMsg).toBe('request:fail url not in domain list');
    expect(sandbox.cloud.log()).toEqual([]);
  });

  test('the domain list follows the buckets', async () => {
    await post('__sandbox/reset', { buckets: 1 });
    const url = 'https://image-set-001-1250000000.ci.ap-guangzhou.myqcloud.com/picqueue';
    expect((await phone({ url })).statusCode).toBe(401);
    const old = 'https://goods-image-1250000000.ci.ap-guangzhou.myqcloud.com/picqueue';
    expect((await phone({ url: old })).errMsg).toContain('not in domain list');
  });

  test('a connection that is cut fails, a body that is cut arrives', async () => {
    for (const kind of ['drop-before', 'drop-after']) {
      await post('__sandbox/faults', [{ service: 'ci', kind }]);
      expect(await throughPhone('goods-image')).toMatchObject({ errMsg: 'request:fail socket hang up' });
    }
    await post('__sandbox/faults', [{ service: 'ci', kind: 'truncate' }]);
    const { statusCode, data } = await throughPhone('goods-image');
    expect(statusCode).toBe(200);
    expect(data).not.toContain('</Response>');
  });

  test('a request that takes too long times out', async () => {
    await post('__sandbox/faults', [{ service: 'ci', kind: 'latency', ms: 600_000 }]);
    expect(await throughPhone('goods-image', { timeout: 20 })).toMatchObject({
      errMsg: 'request:fail timeout',
    });
  });

  test.each([
    [{ url: 5 }, 'url'],
    [{ url: 'https://a.example.com', header: { a: 1 } }, 'header.a'],
    [{ url: 'https://a.example.com', body: 'x' }, 'body'],
  ])('%j is a mistake of the caller', async (request, problem) => {
    const { status, data } = await post<{ error: string }>('__phone/request', request);
    expect(status).toBe(400);
    expect(data.error).toContain(problem);
  });
});

describe('people', () => {
  test('an operator gets keys that list and update', async () => {
    const { admin, buckets, credentials: key, ...rest } = await credentials('sandbox-operator');
    expect(admin).toEqual({ name: '演示操作员', role: 'operator', openid: 'sandbox-operator' });
    expect(buckets.map(({ bucket, label, environment }) => [bucket, label, environment])).toEqual(
      sandbox.cloud.buckets().map(({ bucket, label, environment }) => [bucket, label, environment]),
    );
    const place = seedBucket(sandbox.cloud, 'goods-image');
    const client = { ...key, startTime: rest.startTime, expiredTime: rest.expiredTime };
    expect(codeOf(await callCi(sandbox.cloud, client, { place }))).toBe('Response');
    const { queueId } = seedQueue(sandbox.cloud, 'goods-image');
    const body = '<Request><Name>a</Name><State>Paused</State><NotifyConfig/></Request>';
    const put = { place, method: 'PUT', path: `/picqueue/${queueId}`, body } as const;
    expect(codeOf(await callCi(sandbox.cloud, client, put))).toBe('Response');
  });

  test('a viewer gets keys that only list', async () => {
    const { admin, credentials: key, startTime, expiredTime } = await credentials('sandbox-viewer');
    expect(admin.role).toBe('viewer');
    const place = seedBucket(sandbox.cloud, 'goods-image');
    const { queueId } = seedQueue(sandbox.cloud, 'goods-image');
    const client = { ...key, startTime, expiredTime };
    expect(codeOf(await callCi(sandbox.cloud, client, { place }))).toBe('Response');
    const put = { place, method: 'PUT', path: `/picqueue/${queueId}`, body: '<Request/>' } as const;
    expect((await callCi(sandbox.cloud, client, put)).status).toBe(403);
  });

  test('a stranger is told his own openid', async () => {
    const { statusCode, error } = await refusal('sandbox-stranger');
    expect(statusCode).toBe(403);
    expect(error).toMatchObject({ code: 'NOT_ADMIN', openid: 'sandbox-stranger' });
  });

  test('a person is put on the list, changed and taken off it at once', async () => {
    const openid = 'o-new';
    expect((await refusal(openid)).error.code).toBe('NOT_ADMIN');
    for (const role of ['viewer', 'operator'] as const) {
      expect((await post('__phone/person', { openid, role })).data).toEqual({ openid });
      expect((await credentials(openid)).admin).toEqual({ name: openid, role, openid });
    }
    await post('__phone/person', { openid, role: 'none' });
    expect((await refusal(openid)).error.code).toBe('NOT_ADMIN');
  });

  test('who is only known by a role has an openid of his own', async () => {
    const openidOf = async (person: object) => (await post('__phone/person', person)).data;
    expect(await openidOf({})).toEqual({ openid: 'sandbox-operator' });
    expect(await openidOf({ role: 'viewer' })).toEqual({ openid: 'sandbox-viewer' });
    expect(await openidOf({ role: 'none' })).toEqual({ openid: 'sandbox-stranger' });
  });

  test('after a reset the people have the new buckets', async () => {
    await post('__sandbox/reset', { buckets: 3, queuesPerBucket: 2 });
    const { buckets } = await credentials('sandbox-operator');
    expect(buckets.map(({ bucket }) => bucket)).toEqual(sandbox.cloud.buckets().map(({ bucket }) => bucket));
    expect(buckets).toHaveLength(3);
  });

  test.each([
    ['__phone/person', { openid: 'a b' }],
    ['__phone/person', { role: 'owner' }],
    ['__phone/login', {}],
  ])('%s of %j is a mistake of the caller', async (path, input) => {
    expect((await post(path, input)).status).toBe(400);
  });
});

describe('control endpoints', () => {
  test('queues and log show the truth of the stand-ins', async () => {
    expect((await get('__sandbox/queues')).data).toEqual(sandbox.cloud.queues());
    await throughPhone('goods-image');
    expect((await get('__sandbox/log')).data).toEqual(sandbox.cloud.log());
    expect(sandbox.cloud.log()).toHaveLength(1);
  });

  test("edit is another admin's write", async () => {
    const { bucket, queueId } = seedQueue(sandbox.cloud, 'goods-image');
    const { status } = await post('__sandbox/edit', { bucket, queueId, state: 'Paused' });
    expect(status).toBe(200);
    expect(seedQueue(sandbox.cloud, 'goods-image').state).toBe('Paused');
    expect(sandbox.cloud.log()).toEqual([]);
  });

  test('reset says what there is now; an empty body is the seed', async () => {
    expect((await post('__sandbox/reset', { buckets: 2, queuesPerBucket: 5 })).data).toEqual({
      buckets: 2,
      queues: 10,
    });
    const reply = await ask('__sandbox/reset', { method: 'POST' });
    expect(reply.data).toEqual({ buckets: 9, queues: 8 });
  });

  test('an input that is not right is 400 with what is wrong', async () => {
    const replies = [
      await post<{ error: string }>('__sandbox/faults', [{ service: 'ci', kind: 'explode' }]),
      await post<{ error: string }>('__sandbox/edit', { bucket: 'x' }),
      await post<{ error: string }>('__sandbox/reset', { buckets: -1 }),
      await ask<{ error: string }>('__sandbox/edit', { method: 'POST', body: '{' }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    expect(replies[0]?.data.error).toContain('0.kind');
    expect(replies[1]?.data.error).toContain('queueId');
    expect(replies[3]?.data.error).toContain('not JSON');
  });

  test('an unknown path is 404, another method 405', async () => {
    expect((await get('__sandbox/nothing')).status).toBe(404);
    expect((await get('__sandbox/faults')).status).toBe(405);
    expect((await post('__sandbox/log', {})).status).toBe(405);
    expect((await post('index.html', {})).status).toBe(405);
  });
});

describe('files', () => {
  test('/ is the phone, whatever the query; nothing is stored by the browser', async () => {
    const response = await fetch(`${sandbox.url}?openid=a&role=viewer`);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).toContain('<title>phone</title>');
    expect((await fetch(`${sandbox.url}host.js`)).headers.get('content-type')).toBe(
      'text/javascript; charset=utf-8',
    );
  });

  test.each([
    '/../package.json',
    '/%2e%2e/x',
    '/..%2f..%2fetc/passwd',
    '/..%5cx',
    '/c:/x',
    '/%00',
    '/%E0%A4',
    '/missing.js',
  ])('%s is not there', async (path) => {
    expect(await statusOfRawPath(path)).toBe(404);
  });
});

test('a port that is taken is said so, and nothing stays open', async () => {
  const port = Number(new URL(sandbox.url).port);
  await expect(startSandbox({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

/** The status of a path that `fetch` would tidy up before sending it. */
function statusOfRawPath(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1');
    socket.on('error', reject);
    socket.on('data', (data) => {
      resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(data.toString())?.[1]));
      socket.destroy();
    });
    socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  });
}
