import { APPID, type Cloud, startCloud } from '.';
import { type ClientKey, callCi, codeOf, policyFor, type RawAnswer, seedBucket, seedQueue } from './testing';
import { childElements, childrenNamed, childText, parseXml } from './xml';

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

const place = () => seedBucket(cloud, 'goods-image');
const list = (query: Record<string, string> = {}, of = place()) => callCi(cloud, key, { place: of, query });

/** What an answer holds: the names of its children, and the QueueId and Name of each queue. */
const read = ({ body }: RawAnswer) => {
  const root = parseXml(body);
  const queues = childrenNamed(root, 'QueueList');
  return {
    root,
    names: childElements(root).map((child) => child.nodeName),
    ids: queues.map((queue) => childText(queue, 'QueueId')),
    queueNames: queues.map((queue) => childText(queue, 'Name')),
    missing: childrenNamed(root, 'NonExistPIDs').map((child) => child.textContent),
  };
};

describe('by page', () => {
  test('the answer is pretty-printed and has the fields of the document in their order', async () => {
    const answer = await list();
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/xml', server: 'tencent-ci' });
    expect(answer.body).toContain('\n    <QueueList>\n        <QueueId>');
    const { root, names } = read(answer);
    expect(names).toEqual(['RequestId', 'TotalCount', 'PageNumber', 'PageSize', 'QueueList']);
    expect(childText(root, 'RequestId')).toBe(answer.headers['x-ci-request-id']);
    const [queue] = childrenNamed(root, 'QueueList');
    expect(queue === undefined ? [] : childElements(queue).map((child) => child.nodeName)).toEqual([
      'QueueId',
      'Name',
      'State',
      'NotifyConfig',
      'MaxSize',
      'MaxConcurrent',
      'UpdateTime',
      'CreateTime',
      'Category',
    ]);
    expect(queue === undefined ? '' : childText(queue, 'UpdateTime')).toBe('2025-10-21T18:30:07+0800');
  });

  test('pages follow one another and TotalCount stays', async () => {
    cloud.reset({ buckets: 1, queuesPerBucket: 5 });
    const [bucket = place()] = cloud.buckets();
    key = cloud.issueKey(policyFor([bucket]));
    const seen: unknown[] = [];
    for (const pageNumber of ['1', '2', '3', '4']) {
      const { root, queueNames } = read(await list({ pageNumber, pageSize: '2' }, bucket));
      expect(childText(root, 'TotalCount')).toBe('5');
      expect(childText(root, 'PageNumber')).toBe(pageNumber);
      expect(childText(root, 'PageSize')).toBe('2');
      seen.push(queueNames);
    }
    const name = (number: number): string => `queue-pic-process-${number}`;
    expect(seen).toEqual([[name(1), name(2)], [name(3), name(4)], [name(5)], []]);
  });

  test('ten are on a page when nothing is said, a hundred at most', async () => {
    cloud.reset({ buckets: 1, queuesPerBucket: 120 });
    const [bucket = place()] = cloud.buckets();
    key = cloud.issueKey(policyFor([bucket]));
    expect(read(await list({}, bucket)).ids).toHaveLength(10);
    expect(read(await list({ pageSize: '100' }, bucket)).ids).toHaveLength(100);
    expect(codeOf(await list({ pageSize: '101' }, bucket))).toBe('InvalidArgument');
  });

  test('a bucket without queues gives no QueueList at all', async () => {
    cloud.reset({ buckets: 1, queuesPerBucket: 0 });
    const [bucket = place()] = cloud.buckets();
    key = cloud.issueKey(policyFor([bucket]));
    expect(read(await list({}, bucket)).names).toEqual(['RequestId', 'TotalCount', 'PageNumber', 'PageSize']);
  });

  test('state filters and counts', async () => {
    const paused = await list({ state: 'Paused' });
    expect(childText(read(paused).root, 'TotalCount')).toBe('0');
    expect(read(await list({ state: 'Active' })).ids).toHaveLength(1);
    expect(read(await list({ state: 'All', category: 'CateAll' })).ids).toHaveLength(1);
  });
});

describe('by queueIds', () => {
  test('there are no counts, and every unknown id is named by itself', async () => {
    const { queueId } = seedQueue(cloud, 'goods-image');
    const { names, ids, missing } = read(await list({ queueIds: `A,${queueId},B` }));
    expect(names).toEqual(['RequestId', 'QueueList', 'NonExistPIDs', 'NonExistPIDs']);
    expect(ids).toEqual([queueId]);
    expect(missing).toEqual(['A', 'B']);
  });

  test('a queue of another bucket does not exist here', async () => {
    const { queueId } = seedQueue(cloud, 'user-avatar');
    expect(read(await list({ queueIds: queueId })).missing).toEqual([queueId]);
  });
});

describe('what the document does not have is InvalidArgument', () => {
  test.each([
    { queueIds: '' },
    { state: '' },
    { pageNumber: '' },
    { pageSize: ' ' },
    { state: 'active' },
    { pageNumber: '0' },
    { pageSize: '-1' },
    { pageSize: '1e1' },
    { category: 'Transcoding' },
    { queueName: 'x' },
  ])('%j', async (query) => {
    const answer = await list(query);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'InvalidArgument']);
  });
});

describe('buckets', () => {
  test('one that the service is not open for is refused', async () => {
    const answer = await list({}, seedBucket(cloud, 'photo-archive'));
    expect([answer.status, codeOf(answer)]).toEqual([400, 'MediaBucketUnBinded']);
  });

  test('one that is nowhere, or in another region, is not found', async () => {
    key = cloud.issueKey({ version: '2.0', statement: [{ effect: 'allow', action: '*', resource: '*' }] });
    for (const of of [
      { ...place(), bucket: `nowhere-${APPID}` },
      { ...place(), region: 'ap-beijing' },
    ]) {
      const answer = await list({}, of);
      expect([answer.status, codeOf(answer)]).toEqual([404, 'NoSuchBucket']);
    }
  });

  test('only the slow region is slow', async () => {
    const slow = await startCloud({ slowRegionMs: 3_600_000 });
    const slowKey = slow.issueKey(policyFor(slow.buckets()));
    const waiting = callCi(slow, slowKey, { place: seedBucket(slow, 'overseas-goods') }).then(
      () => 'answered',
      () => 'cut',
    );
    expect((await callCi(slow, slowKey, { place: seedBucket(slow, 'goods-image') })).status).toBe(200);
    expect(slow.log().map(({ code }) => code)).toContain('');
    await slow.close();
    expect(await waiting).toBe('cut');
  });
});
