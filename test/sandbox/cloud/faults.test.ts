import { type Cloud, startCloud } from '.';
import {
  type ClientKey,
  callCi,
  ciHost,
  codeOf,
  policyFor,
  seedBucket,
  seedQueue,
  sendRaw,
  until,
} from './testing';

let cloud: Cloud;
let key: ClientKey;
beforeAll(async () => {
  cloud = await startCloud({ slowRegionMs: 0 });
});
afterAll(() => cloud.close());
beforeEach(() => {
  cloud.reset({});
  key = cloud.issueKey(policyFor(cloud.buckets()));
});

const list = (bucket = 'goods-image') => callCi(cloud, key, { place: seedBucket(cloud, bucket) });
const pause = (signal?: AbortSignal) => {
  const { queueId, name, notifyConfigXml } = seedQueue(cloud, 'goods-image');
  const body = `<Request><Name>${name}</Name><State>Paused</State>${notifyConfigXml}</Request>`;
  const place = seedBucket(cloud, 'goods-image');
  const call = { place, method: 'PUT', path: `/picqueue/${queueId}`, body } as const;
  return callCi(cloud, key, signal === undefined ? call : { ...call, signal });
};
const state = () => seedQueue(cloud, 'goods-image').state;
/** Status and code of an answer, or `cut`. */
const outcome = (answer: ReturnType<typeof list>): Promise<string> =>
  answer.then(
    (got) => `${got.status} ${codeOf(got)}`,
    () => 'cut',
  );
const logged = () => cloud.log().map(({ method, status, code }) => `${method} ${status} ${code}`.trim());

