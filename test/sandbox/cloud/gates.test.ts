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
const outcome = (answer: ReturnType<typeof list>): Promise<string> =>
  answer.then(
    (got) => `${got.status} ${codeOf(got)}`,
    () => 'cut',
  );
const logged = () => cloud.log().map(({ method, status, code }) => `${method} ${status} ${code}`.trim());

test('a request is in the log as soon as it waits, and has no effect before the gate is open', async () => {
  const gate = cloud.hold({ service: 'ci', method: 'PUT' });
  const answer = outcome(pause());
  await gate.arrived();
  // A round trip of its own: what is not held would be done by now.
  await list('user-avatar');
  expect([state(), logged()]).toEqual(['Active', ['PUT 0 pending', 'GET 200']]);
  gate.open();
  expect(await answer).toBe('200 Response');
  expect(state()).toBe('Paused');
});

test('requests that do not match pass, and so do all once the gate is open', async () => {
  const host = ciHost(seedBucket(cloud, 'goods-image'));
  const gate = cloud.hold({ service: 'ci', method: 'GET', host, path: '/picqueue' });
  expect(await outcome(list('user-avatar'))).toBe('200 Response');
  expect(await outcome(pause())).toBe('200 Response');
  expect((await sendRaw(cloud.urls.wechat, { path: '/sns/jscode2session' })).status).toBe(200);
  gate.open();
  expect(await outcome(list())).toBe('200 Response');
});

test('it tells when so many requests wait', async () => {
  const gate = cloud.hold({ service: 'ci' });
  let haveTwoArrived = false;
  const two = gate.arrived(2).then(() => {
    haveTwoArrived = true;
  });
  const first = list();
  await gate.arrived();
  expect(haveTwoArrived).toBe(false);
  const second = list();
  await two;
  gate.open();
  expect(await Promise.all([outcome(first), outcome(second)])).toEqual(['200 Response', '200 Response']);
});

test('a caller that hangs up while it waits does not stop the cloud', async () => {
  const gate = cloud.hold({ service: 'ci', method: 'PUT' });
  const caller = new AbortController();
  const answer = outcome(pause(caller.signal));
  await gate.arrived();
  caller.abort();
  expect(await answer).toBe('cut');
  expect(state()).toBe('Active');
  gate.open();
  await until(() => state() === 'Paused');
});

test('a fault is the one that was set when the request arrived', async () => {
  cloud.setFaults([{ service: 'ci', method: 'PUT', kind: 'drop-after' }]);
  const gate = cloud.hold({ service: 'ci', method: 'PUT' });
  const answer = outcome(pause());
  await gate.arrived();
  cloud.setFaults([]);
  gate.open();
  expect(await answer).toBe('cut');
  expect(state()).toBe('Paused');
});

test('a reset takes the gate away and cuts what waits at it, nothing done', async () => {
  const gate = cloud.hold({ service: 'ci' });
  const answer = outcome(pause());
  await gate.arrived();
  cloud.reset({});
  expect(await answer).toBe('cut');
  expect(state()).toBe('Active');
  expect(await outcome(list())).toBe('200 Response');
});
