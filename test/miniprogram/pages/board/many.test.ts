import './services';
import { AppError } from '../../../../miniprogram/models/errors';
import type { BucketRef } from '../../../../miniprogram/models/queue';
import { pauseQueue } from '../../../../miniprogram/services/writes/writer';
import { listQueues, type QueueList } from '../../../../miniprogram/services/ci/queues';
import { getSession, renewSession } from '../../../../miniprogram/services/access/session';
import type { BucketGrant } from '../../../../typings/signing-api';
import { fakeWx } from '../../../component-support/fake-wx';
import { find, has, textOf, until } from '../../../component-support/simulate';
import { deferred, type Deferred } from '../../../support/deferred';
import { AVATARS, Board, PHOTOS, queueOf, settled, tap } from './bench';

const list = jest.mocked(listQueues);
const session = jest.mocked(getSession);
const grants = (count: number): BucketGrant[] =>
  Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(3, '0');
    return { ...PHOTOS, bucket: `b${number}-1250000000`, label: `L${number}`, environment: 'test' };
  });
const signIn = (buckets: BucketGrant[]): void => {
  const signedIn = { admin: { name: '小王', role: 'operator' as const }, buckets };
  session.mockReset().mockResolvedValue(signedIn);
  jest.mocked(renewSession).mockReset().mockResolvedValue(signedIn);
};
const answerOf = (place: BucketRef, elements = {}): QueueList => ({
  queues: [queueOf({ ...PHOTOS, ...place }, elements)],
  notFound: [],
});
const labels = (board: Board): string[] => board.data.rows.map(({ label }) => label);

beforeEach(() => {
  signIn(grants(6));
  list.mockReset().mockImplementation((place) => Promise.resolve(answerOf(place)));
  fakeWx.getStorageSync.mockReturnValue('');
});

/** Opens the board with every answer in the hands of the test. */
async function openHeld(): Promise<{ board: Board; answers: Map<string, Deferred<QueueList>> }> {
  const answers = new Map<string, Deferred<QueueList>>();
  list.mockImplementation(({ bucket }) => {
    const waiting = deferred<QueueList>();
    answers.set(bucket.slice(0, 4), waiting);
    return waiting.promise;
  });
  return { board: await Board.open(), answers };
}

const ORDER = ['L001', 'L002', 'L003', 'L004', 'L005', 'L006'];

test('no row moves while answers come; when all are there, what needs attention is first', async () => {
  const { board, answers } = await openHeld();
  expect(labels(board)).toEqual(ORDER);
  answers
    .get('b006')
    ?.resolve(answerOf({ bucket: 'b006-1250000000', region: PHOTOS.region }, { State: 'Paused' }));
  answers.get('b004')?.reject(new AppError('ACCESS_DENIED'));
  await settled();
  expect(labels(board)).toEqual(ORDER);
  expect(board.data.progress).toBe('已加载 2/6');
  expect(board.summary).toEqual(['全部 1', '0 运行中', '1 已暂停', '1 异常']);
  for (const name of ['b001', 'b002', 'b003', 'b005']) {
    answers.get(name)?.resolve(answerOf({ bucket: `${name}-1250000000`, region: PHOTOS.region }));
  }
  await settled();
  expect(labels(board)).toEqual(['L004', 'L006', 'L001', 'L002', 'L003', 'L005']);
});

test('with a finger on the screen, or further down, nothing moves even then', async () => {
  for (const hold of [
    (board: Board) => board.call('onTouchStart'),
    (board: Board) => board.call('onPageScroll', { scrollTop: 400 }),
  ]) {
    const { board, answers } = await openHeld();
    hold(board);
    for (const [name, answer] of answers) {
      const place = { bucket: `${name}-1250000000`, region: PHOTOS.region };
      answer.resolve(answerOf(place, name === 'b006' ? { State: 'Paused' } : {}));
    }
    await settled();
    expect(labels(board)).toEqual(ORDER);
    board.call('onTouchEnd');
    board.call('onPageScroll', { scrollTop: 0 });
    board.call('onFilter', { currentTarget: { dataset: { filter: 'all' } } });
    expect(labels(board)[0]).toBe('L006');
  }
});

test('answers that come together are shown in few calls that send what changed alone', async () => {
  const { board, answers } = await openHeld();
  const setData = jest.spyOn(board.page.instance, 'setData');
  for (const [name, answer] of answers) {
    answer.resolve(answerOf({ bucket: `${name}-1250000000`, region: PHOTOS.region }));
  }
  await settled();
  expect(setData.mock.calls.length).toBeLessThan(5);
  setData.mockClear();
  jest.mocked(pauseQueue).mockImplementation((_seen, options) => {
    options?.onPhase?.('sending');
    return new Promise(() => undefined);
  });
  await board.act('L003');
  setData.mockClear();
  await board.confirm();
  const sent = setData.mock.calls.map(([patch]) => JSON.stringify(patch)).join('');
  expect(sent).toContain('rows[2].phase');
  expect(sent.length).toBeLessThan(300);
});

