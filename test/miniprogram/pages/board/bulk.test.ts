import './services';
import { closeApp } from './app';
import { AppError } from '../../../../miniprogram/models/errors';
import type { BucketRef, Queue } from '../../../../miniprogram/models/queue';
import { WriteDiffersError, WriteUnknownError, type WriteResult } from '../../../../miniprogram/models/write';
import { pausedQueues } from '../../../../miniprogram/services/stored/paused-queues';
import { onPendingChange, pendingWriteFor } from '../../../../miniprogram/services/writes/pending';
import { pauseQueue, resumeQueue } from '../../../../miniprogram/services/writes/writer';
import { listQueues } from '../../../../miniprogram/services/ci/queues';
import { getSession, renewSession } from '../../../../miniprogram/services/access/session';
import type { AdminRole, BucketGrant } from '../../../../typings/signing-api';
import { fakeWx } from '../../../component-support/fake-wx';
import { rested } from '../../../component-support/rests';
import { find, has, textOf, until, type Node } from '../../../component-support/simulate';
import { deferred, type Deferred } from '../../../support/deferred';
import { makePendingWrite } from '../../../support/make-pending-write';
import { Board, PHOTOS, queueOf, settled, tap } from './bench';

const grantOf = (label: string, environment: BucketGrant['environment']): BucketGrant => ({
  ...PHOTOS,
  label,
  environment,
  bucket: `${label.toLowerCase()}-1250000000`,
});
const GRANTS = [
  ...['P1', 'P2', 'P3', 'P4', 'P5'].map((label) => grantOf(label, 'production')),
  grantOf('S1', 'staging'),
];
/** Was paused before anything here: P5. */
const STATES = new Map([['p5-1250000000', 'Paused']]);
let states: Map<string, string>;
/** When CI last changed a queue, by its bucket. */
let times: Map<string, string>;
const grantAt = ({ bucket }: BucketRef): BucketGrant =>
  GRANTS.find((grant) => grant.bucket === bucket) ?? PHOTOS;
const queueAt = (place: BucketRef): Queue =>
  queueOf(grantAt(place), {
    State: states.get(place.bucket) ?? 'Active',
    UpdateTime: times.get(place.bucket) ?? '2026-11-24T10:00:00+0800',
  });
const labelOf = ({ bucket }: BucketRef): string => grantAt({ bucket, region: '' }).label;

/** Writes that have begun and not ended, by the label of their bucket, in order. */
let writes: Map<string, Deferred<WriteResult>>;

const signIn = (role: AdminRole): void => {
  for (const signedIn of [getSession, renewSession]) {
    jest.mocked(signedIn).mockResolvedValue({ admin: { name: '小王', role }, buckets: GRANTS });
  }
};

beforeEach(() => {
  states = new Map(STATES);
  times = new Map();
  const storage = new Map<string, string>();
  fakeWx.getStorageSync.mockImplementation((key) => JSON.parse(storage.get(key) ?? '""') as unknown);
  fakeWx.setStorageSync.mockImplementation((key, value) => {
    storage.set(key, JSON.stringify(value));
  });
  writes = new Map();
  signIn('operator');
  jest
    .mocked(listQueues)
    .mockImplementation((place) => Promise.resolve({ queues: [queueAt(place)], notFound: [] }));
  for (const write of [pauseQueue, resumeQueue]) {
    jest
      .mocked(write)
      .mockReset()
      .mockImplementation((seen) => {
        const ending = deferred<WriteResult>();
        writes.set(labelOf(seen), ending);
        return ending.promise;
      });
  }
  jest.mocked(pendingWriteFor).mockReset().mockReturnValue(undefined);
  closeApp();
});

/** Lets the write of that bucket end well. */
async function finish(label: string, state: string, outcome: WriteResult['outcome'] = 'done'): Promise<void> {
  const place = grantOf(label, 'production');
  const before = queueAt(place);
  states.set(place.bucket, state);
  const after = queueAt(place);
  const shared = { after, theirs: [] };
  writes
    .get(label)
    ?.resolve(
      outcome === 'done'
        ? { ...shared, outcome, before, changed: [], recorded: true }
        : { ...shared, outcome },
    );
  writes.delete(label);
  await settled();
}

