import './services';
import { AppError } from '../../../../miniprogram/models/errors';
import type { BucketRef } from '../../../../miniprogram/models/queue';
import { listQueues, type QueueList } from '../../../../miniprogram/services/ci/queues';
import { getSession, renewSession, type Session } from '../../../../miniprogram/services/access/session';
import type { AdminRole } from '../../../../typings/signing-api';
import { fakeWx } from '../../../component-support/fake-wx';
import { find, has, render, textOf } from '../../../component-support/simulate';
import { deferred, type Deferred } from '../../../support/deferred';
import { AVATARS, Board, PHOTOS, queueOf, settled, tap } from './bench';

const session = jest.mocked(getSession);
const renewed = jest.mocked(renewSession);
const list = jest.mocked(listQueues);

const signedIn = (role: AdminRole = 'operator', buckets = [PHOTOS, AVATARS]): Session => ({
  admin: { name: '小王', role },
  buckets,
});
const answer = (...queues: QueueList['queues']): QueueList => ({ queues, notFound: [] });
/** Every bucket has one queue. */
const oneQueueEach = (place: BucketRef): Promise<QueueList> =>
  Promise.resolve(answer(queueOf(place.bucket === PHOTOS.bucket ? PHOTOS : AVATARS)));

beforeEach(() => {
  session.mockReset().mockResolvedValue(signedIn());
  renewed.mockReset().mockResolvedValue(signedIn());
  list.mockReset().mockImplementation(oneQueueEach);
});

const pullDown = async (board: Board): Promise<void> => {
  await board.call('onPullDownRefresh');
  await settled();
};

test('while signing in, lines stand where the queues will be', async () => {
  session.mockReturnValue(new Promise(() => undefined));
  const board = await Board.open();
  expect(board.data.status).toBe('loading');
  expect(board.text).toContain('正在登录…');
  expect(board.page.querySelectorAll('.ghosts')).toHaveLength(5);
});

test('the first rows are drawn before the means to search them', async () => {
  const page = render('pages/board/board');
  const setData = jest.spyOn(page.instance, 'setData');
  page.instance['onLoad']?.();
  await settled();
  const patches = setData.mock.calls.map(([patch]) => Object.keys(patch as object));
  const rows = patches.findIndex((names) => names.includes('rows'));
  expect(patches[rows]).not.toContain('filters');
  expect(patches.slice(rows + 1).flat()).toContain('filters');
  expect(has(page, '.search')).toBe(true);
});

test('a card says label, environment, queue, state, place and callbacks', async () => {
  const board = await Board.open();
  const text = textOf(board.card('商品图片'));
  for (const part of [
    '商品图片',
    '生产',
    'queue-photos-1250000000',
    '运行中',
    'ap-guangzhou · photos-1250000000',
    '回调：Url callback.example.com',
    '暂停',
  ]) {
    expect(text).toContain(part);
  }
  expect(board.text).toContain('刚刚更新');
});

test('each bucket is shown when it answers, in the owner’s order', async () => {
  const answers = new Map<string, Deferred<QueueList>>();
  list.mockImplementation(({ bucket }) => {
    const waiting = deferred<QueueList>();
    answers.set(bucket, waiting);
    return waiting.promise;
  });
  const board = await Board.open();
  expect(board.data.progress).toBe('已加载 0/2');
  expect(board.buckets.map(({ skeleton }) => skeleton)).toEqual([true, true]);
  expect(board.text).toContain('商品图片');

  answers.get(AVATARS.bucket)?.resolve(answer(queueOf(AVATARS)));
  await settled();
  expect(board.buckets.map(({ label }) => label)).toEqual(['商品图片']);
  expect(board.cards.map(({ label }) => label)).toEqual(['用户头像']);

  answers.get(PHOTOS.bucket)?.resolve(answer(queueOf(PHOTOS)));
  await settled();
  expect(board.cards.map(({ label }) => label)).toEqual(['商品图片', '用户头像']);
});

