import cosSdk from 'cos-wx-sdk-v5/package.json';
import { CONSOLE_VERSION } from '../../../miniprogram/config/version';
import { usePhone } from '../../support/phone';

const bench = usePhone();
const place = { bucket: 'goods-image-1250000000', region: 'ap-guangzhou' };
const SERVER = 'https://queue-console-dev.example.com';

/** The service of the phone that is on at the moment. */
const diagnostics = () =>
  jest.requireActual<typeof import('../../../miniprogram/services/diagnostics')>(
    '../../../miniprogram/services/diagnostics',
  );
const bucketFacts = () =>
  diagnostics()
    .readFacts()
    .buckets.find(({ grant }) => grant.bucket === place.bucket);

test('before anybody signed in there are the server and the versions, and nothing has been asked', () => {
  expect(diagnostics().readFacts()).toEqual({
    session: undefined,
    keys: [],
    clockOffset: 0,
    server: SERVER,
    buckets: [],
    domains: [SERVER],
    versions: {
      console: CONSOLE_VERSION,
      env: 'develop',
      cosSdk: cosSdk.version,
      baseLibrary: '3.8.0',
      weChat: '8.0.50',
    },
  });
  expect(bench.requests('wechat')).toEqual([]);
});

test('the session tells who is signed in, his buckets, and one domain for each besides the server', async () => {
  const session = await bench.services.session.checkSession();
  const facts = diagnostics().readFacts();
  expect(facts.session).toEqual(session);
  expect(facts.session?.admin).toMatchObject({ openid: bench.openid, role: 'operator' });
  expect(facts.buckets.map(({ grant }) => grant)).toEqual(session.buckets);
  expect(facts.domains).toEqual([
    SERVER,
    ...session.buckets.map(({ bucket, region }) => `https://${bucket}.ci.${region}.myqcloud.com`),
  ]);
});

test('a server that refuses or cannot be reached leaves the facts without a session', async () => {
  bench.sandbox.cloud.setFaults([
    { service: 'wechat', kind: 'status', status: 200, code: '40029', times: 1 },
  ]);
  await expect(bench.services.session.checkSession()).rejects.toMatchObject({ code: 'CODE_REJECTED' });
  expect(diagnostics().readFacts()).toMatchObject({ session: undefined, keys: [], server: SERVER });

  jest.spyOn(bench.phone.wx, 'request').mockImplementation(((options: { fail(outcome: object): void }) => {
    options.fail({ errMsg: 'request:fail' });
  }) as never);
  await expect(bench.services.session.checkSession()).rejects.toMatchObject({
    code: 'NETWORK',
    details: { host: SERVER.replace('https://', '') },
  });
  expect(diagnostics().readFacts()).toMatchObject({ session: undefined, keys: [], buckets: [] });
});

test("a key's end is told, by the group that it is for", async () => {
  const key = await bench.services.session.keyFor(place);
  expect(diagnostics().readFacts().keys).toContainEqual({ group: key.group, expiredTime: key.expiredTime });
});

test.each([
  ['ahead', 600_000],
  ['behind', -600_000],
])('a phone whose clock is ten minutes %s learns it by signing in', async (_what, offset) => {
  const realNow = Date.now.bind(Date);
  jest.spyOn(Date, 'now').mockImplementation(() => {
    const onPhone = /miniprogram.services/.test(new Error().stack ?? '');
    return realNow() + (onPhone ? offset : 0);
  });
  await bench.services.session.checkSession();
  // The server tells whole seconds, and its answer takes a while.
  expect(Math.abs(diagnostics().readFacts().clockOffset + offset)).toBeLessThan(5_000);
});

test("a bucket's last answer is that of whoever asked last", async () => {
  await bench.services.session.checkSession();
  expect(bucketFacts()?.last).toBeUndefined();
  await bench.services.queues.listQueues(place);
  expect(bucketFacts()?.last).toMatchObject({ failure: undefined });

  bench.sandbox.cloud.setFaults([{ service: 'ci', kind: 'status', status: 429, code: 'SlowDown', times: 1 }]);
  await expect(bench.services.queues.listQueues(place)).rejects.toMatchObject({ code: 'THROTTLED' });
  expect(bucketFacts()?.last?.failure).toMatchObject({
    code: 'THROTTLED',
    details: { cloudCode: 'SlowDown', requestId: expect.any(String) },
  });
});

test('asking every bucket asks each once, tells of each, and a refusal of one stops none', async () => {
  const { buckets } = await bench.services.session.checkSession();
  bench.sandbox.cloud.setFaults([
    {
      service: 'ci',
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
      host: `${place.bucket}.ci.${place.region}.myqcloud.com`,
    },
  ]);
  const answered = jest.fn();
  await diagnostics().askBuckets(answered);
  expect(answered).toHaveBeenCalledTimes(buckets.length);
  const hosts = bench.requests('ci').map(({ host }) => host);
  expect(new Set(hosts).size).toBe(buckets.length);
  expect(hosts).toHaveLength(buckets.length);
  expect(bucketFacts()?.last?.failure?.code).toBe('ACCESS_DENIED');
  expect(
    diagnostics()
      .readFacts()
      .buckets.map(({ last }) => last),
  ).not.toContain(undefined);
});

test('without a session there is no bucket to ask', async () => {
  const answered = jest.fn();
  await diagnostics().askBuckets(answered);
  expect(answered).not.toHaveBeenCalled();
  expect(bench.requests('ci')).toEqual([]);
});

test('nothing of a key is in it but its end', async () => {
  const key = await bench.services.session.keyFor(place);
  await diagnostics().askBuckets(() => undefined);
  const told = JSON.stringify(diagnostics().readFacts());
  for (const secret of [key.secretId, key.secretKey, key.token]) {
    expect(secret).not.toBe('');
    expect(told).not.toContain(secret);
  }
});
