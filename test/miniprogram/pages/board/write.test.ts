import './services';
import { AppError } from '../../../../miniprogram/models/errors';
import { refOf } from '../../../../miniprogram/models/queue';
import {
  WriteConflictError,
  WriteDiffersError,
  WriteUnknownError,
  type WritePhase,
  type WriteResult,
} from '../../../../miniprogram/models/write';
import {
  forgetWrite,
  rememberWrite,
  UNDO_MS,
  type LastWrite,
} from '../../../../miniprogram/services/writes/last';
import { beginWrite } from '../../../../miniprogram/services/writes/ongoing';
import {
  checkPending,
  onPendingChange,
  pendingWriteFor,
  type PendingListener,
  type PendingWrite,
} from '../../../../miniprogram/services/writes/pending';
import { pauseQueue, resumeQueue, undoWrite } from '../../../../miniprogram/services/writes/writer';
import { listQueues } from '../../../../miniprogram/services/ci/queues';
import { getSession, renewSession } from '../../../../miniprogram/services/access/session';
import '../../../component-support/fake-wx';
import { rested } from '../../../component-support/rests';
import { find, has, textOf } from '../../../component-support/simulate';
import { deferred, type Deferred } from '../../../support/deferred';
import { makePendingWrite } from '../../../support/make-pending-write';
import { AVATARS, Board, PHOTOS, queueOf, settled, tap } from './bench';

const pause = jest.mocked(pauseQueue);
const resume = jest.mocked(resumeQueue);
const undo = jest.mocked(undoWrite);
const list = jest.mocked(listQueues);
const photos = queueOf(PHOTOS);
const pausedPhotos = queueOf(PHOTOS, { State: 'Paused' });
const avatars = queueOf(AVATARS, { State: 'Paused' });

let writing: Deferred<WriteResult>;
let undoing: Deferred<WriteResult>;
let phase: (phase: WritePhase) => void;
let tellPending: PendingListener;
const stopListening = jest.fn();

beforeEach(() => {
  jest.mocked(getSession).mockResolvedValue({
    admin: { name: '小王', role: 'operator' },
    buckets: [PHOTOS, AVATARS],
  });
  list
    .mockReset()
    .mockImplementation(({ bucket }) =>
      Promise.resolve({ queues: [bucket === PHOTOS.bucket ? photos : avatars], notFound: [] }),
    );
  writing = deferred();
  pause.mockReset().mockImplementation((_seen, options) => {
    phase = (next) => options?.onPhase?.(next);
    return writing.promise;
  });
  resume.mockReset().mockImplementation(() => writing.promise);
  undo.mockReset().mockImplementation(() => undoing.promise);
  undoing = deferred();
  forgetWrite(photos);
  jest.mocked(pendingWriteFor).mockReset().mockReturnValue(undefined);
  jest.mocked(checkPending).mockReset().mockResolvedValue(undefined);
  jest
    .mocked(onPendingChange)
    .mockReset()
    .mockImplementation((listener) => {
      tellPending = listener;
      return stopListening;
    });
});

const done = (after = pausedPhotos, theirs = 0): WriteResult => ({
  outcome: 'done',
  before: photos,
  after,
  changed: [],
  recorded: true,
  theirs: Array.from({ length: theirs }, () => ({ field: 'url' as const, from: 'a', to: 'b' })),
});

/** Opens the board, asks to pause the photos' queue, says yes, and lets the write end. */
async function pausePhotos(end?: (write: Deferred<WriteResult>) => void): Promise<Board> {
  const board = await Board.open();
  await board.act('商品图片');
  await board.confirm();
  end?.(writing);
  await settled();
  return board;
}

test('nothing is written before a yes, and the question names target and effect', async () => {
  const board = await Board.open();
  await board.act('商品图片');
  for (const part of [
    '暂停生产环境的队列？',
    'queue-photos-1250000000',
    'photos-1250000000',
    '商品图片',
    '生产',
    '运行中的任务会跑完',
    '等待中的任务继续等待',
    '积压',
    '只改变状态',
  ]) {
    expect(textOf(find(board.page, '.sheet'))).toContain(part);
  }
  expect(pause).not.toHaveBeenCalled();
});

test('a no writes nothing, also when the way to yes was still sliding away', async () => {
  const board = await Board.open();
  await board.act('商品图片');
  await tap(find(board.page, '.sheet', '.cancel', '.button'));
  await board.confirm();
  expect(board.data.asking).toBe(false);
  expect(pause).not.toHaveBeenCalled();
});

