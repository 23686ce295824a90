import './services';
import { AppError } from '../../../../miniprogram/models/errors';
import { pauseQueue } from '../../../../miniprogram/services/writes/writer';
import { listQueues, type QueueList } from '../../../../miniprogram/services/ci/queues';
import { getSession, renewSession } from '../../../../miniprogram/services/access/session';
import type { BucketRef } from '../../../../miniprogram/models/queue';
import type { BucketGrant } from '../../../../typings/signing-api';
import { fakeWx } from '../../../component-support/fake-wx';
import { find, has, textOf } from '../../../component-support/simulate';
import { deferred } from '../../../support/deferred';
import { Board, PHOTOS, queueOf, settled, tap } from './bench';

const list = jest.mocked(listQueues);
const MINUTE_MS = 60_000;
const BUCKETS: BucketGrant[] = Array.from({ length: 200 }, (_, index) => {
  const number = String(index + 1).padStart(3, '0');
  return { ...PHOTOS, bucket: `b${number}-1250000000`, label: `L${number}` };
});
const answerOf = (place: BucketRef): Promise<QueueList> =>
  Promise.resolve({ queues: [queueOf({ ...PHOTOS, ...place })], notFound: [] });
const noNetwork = (): Promise<QueueList> => Promise.reject(new AppError('NETWORK'));
const labels = (board: Board): string[] => board.data.rows.map(({ label }) => label);
const banners = (board: Board): string[] => board.page.querySelectorAll('.failure-banner').map(textOf);

let now: number;

beforeEach(() => {
  const signedIn = { admin: { name: '小王', role: 'operator' as const }, buckets: BUCKETS };
  jest.mocked(getSession).mockReset().mockResolvedValue(signedIn);
  jest.mocked(renewSession).mockReset().mockResolvedValue(signedIn);
  jest.mocked(pauseQueue).mockReset();
  list.mockReset().mockImplementation(answerOf);
  fakeWx.getStorageSync.mockReturnValue('');
  now = Date.now();
  jest.spyOn(Date, 'now').mockImplementation(() => now);
});

const pullDown = async (board: Board): Promise<void> => {
  await board.call('onPullDownRefresh');
  await settled();
};

/** Reads the board, and six minutes later, by then without a network, again. */
async function openAndLose(): Promise<{ board: Board; before: string[] }> {
  const board = await Board.open();
  const before = labels(board);
  now += 6 * MINUTE_MS;
  list.mockImplementation(noNetwork);
  await pullDown(board);
  return { board, before };
}

test('without a network every card keeps its place and says how old it is', async () => {
  const { board, before } = await openAndLose();
  expect(labels(board)).toEqual(before);
  expect(new Set(board.cards.map(({ age }) => age))).toEqual(new Set(['上次读取：6 分钟前']));
  expect(board.page.querySelectorAll('.queue').every((card) => has(card, '.old'))).toBe(true);
});

test('without a network one banner speaks for all buckets', async () => {
  const { board } = await openAndLose();
  expect(banners(board)).toEqual(['200 个存储桶读取失败：网络连接不上重试']);
  expect([board.buckets, board.data.retryFailed]).toEqual([[], '']);
  expect(board.summary[3]).toBe('200 异常');
});

test('a board of which nothing was read again is not called updated', async () => {
  const { board } = await openAndLose();
  expect(board.data.updated).toBe('6 分钟前的内容');
  expect(board.text).not.toContain('刚刚');
});

test('what is stored for the next start keeps the age of what was read', async () => {
  const { board } = await openAndLose();
  const saved = fakeWx.setStorageSync.mock.calls.map(([, value]) => (value as { savedAt: number }).savedAt);
  expect(saved[saved.length - 1]).toBe(now - 6 * MINUTE_MS);
  expect(board.data.status).toBe('ready');
});

test('the age of a card grows without a touch', async () => {
  const { board } = await openAndLose();
  now += MINUTE_MS;
  board.call('onHide');
  board.call('onShow');
  expect(board.cards[0]?.age).toBe('上次读取：7 分钟前');
});