describe('what happens', () => {
  test('status: that status and code in the dialect of CI, nothing done', async () => {
    cloud.setFaults([
      { service: 'ci', method: 'PUT', kind: 'status', status: 503, code: 'ServiceUnavailable' },
    ]);
    expect(await outcome(pause())).toBe('503 ServiceUnavailable');
    expect(state()).toBe('Active');
    expect(logged()).toEqual(['PUT 503 ServiceUnavailable']);
  });

  test.each([
    [429, 'SlowDown'],
    [500, 'InternalError'],
    [403, 'AccessDenied'],
  ])('status %i without a code is %s', async (status, code) => {
    cloud.setFaults([{ service: 'ci', kind: 'status', status }]);
    expect(await outcome(list())).toBe(`${status} ${code}`);
  });

  test('status: STS and WeChat answer it in theirs', async () => {
    cloud.setFaults([
      { service: 'sts', kind: 'status', status: 200, code: 'RequestLimitExceeded' },
      { service: 'wechat', kind: 'status', status: 200, code: -1 },
    ]);
    const sts = await sendRaw(cloud.urls.sts, { method: 'POST', path: '/' });
    expect(JSON.parse(sts.body)).toMatchObject({ Response: { Error: { Code: 'RequestLimitExceeded' } } });
    const wechat = await sendRaw(cloud.urls.wechat, { path: '/sns/jscode2session' });
    expect(JSON.parse(wechat.body)).toMatchObject({ errcode: -1 });
  });

  test('drop-before: the connection is cut, nothing done', async () => {
    cloud.setFaults([{ service: 'ci', kind: 'drop-before' }]);
    expect(await outcome(pause())).toBe('cut');
    expect(state()).toBe('Active');
    expect(logged()).toEqual(['PUT 0 drop-before']);
  });

  test('drop-after: it is done, and the connection is cut', async () => {
    cloud.setFaults([{ service: 'ci', kind: 'drop-after' }]);
    expect(await outcome(pause())).toBe('cut');
    expect(state()).toBe('Paused');
    expect(logged()).toEqual(['PUT 0 drop-after']);
  });

  test('truncate: it is done, and half of the answer comes as if it were all', async () => {
    const whole = await list();
    cloud.setFaults([{ service: 'ci', kind: 'truncate' }]);
    const half = await list();
    expect(half.status).toBe(200);
    expect(half.headers['content-length']).toBe(String(Buffer.byteLength(half.body)));
    expect(half.body.length).toBeLessThan(whole.body.length * 0.6);
    expect(half.body).toContain('<Response>');
    expect(half.body).not.toContain('</Response>');
    cloud.setFaults([{ service: 'ci', kind: 'truncate' }]);
    await pause();
    expect(state()).toBe('Paused');
    expect(logged()).toEqual(['GET 200', 'GET 200 truncate', 'PUT 200 truncate']);
  });

  test('html: a page of a gateway, nothing done', async () => {
    cloud.setFaults([
      { service: 'ci', kind: 'html', times: 1 },
      { service: 'ci', kind: 'html', status: 502 },
    ]);
    const answer = await pause();
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.body).toMatch(/^<html>/);
    expect((await pause()).status).toBe(502);
    expect(state()).toBe('Active');
  });

  test('latency: the request waits before it is looked at', async () => {
    cloud.setFaults([{ service: 'ci', kind: 'latency', ms: 50 }]);
    const started = performance.now();
    const waiting = pause();
    expect(state()).toBe('Active');
    expect(await outcome(waiting)).toBe('200 Response');
    // Timers may fire up to a millisecond early.
    expect(performance.now() - started).toBeGreaterThan(48);
    expect(state()).toBe('Paused');
  });

  test('latency: each request waits by itself, so that many are no reason for Node to warn of a leak', async () => {
    const listen = jest.spyOn(EventTarget.prototype, 'addEventListener');
    cloud.setFaults([{ service: 'ci', kind: 'latency', ms: 1, times: 3 }]);
    await Promise.all([list(), list(), list()]);
    const signals = listen.mock.contexts.filter((target) => target instanceof AbortSignal);
    listen.mockRestore();
    expect(signals).toHaveLength(3);
    expect(new Set(signals).size).toBe(3);
  });

  test('latency: a caller that hangs up does not stop the cloud', async () => {
    cloud.setFaults([{ service: 'ci', kind: 'latency', ms: 300 }]);
    const caller = new AbortController();
    const waiting = outcome(pause(caller.signal));
    await until(() => cloud.log().length === 1);
    caller.abort();
    await waiting;
    await until(() => state() === 'Paused');
    expect(logged()).toEqual(['PUT 200']);
  });

  test("clock: only that service's clock moves, until the next list", async () => {
    const before = [cloud.now('ci'), cloud.now('sts')] as const;
    cloud.setFaults([{ service: 'ci', kind: 'clock', ms: 3_600_000 }]);
    expect(cloud.now('ci') - before[0]).toBeGreaterThanOrEqual(3_600_000);
    expect(cloud.now('sts') - before[1]).toBeLessThan(60_000);
    expect(await outcome(list())).toBe('401 SignatureExpired');
    expect(await outcome(list())).toBe('401 SignatureExpired');
    cloud.setFaults([]);
    expect(await outcome(list())).toBe('200 Response');
  });

  test('expired-token: that key is over until a reset, a fresh one is not', async () => {
    cloud.setFaults([{ service: 'ci', kind: 'expired-token' }]);
    expect(await outcome(list())).toBe('400 ExpiredToken');
    expect(await outcome(list('user-avatar'))).toBe('400 ExpiredToken');
    const ended = key;
    key = cloud.issueKey(policyFor(cloud.buckets()));
    expect(await outcome(list())).toBe('200 Response');
    cloud.reset({});
    key = ended;
    expect(await outcome(list())).toBe('200 Response');
  });
});