async function fail(label: string, failure: AppError): Promise<void> {
  writes.get(label)?.reject(failure);
  writes.delete(label);
  await settled();
}

const sheetOf = (board: Board): Node => find(board.page, '.bulk');
const button = (board: Board, name: 'confirm' | 'cancel'): Node =>
  find(sheetOf(board), `.${name}`, '.button');
/** Says yes to the question of the sheet, once it has rested. */
async function sayYes(board: Board): Promise<void> {
  await rested(sheetOf(board));
  await tap(button(board, 'confirm'));
}
const labels = (board: Board): string[] => board.cards.map(({ label }) => label);
const choice = (board: Board): string[] =>
  board.cards.filter((card) => card.choice === 'on').map(({ label }) => label);

async function choosing(): Promise<Board> {
  const board = await Board.open();
  await tap(find(board.page, '.choose'));
  return board;
}

const toggle = (board: Board, label: string): Promise<void> => tap(find(board.card(label), '.main'));

async function chooseAll(board: Board, environment: string): Promise<void> {
  board.call('onChooseAll', { currentTarget: { dataset: { environment } } });
  await settled();
}

async function ask(board: Board): Promise<void> {
  await tap(find(board.page, '.ask-chosen', '.button'));
  await until(() => has(sheetOf(board), '.cancel'));
}

async function type(board: Board, value: string): Promise<void> {
  board.call('onType', { detail: { value } });
  await settled();
}

/** Begins to pause every production queue that runs: P1 to P4. */
async function pausing(): Promise<Board> {
  const board = await choosing();
  await chooseAll(board, 'production');
  await ask(board);
  await type(board, '4');
  await sayYes(board);
  return board;
}

/** What the sheet says of each target, by the label of its bucket, in the order of the sheet. */
const told = (board: Board): [string, string][] =>
  board.data.bulk.rows.map(({ place, status, error }) => [place.slice(0, 2), error?.title ?? status]);

test('while choosing, what can not be paused is out of sight, and a row is a checkbox', async () => {
  jest
    .mocked(pendingWriteFor)
    .mockImplementation(({ bucket }) =>
      bucket.startsWith('p4') ? makePendingWrite({ ref: { ...PHOTOS, queueId: '' } }) : undefined,
    );
  const board = await choosing();
  // P5 is paused, and nobody knows about P4.
  expect(labels(board)).toEqual(['P1', 'P2', 'P3', 'S1']);
  const main = find(board.card('P2'), '.main');
  expect(has(board.card('P2'), '.action')).toBe(false);
  await tap(main);
  expect(choice(board)).toEqual(['P2']);
  await tap(main);
  expect(choice(board)).toEqual([]);
  await tap(find(board.page, '.choose-none', '.button'));
  expect(labels(board)).toHaveLength(6);
  expect(has(board.page, '.bar')).toBe(false);
});

test('a queue of another environment is refused with words; all of it can be chosen instead', async () => {
  const board = await choosing();
  await toggle(board, 'P1');
  await toggle(board, 'S1');
  expect(choice(board)).toEqual(['P1']);
  expect(textOf(find(board.page, '.note'))).toBe(
    '没有选上：queue-s1-1250000000 在预发布环境，不能和生产环境的一起暂停',
  );
  expect(textOf(find(board.page, '.bar'))).toContain('生产 4预发布 1');
  await chooseAll(board, 'staging');
  expect(choice(board)).toEqual(['S1']);
  await ask(board);
  expect(told(board).map(([label]) => label)).toEqual(['S1']);
});

test('all that run are those that the search leaves', async () => {
  const board = await choosing();
  board.call('onSearch', { detail: { value: 'p3' } });
  await settled();
  await chooseAll(board, 'production');
  expect(board.data.bulk.askText).toBe('暂停 1');
});