/** The photos answer with a page of one queue, and then with nothing until the test says so. */
const openPaged = async () => {
  const rest = deferred<QueueList>();
  list.mockImplementation((place, _query, options) => {
    if (place.bucket !== PHOTOS.bucket) return oneQueueEach(place);
    options?.onPage?.([queueOf(PHOTOS)]);
    return rest.promise;
  });
  return { board: await Board.open(), rest };
};
const SECOND = queueOf(PHOTOS, { QueueId: 'p-second' });

test('a bucket of many pages is shown page by page, and counted when it is there as a whole', async () => {
  const { board, rest } = await openPaged();
  expect(board.cards.map(({ queueId }) => queueId)).toContain('p-photos-1250000000');
  expect(board.buckets.map(({ label, skeleton }) => [label, skeleton])).toEqual([['商品图片', true]]);
  expect(board.data.progress).toBe('已加载 1/2');
  rest.resolve(answer(queueOf(PHOTOS), SECOND));
  await settled();
  expect(board.cards.map(({ queueId }) => queueId)).toContain('p-second');
  expect([board.buckets, board.data.progress]).toEqual([[], '']);
});

test('a part of a bucket is nothing to go by when the rest can not be read', async () => {
  const { board, rest } = await openPaged();
  rest.reject(new AppError('TIMEOUT'));
  await settled();
  expect(board.cards.map(({ label }) => label)).toEqual(['用户头像']);
  expect(board.buckets.map(({ label }) => label)).toEqual(['商品图片']);
});

test('a refresh leaves what is known in place until the whole bucket is there', async () => {
  const { board, rest } = await openPaged();
  rest.resolve(answer(queueOf(PHOTOS), SECOND));
  await settled();
  const before = board.cards;
  list.mockImplementation((_place, _query, options) => {
    options?.onPage?.(['p-3', 'p-4', 'p-5'].map((QueueId) => queueOf(PHOTOS, { QueueId })));
    return new Promise(() => undefined);
  });
  void board.call('onPullDownRefresh');
  await settled();
  expect(board.cards).toEqual(before);
});

test('at most eight buckets are asked at once', async () => {
  const buckets = Array.from({ length: 20 }, (_, index) => ({ ...PHOTOS, bucket: `b${index}-1250000000` }));
  session.mockResolvedValue(signedIn('operator', buckets));
  const waiting: Deferred<QueueList>[] = [];
  list.mockImplementation(() => {
    const next = deferred<QueueList>();
    waiting.push(next);
    return next.promise;
  });
  await Board.open();
  expect(waiting).toHaveLength(8);
  waiting[3]?.resolve(answer());
  await settled();
  expect(waiting).toHaveLength(9);
});

test('a bucket that fails is a line of its own, a tap tells code and request id; the others stay usable', async () => {
  list.mockImplementation((place) =>
    place.bucket === PHOTOS.bucket
      ? Promise.reject(new AppError('ACCESS_DENIED', { cloudCode: 'AccessDenied', requestId: 'r-1' }))
      : oneQueueEach(place),
  );
  const board = await Board.open();
  expect(board.text).toContain('没有权限访问这个存储桶的队列');
  const failure = find(board.page, '.bucket-failure');
  expect(has(failure, '.panel')).toBe(false);
  await tap(find(failure, '.what'));
  for (const part of ['没有权限访问这个存储桶的队列', 'AccessDenied', 'r-1', PHOTOS.bucket]) {
    expect(textOf(find(failure, '.details'))).toContain(part);
  }
  await tap(find(failure, '.panel', '.copy-facts', '.copy'));
  expect(fakeWx.setClipboardData.mock.calls[0]?.[0].data).toBe('错误码: AccessDenied\nRequestId: r-1');
  expect(board.data.retryFailed).toBe('重试失败的 1 个');
  expect(board.cards.map(({ label, action }) => [label, action])).toEqual([['用户头像', 'pause']]);

  list.mockImplementation(oneQueueEach);
  await tap(find(failure, '.retry'));
  expect(board.cards).toHaveLength(2);
  expect([board.data.progress, board.data.retryFailed]).toEqual(['', '']);
  expect(list).toHaveBeenCalledTimes(3);
});