describe('whom it meets', () => {
  const status = { service: 'ci', kind: 'status', status: 503 };

  test('every request when nothing is said, else as many as times says', async () => {
    cloud.setFaults([status]);
    expect([await outcome(list()), await outcome(list())]).toEqual([
      '503 ServiceUnavailable',
      '503 ServiceUnavailable',
    ]);
    cloud.setFaults([{ ...status, times: 2 }]);
    const three = [await outcome(list()), await outcome(list()), await outcome(list())];
    expect(three).toEqual(['503 ServiceUnavailable', '503 ServiceUnavailable', '200 Response']);
  });

  test('only its method, in any case', async () => {
    cloud.setFaults([{ ...status, method: 'put' }]);
    expect([await outcome(list()), await outcome(pause())]).toEqual([
      '200 Response',
      '503 ServiceUnavailable',
    ]);
  });

  test('only its host', async () => {
    cloud.setFaults([{ ...status, host: ciHost(seedBucket(cloud, 'user-avatar')) }]);
    expect([await outcome(list()), await outcome(list('user-avatar'))]).toEqual([
      '200 Response',
      '503 ServiceUnavailable',
    ]);
  });

  test('its path and what is below it', async () => {
    const path = `/picqueue/${seedQueue(cloud, 'goods-image').queueId}`;
    cloud.setFaults([{ ...status, path: '/picqueue', times: 2 }]);
    expect([await outcome(list()), await outcome(pause())]).toEqual([
      '503 ServiceUnavailable',
      '503 ServiceUnavailable',
    ]);
    cloud.setFaults([{ ...status, path }]);
    expect([await outcome(list()), await outcome(pause())]).toEqual([
      '200 Response',
      '503 ServiceUnavailable',
    ]);
    cloud.setFaults([{ ...status, path: path.slice(0, -1) }]);
    expect(await outcome(pause())).toBe('200 Response');
  });

  test('only its service', async () => {
    cloud.setFaults([{ ...status, service: 'sts' }]);
    expect(await outcome(list())).toBe('200 Response');
  });

  test('faults are used up one after the other; latency comes on top', async () => {
    cloud.setFaults([
      { ...status, code: 'First', times: 1 },
      { ...status, code: 'Second', times: 1 },
      { service: 'ci', kind: 'latency', ms: 1, times: 2 },
    ]);
    expect([await outcome(list()), await outcome(list()), await outcome(list())]).toEqual([
      '503 First',
      '503 Second',
      '200 Response',
    ]);
  });

  test('a new list takes the place of the old one', async () => {
    cloud.setFaults([status]);
    cloud.setFaults([]);
    expect(await outcome(list())).toBe('200 Response');
  });
});

describe('a reset', () => {
  test('takes faults, clocks and the log away', async () => {
    cloud.setFaults([
      { service: 'ci', kind: 'status', status: 503 },
      { service: 'ci', kind: 'clock', ms: 3_600_000 },
    ]);
    await list();
    cloud.reset({});
    expect(cloud.log()).toEqual([]);
    expect(cloud.now('ci')).toBeLessThan(Date.now() + 60_000);
    expect(await outcome(list())).toBe('200 Response');
  });

  test('cuts a request that waits, nothing done', async () => {
    cloud.setFaults([{ service: 'ci', kind: 'latency', ms: 600_000 }]);
    const waiting = outcome(pause());
    await until(() => cloud.log().length === 1);
    cloud.reset({});
    expect(await waiting).toBe('cut');
    expect(state()).toBe('Active');
  });
});

describe('a list that is not right', () => {
  test.each<[unknown, RegExp]>([
    [{}, /expected array/],
    [[{ kind: 'status', status: 500 }], /0\.service/],
    [[{ service: 'cos', kind: 'drop-before' }], /0\.service/],
    [[{ service: 'ci', kind: 'explode' }], /0\.kind/],
    [[{ service: 'ci', kind: 'latency' }], /0\.ms/],
    [[{ service: 'ci', kind: 'latency', ms: -1 }], /0\.ms/],
    [[{ service: 'ci', kind: 'status' }], /0\.status/],
    [[{ service: 'ci', kind: 'status', status: 99 }], /0\.status/],
    [[{ service: 'ci', kind: 'drop-after', times: 0 }], /0\.times/],
    [[{ service: 'ci', kind: 'drop-after', path: 'picqueue' }], /0\.path/],
    [[{ service: 'ci', kind: 'drop-after', status: 500 }], /status/],
    [[{ service: 'sts', kind: 'expired-token' }], /expired-token/],
    [[{ service: 'wechat', kind: 'status', status: 200, code: 'busy' }], /0\.code/],
  ])('%j is refused, and the faults before stay', async (input, problem) => {
    cloud.setFaults([{ service: 'ci', kind: 'status', status: 503 }]);
    expect(() => cloud.setFaults(input)).toThrow(problem);
    expect(await outcome(list())).toBe('503 ServiceUnavailable');
  });
});