test('yes takes the number: without it nothing is written', async () => {
  const board = await choosing();
  await chooseAll(board, 'production');
  await ask(board);
  expect(textOf(sheetOf(board))).toContain('暂停生产环境的 4 个队列');
  for (const part of ['queue-p1-1250000000', 'ap-guangzhou · p1-1250000000', '生产', '只改变状态']) {
    expect(textOf(sheetOf(board))).toContain(part);
  }
  for (const wrong of ['', '3', '44']) {
    await type(board, wrong);
    await tap(button(board, 'confirm'));
    await board.call('onConfirmChosen');
  }
  expect(pauseQueue).not.toHaveBeenCalled();
  await tap(button(board, 'cancel'));
  expect(choice(board)).toEqual(['P1', 'P2', 'P3', 'P4']);
});

test('three are written at a time, each once, however often yes is tapped', async () => {
  const board = await pausing();
  await board.call('onConfirmChosen');
  expect([...writes.keys()]).toEqual(['P1', 'P2', 'P3']);
  await finish('P2', 'Paused');
  expect([...writes.keys()]).toEqual(['P1', 'P3', 'P4']);
  for (const label of ['P1', 'P3', 'P4']) await finish(label, 'Paused');
  expect(jest.mocked(pauseQueue).mock.calls.map(([seen]) => labelOf(seen))).toEqual(['P1', 'P2', 'P3', 'P4']);
  expect(board.data.bulk.progress).toBe('4/4 · 4 已暂停，并已核对');
});

test('each is told as it ended, what has to be looked at first; nothing is done before it is', async () => {
  const board = await pausing();
  expect(told(board)).toEqual([
    ['P1', '正在读取…'],
    ['P2', '正在读取…'],
    ['P3', '正在读取…'],
    ['P4', ''],
  ]);
  await finish('P1', 'Paused');
  await finish('P2', 'Paused', 'already');
  await fail(
    'P3',
    new AppError(
      'WRITE_NOT_DONE',
      { cloudCode: 'AccessDenied', requestId: 'r-3' },
      new AppError('ACCESS_DENIED'),
    ),
  );
  expect(board.data.bulk.progress).toBe('3/4 · 1 已暂停，并已核对 · 1 本来如此，没有提交 · 1 异常');
  await fail('P4', new WriteUnknownError('w-4'));
  expect(told(board)).toEqual([
    ['P3', '没有生效，队列没有变化'],
    ['P4', '结果未知：已提交，还没能核对'],
    ['P2', '本来如此，没有提交'],
    ['P1', '已暂停，并已核对'],
  ]);
  const text = textOf(find(board.page, '.targets'));
  for (const part of ['没有权限访问', 'AccessDenied', 'r-3']) expect(text).toContain(part);
});

test('resuming only what the run paused leaves the rest: paused before, already so, failed, unknown', async () => {
  const board = await pausing();
  await finish('P1', 'Paused');
  await finish('P2', 'Paused', 'already');
  await fail('P3', new AppError('WRITE_NOT_DONE'));
  await finish('P4', 'Paused');
  await tap(button(board, 'cancel'));
  await tap(find(board.page, '.last'));
  expect(textOf(button(board, 'confirm'))).toBe('只恢复这 2 个');
  await sayYes(board);
  expect(told(board).map(([label]) => label)).toEqual(['P1', 'P4']);
  await sayYes(board);
  expect(resumeQueue).not.toHaveBeenCalled();
  await type(board, '2');
  await sayYes(board);
  await finish('P1', 'Active');
  await finish('P4', 'Active');
  expect(jest.mocked(resumeQueue).mock.calls.map(([seen]) => labelOf(seen))).toEqual(['P1', 'P4']);
  expect(board.data.bulk.last).toBe('');
});

