/** The board keeps itself fresh: what Freshness decides reaches the page, and what the page is busy with reaches it. */
import './services';
import { AppError } from '../../../../miniprogram/models/errors';
import { listQueues } from '../../../../miniprogram/services/ci/queues';
import { getSession, renewSession } from '../../../../miniprogram/services/access/session';
import '../../../component-support/fake-wx';
import { AVATARS, Board, PHOTOS, queueOf, settled } from './bench';

const list = jest.mocked(listQueues);
let look: () => void;
let now: number;
const clear = jest.fn();

beforeEach(() => {
  const signedIn = { admin: { name: '小王', role: 'operator' as const }, buckets: [PHOTOS, AVATARS] };
  jest.mocked(getSession).mockResolvedValue(signedIn);
  jest.mocked(renewSession).mockResolvedValue(signedIn);
  list
    .mockReset()
    .mockImplementation((place) =>
      Promise.resolve({ queues: [queueOf({ ...PHOTOS, ...place })], notFound: [] }),
    );
  now = Date.now();
  jest.spyOn(Date, 'now').mockImplementation(() => now);
  jest.spyOn(globalThis, 'setInterval').mockImplementation((task: () => void) => {
    look = task;
    return 7 as unknown as ReturnType<typeof setInterval>;
  });
  jest.spyOn(globalThis, 'clearInterval').mockImplementation(clear);
});

/** @returns how many buckets were read because so much time has passed. */
async function readsAfter(seconds: number): Promise<number> {
  list.mockClear();
  now += seconds * 1_000;
  look();
  await settled();
  return list.mock.calls.length;
}

test('it is read again when it is 30 seconds old, but not while it asks or rows are chosen', async () => {
  const board = await Board.open();
  expect(await readsAfter(29)).toBe(0);
  expect(await readsAfter(1)).toBe(2);
  await board.act('商品图片');
  expect(await readsAfter(31)).toBe(0);
  board.call('onCancel');
  expect(await readsAfter(1)).toBe(2);
  board.call('onChoose');
  expect(await readsAfter(31)).toBe(0);
  board.call('onChooseNone');
  expect(await readsAfter(1)).toBe(2);
});

test('after a refresh that failed the next one waits longer', async () => {
  await Board.open();
  list.mockImplementation(() => Promise.reject(new AppError('ACCESS_DENIED')));
  expect(await readsAfter(30)).toBe(2);
  expect(await readsAfter(31)).toBe(0);
  expect(await readsAfter(30)).toBe(2);
});

test('a page that is hidden does not look', async () => {
  const board = await Board.open();
  board.call('onHide');
  expect(clear).toHaveBeenCalledWith(7);
});