test('a bucket whose service is not open is told calmly, and is no failure', async () => {
  list.mockImplementation((place) =>
    place.bucket === PHOTOS.bucket ? Promise.reject(new AppError('SERVICE_NOT_OPEN')) : oneQueueEach(place),
  );
  const board = await Board.open();
  expect(board.text).toContain('这个存储桶没有开通图片异步处理');
  expect(board.data.retryFailed).toBe('');
  expect(board.summary).toContain('0 异常');
});

test('a bucket without queues says so', async () => {
  list.mockResolvedValue(answer());
  expect((await Board.open()).text).toContain('这个存储桶没有图片处理队列');
});

test('a failed refresh keeps what was read, and says that it is old', async () => {
  const board = await Board.open();
  list.mockRejectedValue(new AppError('TIMEOUT'));
  await pullDown(board);
  expect(board.cards).toHaveLength(2);
  expect(board.text).toContain('等待超时，没有收到答复');
  expect(board.cards.map(({ age }) => age)).toEqual(Array(2).fill('上次读取：不到 1 分钟前'));
});

test('an answer that was overtaken by a newer one is dropped', async () => {
  const slow = deferred<QueueList>();
  list.mockImplementationOnce(() => slow.promise);
  const board = await Board.open();
  await pullDown(board);
  slow.resolve(answer(queueOf(PHOTOS, { State: 'Paused' })));
  await settled();
  expect(board.cards.map(({ state }) => state)).toEqual(['Active', 'Active']);
});

test('a sign-in that was overtaken by a newer one changes nothing', async () => {
  const slow = deferred<Session>();
  session.mockReturnValueOnce(slow.promise);
  const board = await Board.open();
  await pullDown(board);
  slow.reject(new AppError('NETWORK'));
  await settled();
  expect(board.data.status).toBe('ready');
  expect(board.cards).toHaveLength(2);
});

test('several missing request domains are handed over in one go, one alone stands at its bucket', async () => {
  list.mockImplementation(({ bucket, region }) =>
    Promise.reject(new AppError('DOMAIN_NOT_LISTED', { host: `${bucket}.ci.${region}.myqcloud.com` })),
  );
  const board = await Board.open();
  expect([board.data.failures, board.data.retryFailed]).toEqual([[], '重试失败的 2 个']);
  await tap(find(board.page, '.missing-domains', '.copy-hand-over', '.copy'));
  expect(fakeWx.setClipboardData.mock.calls[0]?.[0].data).toBe(
    'https://photos-1250000000.ci.ap-guangzhou.myqcloud.com\nhttps://avatars-1250000000.ci.ap-shanghai.myqcloud.com',
  );
  list.mockImplementation((place) =>
    place.bucket === PHOTOS.bucket
      ? oneQueueEach(place)
      : Promise.reject(new AppError('DOMAIN_NOT_LISTED', { host: 'h' })),
  );
  await pullDown(board);
  expect(has(board.page, '.missing-domains')).toBe(false);
  expect(board.buckets.map(({ error }) => error?.handOver)).toEqual(['https://h']);
});

test('a stranger is told his openid and can copy it; nothing is asked of the cloud', async () => {
  session.mockRejectedValue(new AppError('NOT_ADMIN', { openid: 'oX-stranger' }));
  const board = await Board.open();
  expect(board.data.status).toBe('error');
  expect(board.text).toContain('你还不在管理员名单里');
  expect(board.text).toContain('oX-stranger');
  expect(list).not.toHaveBeenCalled();
  await tap(find(board.page, '.session-failure', '.copy-hand-over', '.copy'));
  expect(fakeWx.setClipboardData.mock.calls[0]?.[0].data).toBe('oX-stranger');
});

test.each([
  ['NO_BUCKETS', '还没有分配给你的存储桶'],
  ['NETWORK', '网络连接不上'],
  ['SIGNING_UNAVAILABLE', '签名服务暂时不可用'],
] as const)(
  'when signing in fails with %s, the whole page says so and can be retried',
  async (code, title) => {
    session.mockRejectedValue(new AppError(code));
    const board = await Board.open();
    expect(board.text).toContain(title);

    await tap(find(board.page, '.session-failure', '.again', '.button'));
    expect(renewed).toHaveBeenCalledTimes(1);
    expect(board.cards).toHaveLength(2);
  },
);

