import type { BoardBucket } from '../../../miniprogram/models/board';
import {
  entriesOf,
  queryEntries,
  RowOrder,
  type BoardEntry,
} from '../../../miniprogram/models/board-entries';
import { toBoardQueue } from '../../../miniprogram/models/board-queue';
import { AppError } from '../../../miniprogram/models/errors';
import type { XmlRecord } from '../../../miniprogram/models/xml';
import type { BucketEnvironment } from '../../../typings/signing-api';
import { makeQueue } from '../../support/make-queue';

const REGION = 'ap-guangzhou';

/** A bucket `x-1250000000` with label `X` whose queues have these ids. */
const bucketOf = (
  name: string,
  environment: BucketEnvironment,
  queues: Record<string, XmlRecord>,
  state: Partial<BoardBucket> = {},
): BoardBucket => {
  const place = { bucket: `${name}-1250000000`, region: REGION };
  return {
    grant: { ...place, label: name.toUpperCase(), environment, group: 'main' },
    loading: false,
    known: true,
    readAt: 0,
    error: null,
    queues: Object.entries(queues).map(([QueueId, elements]) =>
      toBoardQueue(makeQueue({ QueueId, Name: `queue-${QueueId}`, ...elements }, place)),
    ),
    ...state,
  };
};

const PAUSED = { State: 'Paused' };
const MUTE = { NotifyConfig: { State: 'Off' } };
const failed = { error: new AppError('TIMEOUT') };
const silent = { known: false, readAt: null, loading: true };

/** Ids of queues, labels of buckets. */
const names = (entries: readonly BoardEntry[]): string[] =>
  entries.map(({ bucket, queue }) => queue?.queueId ?? bucket.grant.label);
const sorted = (...board: BoardBucket[]): string[] => names(new RowOrder().sort(entriesOf(board)));

test('a bucket has a row of its own while nothing of it can be shown', () => {
  const board = [
    bucketOf('a', 'test', { a1: {} }),
    bucketOf('b', 'test', {}),
    bucketOf('c', 'test', { c1: {} }, failed),
    bucketOf('d', 'test', {}, silent),
    bucketOf('e', 'test', {}, failed),
  ];
  expect(names(entriesOf(board))).toEqual(['a1', 'B', 'c1', 'D', 'E']);
});

test('what needs attention comes first: failed buckets, paused queues, broken callbacks, then the rest', () => {
  const board = [
    bucketOf('a', 'production', { a1: {} }),
    bucketOf('b', 'production', { b1: MUTE }),
    bucketOf('c', 'test', { c1: PAUSED }),
    bucketOf('d', 'test', {}, failed),
  ];
  expect(sorted(...board)).toEqual(['D', 'c1', 'b1', 'a1']);
});

test('among equals production comes first, then labels in order', () => {
  const board = [
    bucketOf('z', 'production', { z1: {} }),
    bucketOf('a', 'test', { a1: {} }),
    bucketOf('m', 'production', { m1: {} }),
    bucketOf('s', 'staging', { s1: {} }),
    bucketOf('d', 'development', { d1: {} }),
  ];
  expect(sorted(...board)).toEqual(['m1', 'z1', 's1', 'a1', 'd1']);
});

test('a service that is not open is no alarm', () => {
  const closed = bucketOf('a', 'test', {}, { error: new AppError('SERVICE_NOT_OPEN') });
  expect(sorted(closed, bucketOf('b', 'test', { b1: PAUSED }))).toEqual(['b1', 'A']);
});

test('rows stay where they are while data arrives, whatever it says', () => {
  const order = new RowOrder();
  const start = ['a', 'b', 'c', 'd'].map((name) => bucketOf(name, 'test', {}, silent));
  expect(names(order.sort(entriesOf(start)))).toEqual(['A', 'B', 'C', 'D']);
  const later = [
    bucketOf('a', 'test', { a1: {} }),
    bucketOf('b', 'test', {}, failed),
    bucketOf('c', 'test', { c1: {}, c2: PAUSED }),
    bucketOf('d', 'test', {}, silent),
  ];
  expect(names(order.keep(entriesOf(later)))).toEqual(['a1', 'B', 'c2', 'c1', 'D']);
  const last = [...later.slice(0, 3), bucketOf('d', 'test', { d1: PAUSED })];
  expect(names(order.keep(entriesOf(last)))).toEqual(['a1', 'B', 'c2', 'c1', 'd1']);
  expect(names(order.sort(entriesOf(last)))).toEqual(['B', 'c2', 'd1', 'a1', 'c1']);
});

