import { hurry, usePhone } from '../../support/phone';

const bench = usePhone();
const place = { bucket: 'goods-image-1250000000', region: 'ap-guangzhou' };
const logins = () => bench.requests('wechat').length;

test('an admin signs in and learns his role and buckets', async () => {
  const session = await bench.services.session.getSession();
  expect(session.admin.role).toBe('operator');
  expect(session.buckets).toContainEqual(expect.objectContaining({ ...place, environment: 'production' }));
});

test('however many ask at once, one login goes out', async () => {
  const { getSession, keyFor } = bench.services.session;
  const answers = await Promise.all([getSession(), keyFor(place), getSession(), keyFor(place), getSession()]);
  expect(logins()).toBe(1);
  expect(bench.requests('sts')).toHaveLength(1);
  expect(answers[1]).toBe(answers[3]);
});

test('every login takes a fresh code, since a code is good for once', async () => {
  await bench.services.session.getSession();
  await bench.services.session.renewSession();
  expect(bench.requests('wechat').map(({ status }) => status)).toEqual([200, 200]);
});

test('a stranger learns his openid, for the owner to add him', async () => {
  bench.sandbox.setPerson(bench.openid, 'none');
  await expect(bench.services.session.getSession()).rejects.toMatchObject({
    code: 'NOT_ADMIN',
    details: { openid: bench.openid, statusCode: 403 },
  });
});

test('an admin who was taken off the list keeps no session', async () => {
  const { getSession, renewSession, keyFor } = bench.services.session;
  await getSession();
  bench.sandbox.setPerson(bench.openid, 'none');
  await expect(renewSession()).rejects.toMatchObject({ code: 'NOT_ADMIN' });
  await expect(keyFor(place)).rejects.toMatchObject({ code: 'NOT_ADMIN' });
});

test('a bucket that the admin was not given has no key', async () => {
  await expect(
    bench.services.session.keyFor({ bucket: 'other-1250000000', region: 'ap-guangzhou' }),
  ).rejects.toMatchObject({
    code: 'BUCKET_NOT_GRANTED',
  });
});

test('a login that WeChat refuses on the phone reaches the caller', async () => {
  jest.spyOn(bench.phone.wx, 'login').mockImplementation(((options: { fail(outcome: object): void }) => {
    options.fail({ errMsg: 'login:fail system error' });
  }) as never);
  await expect(bench.services.session.getSession()).rejects.toMatchObject({ code: 'LOGIN_FAILED' });
});

/** Makes a function of `wx` that never answers, neither well nor badly. */
const silence = (name: 'login' | 'request' | 'getNetworkType'): void => {
  const task = {
    abort: () => undefined,
    onHeadersReceived: () => undefined,
    offHeadersReceived: () => undefined,
  };
  const silent = name === 'request' ? () => task : () => new Promise(() => undefined);
  jest.spyOn(bench.phone.wx, name).mockImplementation(silent as never);
};

describe('what WeChat never answers', () => {
  beforeEach(() => {
    hurry(1_000);
  });

  test('a login ends as one that failed, and the next one is asked anew', async () => {
    silence('login');
    await expect(bench.services.session.getSession()).rejects.toMatchObject({ code: 'LOGIN_FAILED' });
    jest.restoreAllMocks();
    await expect(bench.services.session.getSession()).resolves.toMatchObject({ admin: { role: 'operator' } });
  });

  test('a login on a phone that does not say either whether it has a network ends as well', async () => {
    silence('login');
    silence('getNetworkType');
    await expect(bench.services.session.getSession()).rejects.toMatchObject({ code: 'LOGIN_FAILED' });
  });

  test('a request to the signing server ends as one that took too long, and names the host', async () => {
    jest.spyOn(bench.phone.wx, 'login').mockImplementation(((options: { success(result: object): void }) => {
      options.success({ code: 'a-code', errMsg: 'login:ok' });
    }) as never);
    silence('request');
    await expect(bench.services.session.getSession()).rejects.toMatchObject({
      code: 'TIMEOUT',
      details: { host: expect.stringMatching(/./) },
    });
  });
});

test('after a failure the next call tries again', async () => {
  bench.sandbox.cloud.setFaults([
    { service: 'wechat', kind: 'status', status: 200, code: '40029', times: 1 },
  ]);
  await expect(bench.services.session.getSession()).rejects.toMatchObject({ code: 'CODE_REJECTED' });
  await expect(bench.services.session.getSession()).resolves.toMatchObject({ admin: { role: 'operator' } });
});

describe("keys are renewed by the server's time", () => {
  const HOUR = 3_600_000;
  const realNow = Date.now.bind(Date);
  /** Sets the phone's clock, by its difference; the cloud and the server, in the same process, keep theirs. */
  const setPhoneClock = (offsetMs: number): void => {
    jest.spyOn(Date, 'now').mockImplementation(() => {
      const onPhone = /miniprogram.services|cos-wx-sdk/.test(new Error().stack ?? '');
      return realNow() + (onPhone ? offsetMs : 0);
    });
  };

  test.each([
    ['a day fast', 24 * HOUR],
    ['a day slow', -24 * HOUR],
  ])('a phone that is %s lists, with one key', async (_what, offset) => {
    setPhoneClock(offset);
    const { listQueues } = bench.services.queues;
    await expect(listQueues(place)).resolves.toMatchObject({ queues: [{ state: 'Active' }] });
    await listQueues(place);
    expect(bench.requests('sts')).toHaveLength(1);
    expect(bench.requests('ci').map(({ status }) => status)).toEqual([200, 200]);
  });

  test('a key with less than a minute left is renewed first', async () => {
    const { keyFor } = bench.services.session;
    const first = await keyFor(place);
    const logins0 = logins();
    setPhoneClock(first.expiredTime * 1000 - realNow() - 65_000);
    expect(await keyFor(place)).toBe(first);
    setPhoneClock(first.expiredTime * 1000 - realNow() - 55_000);
    await keyFor(place);
    expect(logins()).toBe(logins0 + 1);
  });
});

test('the key is nowhere but in memory', async () => {
  const key = await bench.services.session.keyFor(place);
  expect(bench.phone.wx.getStorageInfoSync().keys).toEqual([]);
  expect(JSON.stringify(bench.sandbox.cloud.log())).not.toContain(key.secretKey);
});