test('an admin without a bucket is told so, also if the server just sends none', async () => {
  session.mockResolvedValue(signedIn('operator', []));
  expect((await Board.open()).text).toContain('还没有分配给你的存储桶');
});

test('while it is retried the button says so, and a failure is told again', async () => {
  session.mockRejectedValue(new AppError('NETWORK'));
  const board = await Board.open();
  const second = deferred<Session>();
  renewed.mockReturnValue(second.promise);
  await tap(find(board.page, '.session-failure', '.again', '.button'));
  expect(board.text).toContain('正在重试…');
  second.reject(new AppError('TIMEOUT'));
  await settled();
  expect(board.text).toContain('等待超时，没有收到答复');
  expect(board.data.retrying).toBe(false);
});

test('a sign-in that fails later leaves the board, under the reason', async () => {
  const board = await Board.open();
  session.mockRejectedValue(new AppError('NETWORK'));
  await pullDown(board);
  expect(board.text).toContain('网络连接不上');
  expect(board.cards).toHaveLength(2);

  await board.call('onFilter', { currentTarget: { dataset: { filter: 'running' } } });
  expect(board.text).toContain('网络连接不上');
  await tap(find(board.page, '.session-failure', '.again', '.button'));
  expect(board.text).not.toContain('网络连接不上');
});

test('whoever is taken off the list sees nothing any more', async () => {
  const board = await Board.open();
  session.mockRejectedValue(new AppError('NOT_ADMIN', { openid: 'o' }));
  await pullDown(board);
  // Neither now nor, with the counts of before, when he is put on it again.
  expect([board.data.rows, board.data.filters]).toEqual([[], []]);
  expect(board.text).not.toContain('商品图片');
});

test('a viewer sees the states, a quiet notice, and nothing to write with', async () => {
  session.mockResolvedValue(signedIn('viewer'));
  const board = await Board.open();
  expect(board.text).toContain('你是只读成员');
  expect(board.text).toContain('运行中');
  expect(has(board.card('商品图片'), '.action')).toBe(false);
});

test('a state that CI added later is shown as it is, without a button', async () => {
  list.mockResolvedValue(answer(queueOf(PHOTOS, { State: 'Draining' })));
  const board = await Board.open();
  const card = board.card('商品图片');
  expect(textOf(card)).toContain('状态 Draining');
  expect(has(card, '.action')).toBe(false);
});

test('pulling down reads again, and signs in again only where there is a reason', async () => {
  const board = await Board.open();
  await pullDown(board);
  expect(list).toHaveBeenCalledTimes(4);
  expect(renewed).not.toHaveBeenCalled();
  expect(fakeWx.stopPullDownRefresh).toHaveBeenCalledTimes(1);

  list.mockRejectedValueOnce(new AppError('ACCESS_DENIED'));
  await pullDown(board);
  await pullDown(board);
  expect(renewed).toHaveBeenCalledTimes(1);
});

test('a viewer who became an operator gets the buttons by pulling down', async () => {
  session.mockResolvedValue(signedIn('viewer'));
  const board = await Board.open();
  await pullDown(board);
  expect(renewed).toHaveBeenCalledTimes(1);
  expect(has(board.card('商品图片'), '.action')).toBe(true);
});

test('a queue opens on its own page, and is read again on the way back', async () => {
  const board = await Board.open();
  await tap(find(board.card('用户头像'), '.main'));
  expect(fakeWx.navigateTo.mock.calls[0]?.[0].url).toBe(
    '/pages/queue/queue?bucket=avatars-1250000000&region=ap-shanghai&queueId=p-avatars-1250000000',
  );
  list.mockResolvedValueOnce(answer(queueOf(AVATARS, { State: 'Paused' })));
  await board.call('onShow');
  await settled();
  expect(list).toHaveBeenCalledTimes(3);
  expect(board.cards.map(({ state }) => state)).toEqual(['Active', 'Paused']);
});

test('the title is set in the language of the phone', async () => {
  await Board.open();
  expect(fakeWx.setNavigationBarTitle).toHaveBeenCalledWith({ title: '图片处理队列' });
});