test('only the buckets that failed are read again by the button of their banner', async () => {
  list.mockImplementation((place) =>
    /b00[24]/.test(place.bucket) ? Promise.reject(new AppError('TIMEOUT')) : Promise.resolve(answerOf(place)),
  );
  const board = await Board.open();
  const banner = find(board.page, '.failure-banner');
  expect(textOf(banner)).toBe('2 个存储桶读取失败：等待超时，没有收到答复重试');
  list.mockClear().mockImplementation((place) => Promise.resolve(answerOf(place)));
  await tap(find(banner, '.retry'));
  expect(list.mock.calls.map(([{ bucket }]) => bucket.slice(0, 4))).toEqual(['b002', 'b004']);
  expect(board.summary).toEqual(['全部 6', '6 运行中', '0 已暂停', '0 异常']);
  expect(has(board.page, '.failure-banner')).toBe(false);
});

test('a slow bucket gives its place to the ones behind it and is asked again at the end, with full patience', async () => {
  signIn(grants(20));
  const asked: [string, boolean][] = [];
  list.mockImplementation((place, _query, options) => {
    const name = place.bucket.slice(0, 4);
    const limited = options?.timeoutMs !== undefined;
    asked.push([name, limited]);
    return name === 'b001' && limited
      ? Promise.reject(new AppError('TIMEOUT'))
      : Promise.resolve(answerOf(place));
  });
  const board = await Board.open();
  expect(asked[0]).toEqual(['b001', true]);
  expect(asked[asked.length - 1]).toEqual(['b001', false]);
  expect(asked).toHaveLength(21);
  expect(board.summary[0]).toBe('全部 20');
  expect(board.data.retryFailed).toBe('');
});

test('of many rows a few are rendered, and scrolling changes which', async () => {
  signIn(grants(200));
  const board = await Board.open();
  expect(board.data.rows.length).toBeLessThanOrEqual(22);
  expect(board.data.below).toBeGreaterThan(10_000);
  board.call('onPageScroll', { scrollTop: 14_000 });
  expect(board.data.rows.length).toBeLessThanOrEqual(22);
  expect(Number(labels(board)[0]?.slice(1))).toBeGreaterThan(90);
  expect(board.data.above).toBeGreaterThan(10_000);
});

const STORED = {
  version: 1,
  role: 'operator',
  savedAt: 0,
  buckets: [PHOTOS, AVATARS].map((grant) => ({
    grant,
    queues: [{ queueId: `p-${grant.bucket}`, name: 'q', state: 'Active', callback: { kind: 'off' } }],
  })),
};

test('the board that was stored is there before anybody has answered, with its age', async () => {
  fakeWx.getStorageSync.mockReturnValue({ ...STORED, savedAt: Date.now() - 3 * 3_600_000 });
  session.mockReturnValue(new Promise(() => undefined));
  const board = await Board.open();
  expect(board.data.status).toBe('ready');
  expect(labels(board).sort()).toEqual(['商品图片', '用户头像'].sort());
  expect(board.data.updated).toBe('3 小时前的内容');
});

test('a stored row is read before its button asks anything, and what is asked about is what was read', async () => {
  signIn([PHOTOS, AVATARS]);
  fakeWx.getStorageSync.mockReturnValue(STORED);
  const { board, answers } = await openHeld();
  await tap(find(board.card('商品图片'), '.action'));
  expect(board.data.asking).toBe(false);
  expect(textOf(board.card('商品图片'))).toContain('正在读取…');
  answers.get('phot')?.resolve({ queues: [queueOf(PHOTOS)], notFound: [] });
  await until(() => board.data.asking);
  expect(board.data.question?.target?.queueName).toBe('queue-photos-1250000000');
});

test('where the stored state was old, the row as it is now is the answer, not a question', async () => {
  signIn([PHOTOS, AVATARS]);
  fakeWx.getStorageSync.mockReturnValue(STORED);
  const { board, answers } = await openHeld();
  await tap(find(board.card('商品图片'), '.action'));
  answers.get('phot')?.resolve({ queues: [queueOf(PHOTOS, { State: 'Paused' })], notFound: [] });
  await settled();
  expect(board.data.asking).toBe(false);
  expect(textOf(board.card('商品图片'))).toContain('已暂停');
});

test('whoever is taken off the list has nothing left in the storage', async () => {
  fakeWx.getStorageSync.mockReturnValue(STORED);
  session.mockRejectedValue(new AppError('NOT_ADMIN', { openid: 'o' }));
  const board = await Board.open();
  expect(board.data.rows).toEqual([]);
  expect(fakeWx.setStorageSync).toHaveBeenLastCalledWith('board', null);
});

test('what was read is stored for the next start', async () => {
  await Board.open();
  const [key, value] = fakeWx.setStorageSync.mock.calls[0] ?? [];
  expect(key).toBe('board');
  expect((value as typeof STORED).buckets).toHaveLength(6);
});