test('what somebody resumed meanwhile is not what the run paused, also when it is paused once more', async () => {
  const board = await pausing();
  for (const label of ['P1', 'P2', 'P3', 'P4']) await finish(label, 'Paused');
  await tap(button(board, 'cancel'));
  expect(board.data.bulk.last).toBe('这次暂停的 4 个');
  for (const state of ['Active', 'Paused']) {
    states.set('p2-1250000000', state);
    await board.call('onPullDownRefresh');
    await settled();
  }
  expect(board.data.bulk.last).toBe('这次暂停的 3 个');
});

/** Ends the app, as WeChat does: without a word to it. */
function close(board: Board): void {
  board.call('onUnload');
  closeApp();
}

/** Pauses P1 to P4 and closes the app; what happens meanwhile is up to the test. */
async function pausedBefore(): Promise<void> {
  const board = await pausing();
  for (const label of ['P1', 'P2', 'P3', 'P4']) await finish(label, 'Paused');
  close(board);
}

test('what the run paused can be resumed after the app was closed: that alone, and what nobody wrote to since', async () => {
  await pausedBefore();
  // Somebody resumed P2, and P3 as well, which was then paused once more.
  states.set('p2-1250000000', 'Active');
  times.set('p3-1250000000', '2026-11-24T11:00:00+0800');
  const board = await Board.open();
  expect(board.data.bulk.last).toBe('这次暂停的 2 个');
  await tap(find(board.page, '.last'));
  expect(told(board).map(([label]) => label)).toEqual(['P1', 'P4']);
  await type(board, '2');
  await sayYes(board);
  await finish('P1', 'Active');
  await finish('P4', 'Active');
  expect(jest.mocked(resumeQueue).mock.calls.map(([seen]) => labelOf(seen))).toEqual(['P1', 'P4']);
  close(board);
  expect((await Board.open()).data.bulk.last).toBe('');
});

test('a stored board says nothing about what the run paused: only CI does', async () => {
  await pausedBefore();
  const answers = deferred<never>();
  jest.mocked(listQueues).mockReturnValue(answers.promise);
  const board = await Board.open();
  expect(board.cards).not.toEqual([]);
  expect(board.data.bulk.last).toBe('');
  close(board);
  jest
    .mocked(listQueues)
    .mockImplementation((place) => Promise.resolve({ queues: [queueAt(place)], notFound: [] }));
  expect((await Board.open()).data.bulk.last).toBe('这次暂停的 4 个');
});

test('a callback that is corrected while a queue is paused does not make it somebody else’s', async () => {
  const board = await pausing();
  for (const label of ['P1', 'P2', 'P3', 'P4']) await finish(label, 'Paused');
  await tap(button(board, 'cancel'));
  times.set('p1-1250000000', '2026-11-24T11:00:00+0800');
  await board.call('onPullDownRefresh');
  await settled();
  close(board);
  expect((await Board.open()).data.bulk.last).toBe('这次暂停的 4 个');
});

test('the next run takes the place of the last one, also of what could not be read meanwhile', async () => {
  await pausedBefore();
  states.set('p1-1250000000', 'Active');
  const listing = (place: BucketRef) => Promise.resolve({ queues: [queueAt(place)], notFound: [] });
  jest
    .mocked(listQueues)
    .mockImplementation((place) =>
      labelOf(place) === 'P2' ? Promise.reject(new AppError('NETWORK')) : listing(place),
    );
  const board = await choosing();
  await chooseAll(board, 'production');
  await ask(board);
  await type(board, '1');
  await sayYes(board);
  await finish('P1', 'Paused');
  close(board);
  jest.mocked(listQueues).mockImplementation(listing);
  expect((await Board.open()).data.bulk.last).toBe('这次暂停的 1 个');
});

