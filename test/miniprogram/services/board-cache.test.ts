import type { BoardBucket } from '../../../miniprogram/models/board';
import { toBoardQueue } from '../../../miniprogram/models/board-queue';
import { AppError } from '../../../miniprogram/models/errors';
import { dropBoard, loadBoard, saveBoard } from '../../../miniprogram/services/stored/board';
import { makeQueue } from '../../support/make-queue';

const place = { bucket: 'photos-1250000000', region: 'ap-guangzhou' };
const bucketWith = (...queues: ReturnType<typeof makeQueue>[]): BoardBucket => ({
  grant: { ...place, label: '商品图片', environment: 'production', group: 'main' },
  loading: false,
  known: true,
  queues: queues.map(toBoardQueue),
  readAt: 1_000,
  error: null,
});
const secret = makeQueue({
  NotifyConfig: { State: 'On', Type: 'Url', Url: 'https://u:pw@a.example.com/path-key?token=abc' },
});

let storage: Map<string, unknown>;
const globals = globalThis as unknown as { wx: object };

beforeEach(() => {
  storage = new Map();
  globals.wx = {
    // As WeChat does: a copy goes in, a copy comes out, and nothing is an empty text.
    setStorageSync: (key: string, value: unknown) => storage.set(key, JSON.stringify(value)),
    getStorageSync: (key: string): unknown => JSON.parse((storage.get(key) as string | undefined) ?? '""'),
  };
});

test('a board comes back as it was, each queue as one that has to be read before a write', () => {
  const board = [bucketWith(makeQueue({ State: 'Paused' }), makeQueue({ QueueId: 'p2' }))];
  saveBoard(board, 'operator', 1_000);
  const stored = loadBoard();
  expect(stored).toMatchObject({ role: 'operator', savedAt: 1_000 });
  expect(stored?.board).toEqual(
    board.map((bucket) => ({ ...bucket, queues: bucket.queues.map((queue) => ({ ...queue, seen: null })) })),
  );
});

test('of a callback address nothing but its host is stored', () => {
  saveBoard([bucketWith(secret)], 'operator', 0);
  const text = [...storage.values()].join();
  expect(text).toContain('a.example.com');
  for (const part of ['https', 'pw@', 'path-key', 'token', 'abc']) expect(text).not.toContain(part);
});

test('errors are not kept: what a bucket last answered is', () => {
  const failed = { ...bucketWith(secret), error: new AppError('TIMEOUT') };
  const silent = { ...bucketWith(), known: false };
  saveBoard([failed, silent], 'viewer', 0);
  expect(loadBoard()?.board.map(({ error, queues }) => [error, queues.length])).toEqual([[null, 1]]);
});

test('more queues than a phone stores are cut, not refused', () => {
  const many = Array.from({ length: 2_500 }, (_, index) => makeQueue({ QueueId: `p${index}` }));
  saveBoard([bucketWith(...many)], 'operator', 0);
  expect(loadBoard()?.board[0]?.queues).toHaveLength(2_000);
});

test('a dropped board is gone', () => {
  saveBoard([bucketWith(secret)], 'operator', 0);
  dropBoard();
  expect(loadBoard()).toBeUndefined();
});

test.each([
  ['nothing', ''],
  ['a text', 'board'],
  ['another version', { version: 0, role: 'operator', savedAt: 1, buckets: [] }],
  ['no buckets', { version: 1, role: 'operator', savedAt: 1, buckets: [] }],
  ['an unknown role', { version: 1, role: 'owner', savedAt: 1, buckets: [] }],
  ['a broken bucket', { version: 1, role: 'viewer', savedAt: 1, buckets: [{ grant: {}, queues: [] }] }],
])('what is stored is not trusted: %s is no board', (_, value) => {
  storage.set('board', JSON.stringify(value));
  expect(loadBoard()).toBeUndefined();
});

test.each([
  ['no callback', undefined],
  ['a callback of no kind', { kind: 'mail' }],
  ['a host that is no text', { kind: 'url', host: 1 }],
])('a queue with %s makes it no board', (_, callback) => {
  saveBoard([bucketWith(secret)], 'operator', 0);
  const stored = JSON.parse(storage.get('board') as string) as { buckets: { queues: object[] }[] };
  stored.buckets[0]?.queues.push({ queueId: 'p', name: '', state: '', callback });
  storage.set('board', JSON.stringify(stored));
  expect(loadBoard()).toBeUndefined();
});

test('a phone that cannot store starts without a board', () => {
  globals.wx = {
    setStorageSync: () => {
      throw new Error('full');
    },
    getStorageSync: () => {
      throw new Error('broken');
    },
  };
  saveBoard([bucketWith(secret)], 'operator', 0);
  dropBoard();
  expect(loadBoard()).toBeUndefined();
});
