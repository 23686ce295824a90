import '../../../component-support/fake-wx';
import { startLoading, type BoardBucket } from '../../../../miniprogram/models/board';
import { AppError } from '../../../../miniprogram/models/errors';
import { viewCardAge, viewUpdated } from '../../../../miniprogram/pages/board/age-view';
import { AVATARS, PHOTOS } from './bench';

const MINUTE_MS = 60_000;
const NOW = 100 * MINUTE_MS;
const error = new AppError('NETWORK');

/** The photos and the avatars, each as the test says. */
function boardOf(photos: Partial<BoardBucket>, avatars: Partial<BoardBucket> = photos): BoardBucket[] {
  const changes = [photos, avatars];
  return startLoading([], [PHOTOS, AVATARS]).map((bucket, index) => ({
    ...bucket,
    loading: false,
    ...changes[index],
  }));
}
const fresh = { known: true, readAt: NOW };
const unread = { error };
const old = { known: true, readAt: NOW - 6 * MINUTE_MS, error };
const cardAge = (state: Partial<BoardBucket>): string[] =>
  boardOf(state).map((bucket) => viewCardAge(bucket, NOW));

test('a card of a bucket that failed says when it was read, in whole minutes', () => {
  expect(cardAge(old)[0]).toBe('上次读取：6 分钟前');
  expect(cardAge({ ...old, readAt: NOW - 30_000 })[0]).toBe('上次读取：不到 1 分钟前');
  expect(cardAge({ ...old, readAt: NOW })[0]).toBe('上次读取：不到 1 分钟前');
});

test('a card of a bucket that answered has no age', () => {
  expect(cardAge(fresh)[0]).toBe('');
});

test.each([
  ['all was read', boardOf(fresh), 0, '刚刚更新'],
  ['nothing could be read again', boardOf(old), 6 * MINUTE_MS, '6 分钟前的内容'],
  ['nothing could be read again, a moment later', boardOf({ ...old, readAt: NOW }), 0, '不到 1 分钟前的内容'],
  ['a part could not be read again', boardOf(fresh, old), 6 * MINUTE_MS, '部分是 6 分钟前的内容'],
  ['a part was never read', boardOf(fresh, unread), 0, '其余刚刚更新'],
])('where %s the line says so', (_, board, ms, text) => {
  expect(viewUpdated(board, false, ms)).toBe(text);
});

test('what comes from the storage is called as old as it is', () => {
  expect(viewUpdated(boardOf(fresh), true, 6 * MINUTE_MS)).toBe('6 分钟前的内容');
});