test('the pages of a bucket come one below the other, and what is still to come stands last', () => {
  const order = new RowOrder();
  const after = bucketOf('b', 'test', { b1: {} });
  const pages: Record<string, XmlRecord>[] = [{}, { a1: {}, a2: {} }, { a1: {}, a2: {}, a3: PAUSED, a0: {} }];
  const shown = pages.map((page) =>
    names(order.keep(entriesOf([bucketOf('a', 'test', page, silent), after]))),
  );
  expect(shown).toEqual([
    ['A', 'b1'],
    ['a1', 'a2', 'A', 'b1'],
    ['a1', 'a2', 'a3', 'a0', 'A', 'b1'],
  ]);
});

test('no row comes, goes or moves when a bucket begins to fail', () => {
  const order = new RowOrder();
  const board = ['a', 'b', 'c'].map((name) => bucketOf(name, 'test', { [`${name}1`]: {} }));
  order.sort(entriesOf(board));
  const now = board.map((bucket, index) => (index === 1 ? { ...bucket, ...failed } : bucket));
  expect(names(order.keep(entriesOf(now)))).toEqual(['a1', 'b1', 'c1']);
  expect(names(order.sort(entriesOf(now)))).toEqual(['a1', 'b1', 'c1']);
});

test('a queue that is new comes where its bucket is, a bucket that is new comes last', () => {
  const order = new RowOrder();
  const board = [bucketOf('b', 'test', { b1: {} }), bucketOf('c', 'test', { c1: {} })];
  order.sort(entriesOf(board));
  const now = [
    bucketOf('a', 'production', { a1: PAUSED }),
    bucketOf('b', 'test', { b1: {}, b2: {} }),
    bucketOf('c', 'test', { c1: {} }),
  ];
  expect(names(order.keep(entriesOf(now)))).toEqual(['b1', 'b2', 'c1', 'a1']);
});

const board = [
  bucketOf('photos', 'test', { p1: {} }),
  bucketOf('avatars', 'test', { p2: PAUSED, p3: { State: 'Draining' } }),
];
const found = (filter: 'all' | 'running' | 'paused' | 'issues', search = '', of = board): string[] =>
  names(queryEntries(entriesOf(of), { filter, search }));

test('each filter leaves its own; a state that CI added later is under all', () => {
  expect(found('all')).toEqual(['p1', 'p2', 'p3']);
  expect(found('running')).toEqual(['p1']);
  expect(found('paused')).toEqual(['p2']);
  expect(found('issues')).toEqual([]);
  const troubled = [
    bucketOf('c', 'test', { c1: {} }, failed),
    bucketOf('d', 'production', { d1: MUTE, d2: {} }),
  ];
  expect(found('issues', '', [...board, ...troubled])).toEqual(['c1', 'd1']);
});

test.each([
  ['queue name', 'QUEUE-P1', ['p1']],
  ['queue id', 'p2', ['p2']],
  ['bucket', 'avatars-125', ['p2', 'p3']],
  ['label', 'PHOTOS', ['p1']],
  ['several words, each somewhere', 'avatars p3', ['p3']],
  ['blanks around it', '  queue-p2 ', ['p2']],
])('search finds by %s', (_, search, ids) => {
  expect(found('all', search)).toEqual(ids);
});

test('search and filter both count', () => {
  expect(found('paused', 'avatars')).toEqual(['p2']);
});

test('a bucket that failed or has not answered is seen under every state, unless its names rule it out', () => {
  for (const state of [failed, silent]) {
    const one = [bucketOf('photos', 'test', {}, state)];
    expect(found('paused', '', one)).toEqual(['PHOTOS']);
    expect(found('all', 'photos', one)).toEqual(['PHOTOS']);
    expect(found('all', 'avatars', one)).toEqual([]);
  }
});

test('a bucket without queues is seen under all only', () => {
  const one = [bucketOf('photos', 'test', {})];
  expect(found('all', '', one)).toEqual(['PHOTOS']);
  expect(found('paused', '', one)).toEqual([]);
});
