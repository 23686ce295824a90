import { listQueues } from '../../../../miniprogram/services/queues';
import { getSession } from '../../../../miniprogram/services/session';
import '../../../component-support/fake-wx';
import { find, settled, tap, textOf } from '../../../component-support/simulate';
import { AVATARS, Board, PHOTOS, queueOf } from './bench';

jest.mock('../../../../miniprogram/services/session', () => ({
  getSession: jest.fn(),
  renewSession: jest.fn(),
}));
jest.mock('../../../../miniprogram/services/queues', () => ({ listQueues: jest.fn() }));
jest.mock('../../../../miniprogram/services/queue-writer', () => ({
  pauseQueue: jest.fn(),
  resumeQueue: jest.fn(),
}));
jest.mock('../../../../miniprogram/services/pending-writes', () => ({
  checkPending: jest.fn(),
  onPendingChange: jest.fn(() => () => undefined),
  pendingWriteFor: jest.fn(),
}));

beforeEach(() => {
  jest.mocked(getSession).mockResolvedValue({
    admin: { name: '小王', role: 'operator' },
    buckets: [PHOTOS, AVATARS],
  });
  jest.mocked(listQueues).mockImplementation(({ bucket }) =>
    Promise.resolve({
      queues: [bucket === PHOTOS.bucket ? queueOf(PHOTOS) : queueOf(AVATARS, { State: 'Paused' })],
      notFound: [],
    }),
  );
});

const labels = (board: Board): string[] => board.cards.map(({ label }) => label);

async function choose(board: Board, filter: string): Promise<void> {
  const option = find(board.page, '.filters')
    .querySelectorAll('.option')
    .find((node) => textOf(node).startsWith(filter));
  if (option === undefined) throw new Error(`no filter ${filter}`);
  await tap(option);
}

async function type(board: Board, text: string): Promise<void> {
  find(board.page, '.input').dispatchEvent('input', { detail: { value: text } });
  await settled();
}

test('everything is shown at first, with the count of each filter', async () => {
  const board = await Board.open();
  expect(labels(board)).toEqual(['商品图片', '用户头像']);
  expect(find(board.page, '.filters').querySelectorAll('.option').map(textOf)).toEqual([
    '全部2',
    '运行中1',
    '已暂停1',
  ]);
  expect(board.data.filter).toBe('all');
});

test('a filter leaves the queues of its state', async () => {
  const board = await Board.open();
  await choose(board, '已暂停');
  expect(labels(board)).toEqual(['用户头像']);
  await choose(board, '运行中');
  expect(labels(board)).toEqual(['商品图片']);
  await choose(board, '全部');
  expect(labels(board)).toEqual(['商品图片', '用户头像']);
});

test('a search narrows the board, and its cross widens it again', async () => {
  const board = await Board.open();
  await type(board, 'avatars');
  expect(labels(board)).toEqual(['用户头像']);
  await tap(find(board.page, '.clear'));
  expect(labels(board)).toEqual(['商品图片', '用户头像']);
});

test('where nothing matches, one tap shows everything again', async () => {
  const board = await Board.open();
  await choose(board, '已暂停');
  await type(board, 'photos');
  expect(board.text).toContain('没有符合条件的队列');
  await tap(find(board.page, '.show-all', '.van-button'));
  expect(labels(board)).toEqual(['商品图片', '用户头像']);
  expect([board.data.search, board.data.filter]).toEqual(['', 'all']);
});

test('only the groups that changed are set', async () => {
  const board = await Board.open();
  const setData = jest.spyOn(board.page.instance, 'setData');
  await type(board, 'avatars');
  const paths = setData.mock.calls.flatMap(([patch]) => Object.keys(patch as object));
  expect(paths.filter((path) => path.startsWith('groups'))).toEqual(['groups[0]']);
});
