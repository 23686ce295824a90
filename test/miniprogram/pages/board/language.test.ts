import './services';
import { setLanguage } from '../../../../miniprogram/i18n/index';
import { AppError } from '../../../../miniprogram/models/errors';
import { pendingWriteFor } from '../../../../miniprogram/services/writes/pending';
import { pauseQueue } from '../../../../miniprogram/services/writes/writer';
import { listQueues } from '../../../../miniprogram/services/ci/queues';
import { getSession } from '../../../../miniprogram/services/access/session';
import '../../../component-support/fake-wx';
import { textOf } from '../../../component-support/simulate';
import { Board, PHOTOS, queueOf, settled } from './bench';

beforeEach(() => {
  setLanguage('zh_CN');
  jest.mocked(getSession).mockResolvedValue({ admin: { name: '小王', role: 'operator' }, buckets: [PHOTOS] });
  jest.mocked(listQueues).mockResolvedValue({ queues: [queueOf(PHOTOS)], notFound: [] });
  jest.mocked(pendingWriteFor).mockReset().mockReturnValue(undefined);
});

afterEach(() => {
  setLanguage('zh_CN');
});

test('a write that failed is told in the language that is chosen afterwards, with its reason', async () => {
  const reason = new AppError('ACCESS_DENIED', { requestId: 'r-7' });
  jest.mocked(pauseQueue).mockRejectedValue(new AppError('WRITE_NOT_DONE', { requestId: 'r-7' }, reason));
  const board = await Board.open();
  await board.act('商品图片');
  await board.confirm();
  await settled();
  const before = textOf(board.card('商品图片'));
  const chinese = board.cards[0]?.failure?.title ?? '';
  expect(chinese).toMatch(/\p{Script=Han}/u);
  expect(before).toContain(chinese);

  setLanguage('en');
  await settled();
  const failure = board.cards[0]?.failure;
  expect(failure).toMatchObject({ code: 'WRITE_NOT_DONE', requestId: 'r-7' });
  expect(failure?.title).not.toMatch(/\p{Script=Han}/u);
  const after = textOf(board.card('商品图片'));
  expect(after).toContain(failure?.title);
  expect(after).not.toContain(chinese);
});
