import {
  countQueues,
  queryBoard,
  startLoading,
  summarizeCallback,
  withBucket,
  withQueue,
  type BoardBucket,
} from '../../../miniprogram/models/board';
import { AppError } from '../../../miniprogram/models/errors';
import type { Queue } from '../../../miniprogram/models/queue';
import type { XmlRecord } from '../../../miniprogram/models/xml';
import type { BucketGrant } from '../../../typings/signing-api';
import { makeQueue } from '../../support/make-queue';

const grant = (bucket: string, label: string): BucketGrant => ({
  bucket,
  region: 'ap-guangzhou',
  label,
  environment: 'test',
  group: 'main',
});
const queueIn = (bucket: string, elements: XmlRecord): Queue =>
  makeQueue(elements, { bucket, region: 'ap-guangzhou' });

const photos = grant('photos-1250000000', '商品图片');
const avatars = grant('avatars-1250000000', 'Avatars');
const running = queueIn(photos.bucket, { QueueId: 'p1', Name: 'queue-one', State: 'Active' });
const paused = queueIn(avatars.bucket, { QueueId: 'p2', Name: 'queue-two', State: 'Paused' });
const strange = queueIn(avatars.bucket, { QueueId: 'p3', Name: 'queue-three', State: 'Draining' });

const answered = (bucket: BucketGrant, ...queues: Queue[]): BoardBucket => ({
  grant: bucket,
  loading: false,
  known: true,
  queues,
  error: null,
});
const board = [answered(photos, running), answered(avatars, paused, strange)];
const idsOf = (filter: 'all' | 'running' | 'paused', search = '') =>
  queryBoard(board, { filter, search }).flatMap(({ queues }) => queues.map(({ queueId }) => queueId));

test('all lets every state through, also paused ones and ones that CI added later', () => {
  expect(idsOf('all')).toEqual(['p1', 'p2', 'p3']);
  expect(idsOf('running')).toEqual(['p1']);
  expect(idsOf('paused')).toEqual(['p2']);
  expect(countQueues(board)).toEqual({ all: 3, running: 1, paused: 1 });
});

test.each([
  ['queue name', 'QUEUE-ONE', ['p1']],
  ['queue id', 'p2', ['p2']],
  ['bucket', 'avatars-125', ['p2', 'p3']],
  ['label', '商品', ['p1']],
  ['several words, each somewhere', 'avatars three', ['p3']],
  ['blanks around it', '  queue-two ', ['p2']],
])('search finds by %s', (_, search, ids) => {
  expect(idsOf('all', search)).toEqual(ids);
});

test('search and filter both count', () => {
  expect(idsOf('paused', 'avatars')).toEqual(['p2']);
});

const visible = (bucket: BoardBucket, filter: 'all' | 'paused', search = '') =>
  queryBoard([bucket], { filter, search })[0]?.visible;

test('a bucket that failed or has not answered is seen under every filter, unless its own names rule it out', () => {
  const failed = { ...answered(photos), known: false, error: new AppError('TIMEOUT') };
  const silent = { ...answered(photos), known: false, loading: true };
  for (const bucket of [failed, silent]) {
    expect(visible(bucket, 'paused')).toBe(true);
    expect(visible(bucket, 'all', '商品')).toBe(true);
    expect(visible(bucket, 'all', 'avatars')).toBe(false);
  }
});

test('a bucket without queues is seen under all only', () => {
  expect(visible(answered(photos), 'all')).toBe(true);
  expect(visible(answered(photos), 'paused')).toBe(false);
});

test('loading anew keeps what is known, takes the new grants in their order, and drops the old ones', () => {
  const renamed = { ...avatars, label: '头像' };
  const fresh = grant('new-1250000000', 'new');
  const loading = startLoading(board, [renamed, fresh]);
  expect(loading.map(({ grant: { label }, loading: busy, known }) => [label, busy, known])).toEqual([
    ['头像', true, true],
    ['new', true, false],
  ]);
  expect(loading[0]?.queues).toEqual([paused, strange]);
});

test('a change reaches its own bucket only: the same name in another region is another bucket', () => {
  const elsewhere = { ...answered(photos, running), grant: { ...photos, region: 'ap-beijing' } };
  const changed = withBucket([...board, elsewhere], photos, { queues: [] });
  expect(changed.map(({ queues }) => queues.length)).toEqual([0, 2, 1]);
});

test('a queue is replaced by its newer self', () => {
  const after = queueIn(avatars.bucket, { QueueId: 'p2', Name: 'queue-two', State: 'Active' });
  expect(countQueues(withQueue(board, after))).toEqual({ all: 3, running: 2, paused: 0 });
});

const notify = (elements: XmlRecord) => makeQueue({ NotifyConfig: elements }).notifyConfig;

test.each([
  ['off', { State: 'Off', Type: 'Url', Url: 'https://a.example.com' }, { kind: 'off' }],
  ['off when CI says nothing', {}, { kind: 'off' }],
  [
    'a url by its host alone',
    { State: 'On', Type: 'Url', Url: 'https://u:p@a.example.com/path?token=abc' },
    { kind: 'url', host: 'a.example.com' },
  ],
  ['a url that is none, hidden', { State: 'On', Type: 'Url', Url: 'secret' }, { kind: 'url', host: '•••' }],
  [
    'TDMQ by name and region',
    { State: 'On', Type: 'TDMQ', MqName: 'topic-1', MqRegion: 'gz' },
    { kind: 'tdmq', name: 'topic-1', region: 'gz' },
  ],
  ['a type that CI added later', { State: 'On', Type: 'Kafka' }, { kind: 'other', text: 'Kafka' }],
  ['a state that CI added later', { State: 'Muted', Type: 'Url' }, { kind: 'other', text: 'Muted' }],
])('a callback is summarized: %s', (_, elements, summary) => {
  expect(summarizeCallback(notify(elements))).toEqual(summary);
});