test('a double tap on yes is one write, of the queue as it was on the screen', async () => {
  const board = await Board.open();
  await board.act('商品图片');
  const yes = find(board.page, '.sheet', '.confirm', '.button');
  await rested(find(board.page, '.sheet'));
  yes.dispatchEvent('tap');
  await tap(yes);
  expect(pause).toHaveBeenCalledTimes(1);
  expect(pause.mock.calls[0]?.[0]).toBe(photos);
});

test('a paused queue is resumed', async () => {
  const board = await Board.open();
  await board.act('用户头像');
  expect(textOf(find(board.page, '.sheet'))).toContain('恢复这个队列？');
  await board.confirm();
  expect(resume.mock.calls[0]?.[0]).toBe(avatars);
  expect(pause).not.toHaveBeenCalled();
});

test('while it runs the row tells the phase, has no button, and nothing says done', async () => {
  const board = await pausePhotos();
  const card = board.card('商品图片');
  for (const [next, words] of [
    ['reading', '正在读取…'],
    ['sending', '正在提交…'],
    ['verifying', '正在核对…'],
    ['checking', '结果未知，正在核对…'],
  ] as const) {
    phase(next);
    await settled();
    expect(textOf(card)).toContain(words);
    expect(has(card, '.action')).toBe(false);
    expect(textOf(card)).toContain('运行中');
    expect(board.data.result).toBeNull();
  }
});

test('meanwhile another queue can be written', async () => {
  const board = await pausePhotos();
  await board.act('用户头像');
  await board.confirm();
  expect(resume).toHaveBeenCalledTimes(1);
});

test('done is told when it is verified, with what was read after it', async () => {
  const board = await pausePhotos((write) => {
    write.resolve(done());
  });
  expect(textOf(find(board.page, '.outcome'))).toContain('已暂停 queue-photos-1250000000');
  expect(textOf(find(board.page, '.outcome'))).toContain('已重新读取核对');
  expect(textOf(board.card('商品图片'))).toContain('恢复');
  expect(board.summary.slice(0, 3)).toEqual(['全部 2', '0 运行中', '2 已暂停']);
});

test('what others changed meanwhile is told to be kept', async () => {
  const board = await pausePhotos((write) => {
    write.resolve(done(pausedPhotos, 2));
  });
  expect(textOf(find(board.page, '.outcome'))).toContain('保留了别人的 2 处改动');
});

test('already so is not told as done: somebody else did it and nothing was sent', async () => {
  const board = await pausePhotos((write) => {
    write.resolve({ outcome: 'already', after: pausedPhotos, theirs: [] });
  });
  const text = textOf(find(board.page, '.outcome'));
  expect(text).toContain('已经是暂停状态');
  expect(text).toContain('没有提交任何内容');
  expect(board.cards[0]?.state).toBe('Paused');
});

test('an outcome goes when it is closed', async () => {
  const board = await pausePhotos((write) => {
    write.resolve(done());
  });
  await tap(find(board.page, '.outcome', '.close'));
  expect(board.data.result).toBeNull();
});

test('an outcome goes by itself, after long enough to read it', async () => {
  const timers = jest.spyOn(globalThis, 'setTimeout');
  const board = await pausePhotos((write) => {
    write.resolve(done());
  });
  const own = timers.mock.calls.find(([, delay]) => delay === UNDO_MS);
  timers.mockRestore();
  expect(board.data.result).not.toBeNull();
  own?.[0]();
  expect(board.data.result).toBeNull();
});

