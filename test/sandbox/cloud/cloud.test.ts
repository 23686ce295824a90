import { APPID, type Cloud, ControlInputError, SLOW_REGION, startCloud } from '.';
import { parseTime } from './cloud-data';
import { type ClientKey, callCi, codeOf, policyFor, seedBucket, seedQueue } from './testing';
import { parseXml } from './xml';

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud({ slowRegionMs: 0 });
});
afterAll(() => cloud.close());
beforeEach(() => {
  cloud.reset({});
});

describe('the seed', () => {
  test('has one queue in each bucket that is open, and none in the one that is not', () => {
    for (const { bucket, opened } of cloud.buckets()) {
      expect(cloud.queues().filter((queue) => queue.bucket === bucket)).toHaveLength(opened ? 1 : 0);
    }
    expect(cloud.buckets().filter(({ opened }) => !opened)).toHaveLength(1);
  });

  test('covers regions, environments, states and every kind of callback', () => {
    const [buckets, queues] = [cloud.buckets(), cloud.queues()];
    expect(buckets.length).toBeGreaterThanOrEqual(8);
    expect(new Set(buckets.map(({ region }) => region)).size).toBeGreaterThanOrEqual(4);
    expect(buckets.map(({ region }) => region)).toContain(SLOW_REGION);
    expect(new Set(buckets.map(({ environment }) => environment))).toEqual(
      new Set(['production', 'staging', 'test']),
    );
    expect(new Set(queues.map(({ state }) => state))).toEqual(new Set(['Active', 'Paused']));
    const configs = queues.map(({ notifyConfigXml }) => notifyConfigXml);
    for (const piece of [
      '<State>Off</State>',
      '<Type>Url</Type>',
      '<Type>TDMQ</Type>',
      '<KafkaConfig><Region>',
      '&amp;token=',
    ]) {
      expect(configs.join('')).toContain(piece);
    }
    expect(queues.map(({ name }) => name).join()).toContain('*');
    const pausedAndOn = queues.find(
      ({ state, notifyConfigXml }) => state === 'Paused' && notifyConfigXml.includes('<State>On</State>'),
    );
    expect(pausedAndOn).toBeDefined();
  });

  test('every queue could be written back as it is, by the rules of the document', async () => {
    const key = cloud.issueKey(policyFor(cloud.buckets()));
    for (const queue of cloud.queues()) {
      // Another text for the same config, so that it is judged.
      const config = queue.notifyConfigXml.replace('</NotifyConfig>', '<Extra/></NotifyConfig>');
      const body = `<Request><Name>${queue.name}-2</Name><State>Active</State>${config}</Request>`;
      const call = { place: queue, method: 'PUT', path: `/picqueue/${queue.queueId}`, body } as const;
      expect(codeOf(await callCi(cloud, key, call))).toBe('Response');
    }
  });

  test('is the same at every start', async () => {
    const other = await startCloud();
    expect(other.queues()).toEqual(cloud.queues());
    await other.close();
  });

  test('secrets are new at every start', async () => {
    const other = await startCloud();
    expect(other.account).not.toEqual(cloud.account);
    expect(other.wechat).not.toEqual(cloud.wechat);
    await other.close();
  });
});

describe('reset', () => {
  test('makes as many buckets and queues as asked for, the same every time', () => {
    cloud.reset({ buckets: 30, queuesPerBucket: 3 });
    const first = cloud.queues();
    expect(cloud.buckets()).toHaveLength(30);
    expect(first).toHaveLength(90);
    expect(new Set(first.map(({ queueId }) => queueId)).size).toBe(90);
    expect(cloud.buckets().every(({ opened, region }) => opened && region !== SLOW_REGION)).toBe(true);
    cloud.reset({ buckets: 30, queuesPerBucket: 3 });
    expect(cloud.queues()).toEqual(first);
  });

  test('one queue in each when nothing is said', () => {
    cloud.reset({ buckets: 2 });
    expect(cloud.queues()).toHaveLength(2);
  });

  test("{} brings the seed back, another admin's writes gone", () => {
    const { bucket, queueId, state } = seedQueue(cloud, 'goods-image');
    cloud.edit({ bucket, queueId, state: 'Paused' });
    cloud.reset({});
    expect(state).toBe('Active');
    expect(seedQueue(cloud, 'goods-image').state).toBe('Active');
  });

  test.each([
    null,
    [],
    { buckets: 0 },
    { buckets: 1.5 },
    { buckets: '3' },
    { queuesPerBucket: 1 },
    { buckets: 1, queues: 1 },
  ])('%j is refused', (input) => {
    expect(() => {
      cloud.reset(input);
    }).toThrow(ControlInputError);
  });
});