describe('what is learned after the run', () => {
  /** P1 is paused; of P2 it is not known; P3 was refused; P4 was paused by others. */
  const partly = async (): Promise<Board> => {
    const board = await pausing();
    await finish('P1', 'Paused');
    jest
      .mocked(pendingWriteFor)
      .mockImplementation(({ bucket }) => (bucket.startsWith('p2') ? makePendingWrite() : undefined));
    await fail('P2', new WriteUnknownError('w-2'));
    await fail('P3', new AppError('WRITE_NOT_DONE'));
    await finish('P4', 'Paused', 'already');
    return board;
  };
  /** The outcome of P2, as the journal tells it. */
  const learn = async (kind: 'done' | 'overtaken'): Promise<void> => {
    jest.mocked(pendingWriteFor).mockReturnValue(undefined);
    if (kind === 'done') {
      states.set('p2-1250000000', 'Paused');
      times.set('p2-1250000000', '2026-11-24T10:00:09+0800');
    }
    for (const [listener] of jest.mocked(onPendingChange).mock.calls) {
      listener(queueAt(grantOf('P2', 'production')), undefined, { kind });
    }
    await settled();
  };

  beforeEach(() => {
    jest.mocked(onPendingChange).mockClear();
    pausedQueues.watch();
  });

  test('an item that is found done later is on the way back, and told as done', async () => {
    const board = await partly();
    expect(textOf(button(board, 'confirm'))).toBe('只恢复这 1 个');
    await learn('done');
    expect(textOf(button(board, 'confirm'))).toBe('只恢复这 2 个');
    expect(told(board).find(([label]) => label === 'P2')).toEqual(['P2', '已暂停，并已核对']);
    await sayYes(board);
    expect(told(board).map(([label]) => label)).toEqual(['P1', 'P2']);
  });

  test('one that others have written over is not', async () => {
    const board = await partly();
    await learn('overtaken');
    expect(board.data.bulk.last).toBe('这次暂停的 1 个');
  });

  test('one that was paused and differs in something else is on the way back', async () => {
    const board = await pausing();
    const before = queueAt(grantOf('P1', 'production'));
    states.set('p1-1250000000', 'Paused');
    const after = queueAt(grantOf('P1', 'production'));
    const changed = [{ field: 'state' as const, from: 'Active', to: 'Paused' }];
    await fail('P1', new WriteDiffersError(before, after, changed, [], []));
    for (const label of ['P2', 'P3', 'P4']) await fail(label, new AppError('WRITE_NOT_DONE'));
    expect(textOf(button(board, 'confirm'))).toBe('只恢复这 1 个');
  });
});

describe('a second run', () => {
  /** P1 is paused by a first run; a second one is asked about P2 to P4. */
  const second = async (): Promise<Board> => {
    const board = await pausing();
    await finish('P1', 'Paused');
    for (const label of ['P2', 'P3', 'P4']) await fail(label, new AppError('WRITE_NOT_DONE'));
    await tap(button(board, 'cancel'));
    await board.call('onPullDownRefresh');
    await settled();
    await tap(find(board.page, '.choose'));
    await chooseAll(board, 'production');
    await ask(board);
    await type(board, '3');
    await sayYes(board);
    return board;
  };

  test('that pauses nothing leaves the way back of the first one, in its sheet and after the app was closed', async () => {
    const board = await second();
    for (const label of ['P2', 'P3', 'P4']) await finish(label, 'Paused', 'already');
    expect([board.data.bulk.sheet?.confirmText, board.data.bulk.last]).toEqual(['', '这次暂停的 1 个']);
    await tap(button(board, 'cancel'));
    await tap(find(board.page, '.last'));
    expect(told(board).map(([label]) => label)).toEqual(['P1']);
    close(board);
    expect((await Board.open()).data.bulk.last).toBe('这次暂停的 1 个');
  });

  test('that pauses one takes its place', async () => {
    const board = await second();
    await finish('P2', 'Paused');
    for (const label of ['P3', 'P4']) await fail(label, new AppError('WRITE_NOT_DONE'));
    await sayYes(board);
    expect(told(board).map(([label]) => label)).toEqual(['P2']);
  });
});

