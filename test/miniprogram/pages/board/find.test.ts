import './services';
import { listQueues } from '../../../../miniprogram/services/ci/queues';
import { getSession } from '../../../../miniprogram/services/access/session';
import '../../../component-support/fake-wx';
import { find, textOf } from '../../../component-support/simulate';
import { AVATARS, Board, PHOTOS, queueOf, settled, tap } from './bench';

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
  const option = board.page.querySelectorAll('.filter').find((node) => textOf(node).includes(filter));
  if (option === undefined) throw new Error(`no filter ${filter}`);
  await tap(option);
}

async function type(board: Board, text: string): Promise<void> {
  find(board.page, '.input').dispatchEvent('input', { detail: { value: text } });
  await settled();
}

test('everything is shown at first, with the count of each filter', async () => {
  const board = await Board.open();
  expect(labels(board)).toEqual(['用户头像', '商品图片']);
  expect(board.summary).toEqual(['全部 2', '1 运行中', '1 已暂停', '0 异常']);
  expect(board.data.filter).toBe('all');
});

test('a filter leaves the queues of its state', async () => {
  const board = await Board.open();
  await choose(board, '已暂停');
  expect(labels(board)).toEqual(['用户头像']);
  await choose(board, '运行中');
  expect(labels(board)).toEqual(['商品图片']);
  await choose(board, '全部');
  expect(labels(board)).toEqual(['用户头像', '商品图片']);
});

test('a search narrows the board, and its cross widens it again', async () => {
  const board = await Board.open();
  await type(board, 'avatars');
  expect(labels(board)).toEqual(['用户头像']);
  await tap(find(board.page, '.clear'));
  expect(labels(board)).toEqual(['用户头像', '商品图片']);
});

test('where nothing matches, one tap shows everything again', async () => {
  const board = await Board.open();
  await choose(board, '已暂停');
  await type(board, 'photos');
  expect(board.text).toContain('没有符合条件的队列');
  await tap(find(board.page, '.show-all', '.button'));
  expect(labels(board)).toEqual(['用户头像', '商品图片']);
  expect([board.data.search, board.data.filter]).toEqual(['', 'all']);
});
