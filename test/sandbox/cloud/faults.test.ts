import { VirtualClock } from '../../support/virtual-clock';
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
const pause = () => {
  const { queueId, name, notifyConfigXml } = seedQueue(cloud, 'goods-image');
  const body = `<Request><Name>${name}</Name><State>Paused</State>${notifyConfigXml}</Request>`;
  const place = seedBucket(cloud, 'goods-image');
  return callCi(cloud, key, { place, method: 'PUT', path: `/picqueue/${queueId}`, body });
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

describe('time in the cloud', () => {
  const start = Date.UTC(2026, 0, 1);
  let shared: Cloud;
  let time: VirtualClock;
  beforeEach(async () => {
    shared = cloud;
    time = new VirtualClock(start);
    cloud = await startCloud({ slowRegionMs: 0, machineNow: time.now, wait: time.wait });
    const issued = cloud.issueKey(policyFor(cloud.buckets()));
    // What is signed with it is good for 30 s; the key itself lives longer.
    key = { ...issued, expiredTime: issued.startTime + 30 };
  });
  afterEach(async () => {
    await cloud.close();
    cloud = shared;
  });

  const rename = (name: string) => {
    const { bucket, queueId } = seedQueue(cloud, 'goods-image');
    return cloud.edit({ bucket, queueId, name });
  };
  /** Name and UpdateTime that a read shows, and the time that its answer says. */
  const read = async () => {
    const { headers, body } = await list();
    const text = (name: string) => new RegExp(`<${name}>(.*)</${name}>`).exec(body)?.[1];
    return { name: text('Name'), updateTime: text('UpdateTime'), date: headers['date'] };
  };
  const utc = (ms: number) => new Date(start + ms).toUTCString();

  test('every answer of CI says when it was given by the clock of CI', async () => {
    const dates: unknown[] = [];
    const note = async (answer: ReturnType<typeof list>) => dates.push((await answer).headers['date']);
    await note(list());
    cloud.setFaults([{ service: 'ci', kind: 'clock', ms: 30_000 }]);
    await note(pause());
    cloud.setFaults([
      { service: 'ci', kind: 'clock', ms: -30_000 },
      { service: 'ci', kind: 'html' },
    ]);
    await note(list());
    cloud.setFaults([{ service: 'ci', kind: 'status', status: 503 }]);
    time.advance(5_000);
    await note(list());
    expect(dates).toEqual([utc(0), utc(30_000), utc(-30_000), utc(5_000)]);
  });

  test('stale: a read shows the queue as it was, UpdateTime included, and says that it is now', async () => {
    const first = rename('first');
    time.advance(20_000);
    const second = rename('second');
    time.advance(9_000);
    cloud.setFaults([{ service: 'ci', kind: 'stale', ms: 10_000 }]);
    expect(await read()).toEqual({ name: 'first', updateTime: first.updateTime, date: utc(29_000) });
    time.advance(1_000);
    expect(await read()).toEqual({ name: 'second', updateTime: second.updateTime, date: utc(30_000) });
    expect(logged()).toEqual(['GET 200 stale', 'GET 200 stale']);
  });

  test('stale: a moved clock does not change how long ago something was', async () => {
    rename('first');
    time.advance(20_000);
    rename('second');
    cloud.setFaults([
      { service: 'ci', kind: 'stale', ms: 1 },
      { service: 'ci', kind: 'clock', ms: 10_000 },
    ]);
    expect(await read()).toMatchObject({ name: 'first' });
    time.advance(1);
    expect(await read()).toMatchObject({ name: 'second' });
  });

  test('stale: nothing is shown of before a reset', async () => {
    rename('first');
    time.advance(5_000);
    cloud.reset({});
    cloud.setFaults([{ service: 'ci', kind: 'stale', ms: 10_000 }]);
    expect(await read()).toMatchObject({ name: seedQueue(cloud, 'goods-image').name });
  });

  test('stale: a write meets the queue as it is', async () => {
    const { notifyConfigXml } = rename('first');
    cloud.setFaults([{ service: 'ci', kind: 'stale', ms: 60_000 }]);
    expect(await outcome(pause())).toBe('200 Response');
    expect(seedQueue(cloud, 'goods-image')).toMatchObject({
      name: 'first',
      state: 'Paused',
      notifyConfigXml,
    });
  });

  test('late: a PUT is answered as if it were done, and takes effect later', async () => {
    cloud.setFaults([{ service: 'ci', kind: 'late', ms: 60_000, times: 1 }]);
    const answer = await pause();
    expect([answer.status, /<State>(.*)<\/State>/.exec(answer.body)?.[1]]).toEqual([200, 'Paused']);
    time.advance(59_999);
    expect(state()).toBe('Active');
    const other = rename('meanwhile');
    time.advance(1);
    await until(() => state() === 'Paused');
    // The whole queue is replaced, whatever was written meanwhile.
    const { name, updateTime } = seedQueue(cloud, 'goods-image');
    expect([name === other.name, updateTime > other.updateTime]).toEqual([false, true]);
    expect(logged()).toEqual(['PUT 200 late']);
  });

  test('late: what the cloud has accepted takes effect although its signature ends meanwhile', async () => {
    cloud.setFaults([{ service: 'ci', kind: 'late', ms: 90_000, answer: 'cut' }]);
    expect(await outcome(pause())).toBe('cut');
    time.advance(90_000);
    await until(() => state() === 'Paused');
    expect(logged()).toEqual(['PUT 0 late']);
  });

  test('late: a PUT that is no good is refused at once', async () => {
    cloud.setFaults([{ service: 'ci', kind: 'late', ms: 1_000 }]);
    key = { ...key, sessionToken: 'wrong' };
    expect(await outcome(pause())).toBe('401 InvalidAuthorization');
    expect(logged()).toEqual(['PUT 401 InvalidAuthorization']);
  });

  test('late on the network: the PUT is cut off, and done when it reaches the cloud in time', async () => {
    cloud.setFaults([{ service: 'ci', kind: 'late', where: 'network', ms: 30_000 }]);
    expect(await outcome(pause())).toBe('cut');
    expect([state(), logged()]).toEqual(['Active', ['PUT 0 pending']]);
    time.advance(30_000);
    await until(() => logged()[0] !== 'PUT 0 pending');
    expect([state(), logged()]).toEqual(['Paused', ['PUT 0 late']]);
  });

  test('late on the network: the PUT is refused when its signature has ended on the way', async () => {
    cloud.setFaults([{ service: 'ci', kind: 'late', where: 'network', ms: 31_000 }]);
    expect(await outcome(pause())).toBe('cut');
    time.advance(31_000);
    await until(() => logged()[0] !== 'PUT 0 pending');
    expect([state(), logged()]).toEqual(['Active', ['PUT 0 SignatureExpired']]);
  });

  test('late: other faults of a later list leave it alone, a reset drops it', async () => {
    cloud.setFaults([{ service: 'ci', kind: 'late', ms: 1_000 }]);
    await pause();
    cloud.setFaults([]);
    time.advance(1_000);
    await until(() => state() === 'Paused');

    cloud.reset({});
    for (const where of ['cloud', 'network']) {
      cloud.setFaults([{ service: 'ci', kind: 'late', where, ms: 1_000, answer: 'cut' }]);
      await outcome(pause());
    }
    cloud.reset({});
    time.advance(1_000);
    expect(await outcome(list())).toBe('200 Response');
    expect(state()).toBe('Active');
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
    [[{ service: 'ci', kind: 'stale' }], /0\.ms/],
    [[{ service: 'ci', kind: 'stale', ms: 600_001 }], /0\.ms/],
    [[{ service: 'ci', kind: 'stale', method: 'PUT', ms: 1 }], /0\.method/],
    [[{ service: 'sts', kind: 'stale', ms: 1 }], /stale/],
    [[{ service: 'ci', kind: 'late', method: 'GET', ms: 1 }], /0\.method/],
    [[{ service: 'wechat', kind: 'late', ms: 1 }], /late/],
    [[{ service: 'ci', kind: 'late', ms: 1, where: 'network', answer: 'accepted' }], /0\.answer/],
  ])('%j is refused, and the faults before stay', async (input, problem) => {
    cloud.setFaults([{ service: 'ci', kind: 'status', status: 503 }]);
    expect(() => cloud.setFaults(input)).toThrow(problem);
    expect(await outcome(list())).toBe('503 ServiceUnavailable');
  });
});