test('an open banner names buckets, and copies all of them', async () => {
  const { board } = await openAndLose();
  await tap(find(board.page, '.failure-banner', '.what'));
  const banner = find(board.page, '.failure-banner');
  expect(textOf(banner)).toContain('L001');
  expect(textOf(banner)).toContain('还有 190 个');
  await tap(find(banner, '.copy-failures', '.copy'));
  const copied = String(fakeWx.setClipboardData.mock.calls[0]?.[0].data).split('\n');
  expect(copied).toHaveLength(200);
  await tap(find(banner, '.what'));
  expect(has(board.page, '.failure-banner', '.details')).toBe(false);
});

test('the retry of a banner reads its own buckets alone', async () => {
  const board = await Board.open();
  list.mockImplementation((place) => {
    if (/b00[12]/.test(place.bucket)) return noNetwork();
    return /b00[345]/.test(place.bucket) ? Promise.reject(new AppError('ACCESS_DENIED')) : answerOf(place);
  });
  await pullDown(board);
  expect(banners(board).map((text) => text[0])).toEqual(['3', '2']);
  list.mockClear().mockImplementation(answerOf);
  const [, network] = board.page.querySelectorAll('.failure-banner');
  if (network === undefined) throw new Error('there are two banners');
  await tap(find(network, '.retry'));
  expect(list.mock.calls.map(([{ bucket }]) => bucket.slice(0, 4))).toEqual(['b001', 'b002']);
  expect(banners(board).map((text) => text[0])).toEqual(['3']);
});

test('a bucket that fails alone says its name above the board, and its card keeps its place', async () => {
  const board = await Board.open();
  const before = labels(board);
  list.mockImplementation((place) => (place.bucket.startsWith('b003') ? noNetwork() : answerOf(place)));
  now += 6 * MINUTE_MS;
  await pullDown(board);
  expect(board.page.querySelectorAll('.bucket-failure').map(textOf)).toEqual(['L003生产网络连接不上重试']);
  expect(labels(board)).toEqual(before);
  expect(board.cards.filter(({ age }) => age !== '').map(({ label }) => label)).toEqual(['L003']);
  expect(board.data.updated).toBe('部分是 6 分钟前的内容');
});

test('buckets that were never read and share their cause have no rows, but are found by their names', async () => {
  list.mockImplementation((place) => (/b00[1-5]/.test(place.bucket) ? noNetwork() : answerOf(place)));
  const board = await Board.open();
  expect(labels(board)[0]).toBe('L006');
  expect(board.data.updated).toBe('其余刚刚更新');
  board.call('onSearch', { detail: { value: 'L003' } });
  await settled();
  expect(board.buckets.map(({ label }) => label)).toEqual(['L003']);
  board.call('onSearch', { detail: { value: 'nowhere' } });
  await settled();
  expect(board.data.nothingFound).toBe(true);
});

test('where nothing at all was read there is no age, and the banner stands alone', async () => {
  list.mockImplementation(noNetwork);
  const board = await Board.open();
  expect([board.data.rows, board.data.updated, board.data.nothingFound]).toEqual([[], '', false]);
  expect(banners(board)).toEqual(['200 个存储桶读取失败：网络连接不上重试']);
});

test('an old card can still be paused', async () => {
  const { board } = await openAndLose();
  jest.mocked(pauseQueue).mockReturnValue(new Promise(() => undefined));
  await board.act('L001');
  await board.confirm();
  expect(jest.mocked(pauseQueue).mock.calls[0]?.[0]).toMatchObject({ bucket: 'b001-1250000000' });
});

test('while 200 buckets fail few calls of setData tell it, each small', async () => {
  const board = await Board.open();
  const gate = deferred<undefined>();
  list.mockImplementation(() => gate.promise.then(noNetwork));
  const pulled = pullDown(board);
  await settled();
  const setData = jest.spyOn(board.page.instance, 'setData');
  gate.resolve(undefined);
  await pulled;
  expect(setData.mock.calls.length).toBeLessThan(60);
  const sizes = setData.mock.calls.map(([patch]) => JSON.stringify(patch).length);
  expect(Math.max(...sizes)).toBeLessThan(16 * 1_024);
});