describe('edit', () => {
  const of = () => {
    const { bucket, queueId } = seedQueue(cloud, 'goods-image');
    return { bucket, queueId };
  };

  test('writes what is named, leaves the rest, and bumps UpdateTime', () => {
    const before = seedQueue(cloud, 'goods-image');
    const edited = cloud.edit({ ...of(), state: 'Paused' });
    expect(edited).toEqual({ ...before, state: 'Paused', updateTime: edited.updateTime });
    expect(parseTime(edited.updateTime)).toBeGreaterThan(parseTime(before.updateTime));
    expect(seedQueue(cloud, 'goods-image')).toEqual(edited);
  });

  test('two edits within a second have two times', () => {
    const first = cloud.edit({ ...of(), name: 'a' });
    const second = cloud.edit({ ...of(), name: 'b' });
    expect(second.updateTime).not.toBe(first.updateTime);
  });

  test('takes what the rules would refuse, as old data may be like that', () => {
    cloud.edit({
      ...of(),
      name: '旧 名称!',
      notifyConfigXml: '<NotifyConfig>\n <State>Maybe</State>\n</NotifyConfig>',
    });
    expect(seedQueue(cloud, 'goods-image')).toMatchObject({
      name: '旧 名称!',
      notifyConfigXml: '<NotifyConfig><State>Maybe</State></NotifyConfig>',
    });
  });

  test.each<[string, object, RegExp]>([
    ['nothing to write', {}, /one of state, name and notifyConfigXml/],
    ['an unknown state', { state: 'Stopped' }, /state/],
    ['an unknown field', { maxSize: 5 }, /maxSize/],
    ['a queue that is not there', { queueId: 'p0', state: 'Paused' }, /no such queue/],
    ['XML that is broken', { notifyConfigXml: '<NotifyConfig>' }, /notifyConfigXml/],
    ['XML of something else', { notifyConfigXml: '<Queue/>' }, /notifyConfigXml/],
  ])('%s is refused', (_what, change, problem) => {
    const before = cloud.queues();
    expect(() => cloud.edit({ ...of(), ...change })).toThrow(problem);
    expect(cloud.queues()).toEqual(before);
  });
});

test('what is handed out is a copy: the truth changes by writes only', () => {
  for (const queue of cloud.queues()) queue.state = 'Paused';
  for (const bucket of cloud.buckets()) bucket.opened = false;
  for (const entry of cloud.log()) entry.status = 1;
  expect(seedQueue(cloud, 'goods-image').state).toBe('Active');
  expect(seedBucket(cloud, 'goods-image').opened).toBe(true);
});

test('every write is told, with the session of its key or none for another admin', async () => {
  const told: unknown[] = [];
  const watched = await startCloud({ onWrite: ({ state }, who) => told.push([state, who]) });
  const { bucket, queueId } = seedQueue(watched, 'goods-image');
  const place = seedBucket(watched, 'goods-image');
  const body = '<Request><Name>a</Name><State>Paused</State><NotifyConfig/></Request>';
  const call = { place, method: 'PUT', path: `/picqueue/${queueId}`, body } as const;
  await callCi(watched, watched.issueKey(policyFor([place])), call);
  watched.edit({ bucket, queueId, state: 'Active' });
  await watched.close();
  expect(told).toEqual([
    ['Paused', 'sandbox'],
    ['Active', undefined],
  ]);
});

test('a key made without STS is as good as one from there, for its own time', async () => {
  const place = seedBucket(cloud, 'goods-image');
  const key: ClientKey = cloud.issueKey(policyFor([place]), 60);
  expect(key.expiredTime - key.startTime).toBe(60);
  const answer = await callCi(cloud, key, { place });
  expect(parseXml(answer.body).nodeName).toBe('Response');
  expect(place.bucket.endsWith(`-${APPID}`)).toBe(true);
});
