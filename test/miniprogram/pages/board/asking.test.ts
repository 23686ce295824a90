/** Which question the board asks, when rows from the storage have to be read before they can be asked about. */
import './services';
import { pauseQueue } from '../../../../miniprogram/services/writes/writer';
import { listQueues, type QueueList } from '../../../../miniprogram/services/ci/queues';
import { getSession } from '../../../../miniprogram/services/access/session';
import { fakeWx } from '../../../component-support/fake-wx';
import { find, has, until } from '../../../component-support/simulate';
import { deferred, type Deferred } from '../../../support/deferred';
import { AVATARS, Board, PHOTOS, queueOf, settled, tap } from './bench';

const VIDEOS = { ...PHOTOS, bucket: 'videos-1250000000', label: '视频封面' };
const GRANTS = [PHOTOS, AVATARS, VIDEOS];

let answers: Map<string, Deferred<QueueList>>;

beforeEach(() => {
  answers = new Map();
  jest.mocked(getSession).mockResolvedValue({ admin: { name: '小王', role: 'operator' }, buckets: GRANTS });
  jest.mocked(listQueues).mockImplementation(({ bucket }) => {
    const waiting = deferred<QueueList>();
    answers.set(bucket, waiting);
    return waiting.promise;
  });
  jest
    .mocked(pauseQueue)
    .mockReset()
    .mockImplementation(() => new Promise(() => undefined));
  const savedAt = Date.now() - 60_000;
  fakeWx.getStorageSync.mockImplementation((key) =>
    key === 'board'
      ? {
          version: STORED_VERSION,
          role: 'operator',
          savedAt,
          buckets: GRANTS.map((grant) => ({
            grant,
            readAt: savedAt,
            queues: [{ queueId: `p-${grant.bucket}`, name: 'q', state: 'Active', callback: { kind: 'off' } }],
          })),
        }
      : '',
  );
});

const STORED_VERSION = 1;

/** Lets the read of that bucket end. */
async function read(grant: typeof PHOTOS): Promise<void> {
  answers.get(grant.bucket)?.resolve({ queues: [queueOf(grant)], notFound: [] });
  await settled();
}

const tapPause = (board: Board, label: string): Promise<void> => tap(find(board.card(label), '.action'));
const asked = (board: Board): string | undefined =>
  board.data.asking ? board.data.question?.target?.bucket : undefined;

test('a read that ends late does not take the place of the question that was asked meanwhile', async () => {
  const board = await Board.open();
  await tapPause(board, PHOTOS.label);
  await tapPause(board, AVATARS.label);
  await read(AVATARS);
  await until(() => asked(board) === AVATARS.bucket);
  await read(PHOTOS);
  expect(asked(board)).toBe(AVATARS.bucket);
  await board.confirm();
  expect(jest.mocked(pauseQueue).mock.calls.map(([seen]) => seen.bucket)).toEqual([AVATARS.bucket]);
});

test('of two wishes the last one is asked, also when the first one could be asked earlier', async () => {
  const board = await Board.open();
  await tapPause(board, PHOTOS.label);
  await tapPause(board, AVATARS.label);
  await read(PHOTOS);
  expect(asked(board)).toBeUndefined();
  await read(AVATARS);
  expect(asked(board)).toBe(AVATARS.bucket);
});

test('nothing is asked over the sheet of several queues', async () => {
  const board = await Board.open();
  await read(VIDEOS);
  await tapPause(board, PHOTOS.label);
  await tap(find(board.page, '.choose'));
  board.call('onChooseAll', { currentTarget: { dataset: { environment: 'production' } } });
  await settled();
  await tap(find(board.page, '.ask-chosen', '.button'));
  await until(() => has(find(board.page, '.bulk'), '.cancel'));
  await read(PHOTOS);
  expect([asked(board), board.data.bulk.open]).toEqual([undefined, true]);
});

test('several queues are not asked about over the question that is open', async () => {
  const board = await Board.open();
  await read(VIDEOS);
  await tap(find(board.page, '.choose'));
  board.call('onChooseAll', { currentTarget: { dataset: { environment: 'production' } } });
  await settled();
  board.call('onAct', { detail: { key: board.cards[0]?.key, action: 'pause' } });
  await settled();
  expect(asked(board)).toBe(VIDEOS.bucket);
  board.call('onAskChosen');
  await settled();
  expect([asked(board), board.data.bulk.open]).toEqual([VIDEOS.bucket, false]);
});

test.each([
  ['another page is open', (board: Board) => board.call('onHide')],
  ['another page was open meanwhile', (board: Board) => [board.call('onHide'), board.call('onShow')]],
  ['the admin searches', (board: Board) => board.call('onSearch', { detail: { value: 'p-' } })],
  [
    'the admin looks at another filter',
    (board: Board) => board.call('onFilter', { currentTarget: { dataset: { filter: 'running' } } }),
  ],
])('nothing is asked any more when %s', async (_, turnAway) => {
  const board = await Board.open();
  await tapPause(board, PHOTOS.label);
  turnAway(board);
  await read(PHOTOS);
  expect(asked(board)).toBeUndefined();
  board.call('onShow');
  await settled();
  expect(asked(board)).toBeUndefined();
});