describe('taking a pause back', () => {
  const last: LastWrite = {
    ref: refOf(photos),
    kind: 'pause',
    verifiedAt: 0,
    before: photos,
    after: pausedPhotos,
    changed: [{ field: 'state', from: 'Active', to: 'Paused' }],
  };
  const back: WriteResult = {
    outcome: 'done',
    before: pausedPhotos,
    after: photos,
    changed: [{ field: 'state', from: 'Paused', to: 'Active' }],
    theirs: [],
    recorded: true,
  };
  const pauseAndUndo = async (): Promise<Board> => {
    const board = await pausePhotos((write) => {
      rememberWrite(last);
      write.resolve(done());
    });
    await tap(find(board.page, '.outcome', '.undo'));
    return board;
  };

  test('is one tap on the bar, and one write of that last write', async () => {
    const board = await pauseAndUndo();
    expect(undo).toHaveBeenCalledTimes(1);
    expect(undo.mock.calls[0]?.[0]).toBe(last);
    expect(board.data.result).toBeNull();
    expect(textOf(board.card('商品图片'))).toContain('正在读取…');
  });

  test('is told when it is verified, with what cannot be taken back, and offers no undo of the undo', async () => {
    const board = await pauseAndUndo();
    undoing.resolve(back);
    await settled();
    const text = textOf(find(board.page, '.outcome'));
    expect(text).toContain('已撤销：queue-photos-1250000000 又运行了');
    expect(text).toContain('暂停期间被拒绝的任务不会自动重新提交');
    expect(has(board.page, '.outcome', '.undo')).toBe(false);
    expect(textOf(board.card('商品图片'))).toContain('运行中');
  });

  test('that fails stands on the card like any failed write', async () => {
    const board = await pauseAndUndo();
    undoing.reject(new AppError('ACCESS_DENIED', { requestId: 'r-8' }));
    await settled();
    expect(textOf(board.card('商品图片'))).toContain('r-8');
    expect(board.data.result).toBeNull();
  });

  test('is not offered where this phone wrote nothing', async () => {
    const board = await pausePhotos((write) => {
      write.resolve({ outcome: 'already', after: pausedPhotos, theirs: [] });
    });
    expect(has(board.page, '.outcome', '.undo')).toBe(false);
  });

  test('goes with the next question', async () => {
    const board = await pausePhotos((write) => {
      rememberWrite(last);
      write.resolve(done());
    });
    await board.act('用户头像');
    expect(board.data.undoable).toBe(false);
    board.call('onUndo');
    expect(undo).not.toHaveBeenCalled();
  });
});

test('a failure stands on the card with its code, and the bucket is read again', async () => {
  const board = await pausePhotos((write) => {
    write.reject(new AppError('ACCESS_DENIED', { cloudCode: 'AccessDenied', requestId: 'r-7' }));
  });
  const card = board.card('商品图片');
  expect(textOf(card)).toContain('没有权限');
  expect(textOf(card)).toContain('r-7');
  expect(textOf(card)).toContain('运行中');
  expect(list).toHaveBeenCalledTimes(3);
});

test('after a failure, one tap reads again and takes the failure away; nothing is written', async () => {
  const board = await pausePhotos((write) => {
    write.reject(new AppError('TIMEOUT'));
  });
  await tap(find(board.card('商品图片'), '.write-failure', '.again', '.button'));
  expect(has(board.card('商品图片'), '.write-failure')).toBe(false);
  expect(pause).toHaveBeenCalledTimes(1);
});

test('a refused write is a reason to sign in again when the board is read anew', async () => {
  jest.mocked(renewSession).mockResolvedValue({ admin: { name: '小王', role: 'viewer' }, buckets: [PHOTOS] });
  const board = await pausePhotos((write) => {
    write.reject(new AppError('ACCESS_DENIED'));
  });
  await board.call('onPullDownRefresh');
  expect(board.data.readOnly).toBe(true);
  expect(has(board.card('商品图片'), '.write-failure')).toBe(false);
});

test.each([
  ['a conflict', new WriteConflictError(pausedPhotos, [], []), '别人刚改过同样的内容'],
  ['a difference', new WriteDiffersError(photos, pausedPhotos, [], [], []), '云端的内容与提交的不一致'],
])('%s shows what is there now, without another request', async (_, failure, words) => {
  const board = await pausePhotos((write) => {
    write.reject(failure);
  });
  expect(textOf(board.card('商品图片'))).toContain(words);
  expect(board.cards[0]?.state).toBe('Paused');
  expect(list).toHaveBeenCalledTimes(2);
});

const pending = (status: PendingWrite['status']): PendingWrite =>
  makePendingWrite({ id: 'w-1', ref: refOf(photos), status });

test('an unknown outcome says neither done nor failed, and offers to check, not to write', async () => {
  const board = await pausePhotos((write) => {
    jest
      .mocked(pendingWriteFor)
      .mockImplementation(({ bucket }) => (bucket === PHOTOS.bucket ? pending('gave-up') : undefined));
    write.reject(new WriteUnknownError('w-1'));
  });
  const card = board.card('商品图片');
  expect(textOf(card)).toContain('结果未知');
  expect(textOf(card)).toContain('再次核对');
  expect(has(card, '.action')).toBe(false);

  await tap(find(card, '.write-failure', '.again', '.button'));
  expect(checkPending).toHaveBeenCalledWith('w-1');
  expect(pause).toHaveBeenCalledTimes(1);
});

test('a write that an earlier run of the app could not see through is on the board from the start', async () => {
  jest
    .mocked(pendingWriteFor)
    .mockImplementation(({ bucket }) => (bucket === PHOTOS.bucket ? pending('checking') : undefined));
  const board = await Board.open();
  expect(textOf(board.card('商品图片'))).toContain('结果未知，正在核对…');
  expect(has(board.card('商品图片'), '.action')).toBe(false);
});