test('an app that is ended in the middle of a run can still resume what was paused until then', async () => {
  const board = await pausing();
  await finish('P2', 'Paused');
  close(board);
  expect((await Board.open()).data.bulk.last).toBe('这次暂停的 1 个');
});

test('a viewer is not offered the way back', async () => {
  await pausedBefore();
  signIn('viewer');
  expect((await Board.open()).data.bulk.last).toBe('');
});

test('stop: what has begun is seen through, the rest is told as not sent; a tap beside the sheet stops nothing', async () => {
  const board = await pausing();
  find(sheetOf(board), '.beside').dispatchEvent('click');
  await settled();
  expect(told(board)[3]).toEqual(['P4', '']);
  await tap(button(board, 'cancel'));
  expect(told(board)[3]).toEqual(['P4', '已停止，没有提交']);
  for (const label of ['P1', 'P2', 'P3']) await finish(label, 'Paused');
  await until(() => board.data.bulk.progress === '4/4 · 3 已暂停，并已核对 · 1 已停止，没有提交');
  await until(() => textOf(button(board, 'confirm')) === '只恢复这 3 个');
  expect(pauseQueue).toHaveBeenCalledTimes(3);
});

test.each(['onHide', 'onUnload'])('%s begins nothing more', async (lifecycle) => {
  const board = await pausing();
  board.call(lifecycle);
  for (const label of ['P1', 'P2', 'P3']) await finish(label, 'Paused');
  expect(pauseQueue).toHaveBeenCalledTimes(3);
});

test('a page that is left is not written to any more', async () => {
  const board = await pausing();
  board.call('onUnload');
  const setData = jest.spyOn(board.page.instance, 'setData');
  await finish('P1', 'Paused');
  expect(setData).not.toHaveBeenCalled();
});

test('a viewer is not offered it, and one who becomes a viewer is led out of it', async () => {
  signIn('viewer');
  const board = await Board.open();
  expect(has(board.page, '.choose')).toBe(false);
  signIn('operator');
  const other = await choosing();
  signIn('viewer');
  await other.call('onPullDownRefresh');
  await settled();
  expect([other.data.readOnly, other.data.bulk.choosing]).toEqual([true, false]);
});

test('of a long list fifty are shown; the rest is turned to, all are counted, and the end is told from the start', async () => {
  const many = Array.from({ length: 120 }, (_, index) =>
    grantOf(`Q${String(index).padStart(3, '0')}`, 'test'),
  );
  jest.mocked(getSession).mockResolvedValue({ admin: { name: '小王', role: 'operator' }, buckets: many });
  const all = many.map((grant) => queueOf(grant));
  jest
    .mocked(listQueues)
    .mockImplementation(({ bucket }) =>
      Promise.resolve({ queues: all.filter((queue) => queue.bucket === bucket), notFound: [] }),
    );
  jest.mocked(pauseQueue).mockImplementation((before) =>
    Promise.resolve({
      outcome: 'done',
      before,
      after: { ...before, state: 'Paused' },
      changed: [],
      theirs: [],
      recorded: true,
    }),
  );
  const board = await choosing();
  await chooseAll(board, 'test');
  await ask(board);
  const shown = (): unknown[] => {
    const { rows, part } = board.data.bulk;
    return [rows.length, rows[0]?.place.slice(0, 4), part];
  };
  const turn = (name: string): Promise<void> => tap(find(board.page, name, '.button'));
  expect(shown()).toEqual([50, 'Q000', '1–50 / 120']);
  await turn('.turn-back');
  expect(shown()).toEqual([50, 'Q000', '1–50 / 120']);
  await turn('.turn-on');
  await turn('.turn-on');
  expect(shown()).toEqual([20, 'Q100', '101–120 / 120']);
  await turn('.turn-on');
  expect(shown()).toEqual([20, 'Q100', '101–120 / 120']);

  await type(board, '120');
  await sayYes(board);
  await until(() => board.data.bulk.progress?.startsWith('120/120') ?? false);
  expect(board.data.bulk.part).toBe('1–50 / 120');
});