test.each(['checking', 'gave-up'] as const)(
  'while a write is open (%s) its state is not shown as if it were known',
  async (status) => {
    jest
      .mocked(pendingWriteFor)
      .mockImplementation(({ bucket }) => (bucket === PHOTOS.bucket ? pending(status) : undefined));
    const board = await Board.open();
    expect(textOf(board.card('商品图片'))).toContain('待核对 · 上次读到运行中');
    expect(board.cards.find(({ bucket }) => bucket === PHOTOS.bucket)?.state).toBe('unchecked');
  },
);

test.each([
  ['done', '已核对：改动已生效'],
  ['late', '较早的提交迟到生效了'],
  ['overtaken', '已核对：现在是别人的改动'],
] as const)(
  'when such a write turns out %s, it is told and the bucket is read again',
  async (kind, words) => {
    const board = await Board.open();
    tellPending(photos, undefined, { kind });
    await settled();
    expect(textOf(find(board.page, '.outcome'))).toContain(words);
    expect(list).toHaveBeenCalledTimes(3);
  },
);

test('what the journal says about a write of this page is left to the write', async () => {
  const board = await pausePhotos();
  tellPending(photos, undefined, { kind: 'done' });
  await settled();
  expect(board.data.result).toBeNull();
  expect(list).toHaveBeenCalledTimes(2);
});

test('a page that is left listens no longer', async () => {
  const board = await Board.open();
  board.call('onUnload');
  expect(stopListening).toHaveBeenCalledTimes(1);
});

describe('a write that the page of the queue began, and that is still under way when the board is back', () => {
  const comeBack = async (): Promise<Board> => {
    const board = await Board.open();
    const intent = { kind: 'edit', seen: photos, changes: { name: 'renamed' } } as const;
    const write = beginWrite(intent, (_, onPhase) => {
      phase = onPhase;
      return writing.promise;
    });
    write.join().catch(() => undefined);
    await settled();
    board.call('onShow');
    phase('sending');
    await settled();
    return board;
  };

  test('is on its row, which can not be acted on', async () => {
    const board = await comeBack();
    expect(textOf(board.card('商品图片'))).toContain('正在提交…');
    expect(has(board.card('商品图片'), '.action')).toBe(false);
    board.call('onShow');
    writing.resolve(done());
    await settled();
  });

  test('is told when it is done, once, with the queue as it is now', async () => {
    const board = await comeBack();
    list.mockResolvedValue({ queues: [pausedPhotos], notFound: [] });
    writing.resolve(done());
    await settled();
    expect(textOf(find(board.page, '.outcome'))).toContain('已核对：改动已生效');
    expect(textOf(board.card('商品图片'))).toContain('已暂停');
    expect(board.data.undoable).toBe(false);
  });

  test('that others did first is told as such, not as done', async () => {
    const board = await comeBack();
    list.mockResolvedValue({ queues: [pausedPhotos], notFound: [] });
    writing.resolve({ outcome: 'already', after: pausedPhotos, theirs: [] });
    await settled();
    const text = textOf(find(board.page, '.outcome'));
    expect(text).toContain('已经是暂停状态');
    expect(text).not.toContain('生效');
  });

  test('is told on its row when it was not done', async () => {
    const board = await comeBack();
    writing.reject(new AppError('WRITE_NOT_DONE', {}, new AppError('NETWORK')));
    await settled();
    expect(textOf(board.card('商品图片'))).toContain('没有生效');
    expect(has(board.card('商品图片'), '.action')).toBe(true);
  });
});

test('a queue that is written while pages of its bucket are to come does not cut them off', async () => {
  const second = queueOf(PHOTOS, { QueueId: 'p-second', Name: 'second' });
  const others = { queues: [avatars], notFound: [] };
  list.mockImplementation((place, _query, options) => {
    if (place.bucket !== PHOTOS.bucket) return Promise.resolve(others);
    options?.onPage?.([photos]);
    return new Promise(() => undefined);
  });
  const board = await Board.open();
  await board.act('商品图片');
  await board.confirm();
  list.mockImplementation(({ bucket }) =>
    Promise.resolve(bucket === PHOTOS.bucket ? { queues: [pausedPhotos, second], notFound: [] } : others),
  );
  writing.resolve(done());
  await settled();
  const ofPhotos = board.cards.filter(({ bucket }) => bucket === PHOTOS.bucket);
  expect(ofPhotos.map(({ queueId, state }) => [queueId, state])).toEqual([
    [photos.queueId, 'Paused'],
    ['p-second', 'Active'],
  ]);
  expect(board.data.progress).toBe('');
});
