import {
  countBoard,
  oldestRead,
  startLoading,
  withBucket,
  withQueue,
  type BoardBucket,
} from '../../../miniprogram/models/board';
import { toBoardQueue } from '../../../miniprogram/models/board-queue';
import { AppError } from '../../../miniprogram/models/errors';
import type { Queue } from '../../../miniprogram/models/queue';
import type { XmlRecord } from '../../../miniprogram/models/xml';
import type { BucketGrant } from '../../../typings/signing-api';
import { makeQueue } from '../../support/make-queue';

const grant = (bucket: string, label: string): BucketGrant => ({
  bucket,
  region: 'ap-guangzhou',
  label,
  environment: 'test',
  group: 'main',
});
const queueIn = (bucket: string, elements: XmlRecord): Queue =>
  makeQueue(elements, { bucket, region: 'ap-guangzhou' });

const photos = grant('photos-1250000000', '商品图片');
const avatars = grant('avatars-1250000000', 'Avatars');
const running = queueIn(photos.bucket, { QueueId: 'p1', Name: 'queue-one', State: 'Active' });
const paused = queueIn(avatars.bucket, { QueueId: 'p2', Name: 'queue-two', State: 'Paused' });
const strange = queueIn(avatars.bucket, { QueueId: 'p3', Name: 'queue-three', State: 'Draining' });

const answered = (bucket: BucketGrant, ...queues: Queue[]): BoardBucket => ({
  grant: bucket,
  loading: false,
  known: true,
  queues: queues.map(toBoardQueue),
  readAt: 1_000,
  error: null,
});
const board = [answered(photos, running), answered(avatars, paused, strange)];
test('counts are of queues by state, and of buckets that failed; a state that CI added later counts under all', () => {
  const failed = { ...answered(photos), error: new AppError('TIMEOUT') };
  const closed = { ...answered(photos), error: new AppError('SERVICE_NOT_OPEN') };
  expect(countBoard([...board, failed, closed])).toEqual({ all: 3, running: 1, paused: 1, issues: 1 });
});

test('issues are buckets that failed, each once, and queues whose callbacks look broken', () => {
  const production = { ...photos, environment: 'production' as const };
  const mute = queueIn(photos.bucket, { QueueId: 'p4', NotifyConfig: { State: 'Off' } });
  const aimless = queueIn(avatars.bucket, { QueueId: 'p5', NotifyConfig: { State: 'On', Type: 'Url' } });
  expect(countBoard([answered(production, running, mute), answered(avatars, aimless)]).issues).toBe(2);
  expect(countBoard([answered(photos, mute)]).issues).toBe(0);
  expect(countBoard([{ ...answered(production, mute), error: new AppError('TIMEOUT') }]).issues).toBe(1);
});

test('loading anew keeps what is known, takes the new grants in their order, and drops the old ones', () => {
  const renamed = { ...avatars, label: '头像' };
  const fresh = grant('new-1250000000', 'new');
  const loading = startLoading(board, [renamed, fresh]);
  expect(loading.map(({ grant: { label }, loading: busy, known }) => [label, busy, known])).toEqual([
    ['头像', true, true],
    ['new', true, false],
  ]);
  expect(loading[0]?.queues).toEqual([paused, strange].map(toBoardQueue));
});

test('a change reaches its own bucket only: the same name in another region is another bucket', () => {
  const elsewhere = { ...answered(photos, running), grant: { ...photos, region: 'ap-beijing' } };
  const changed = withBucket([...board, elsewhere], photos, { queues: [] });
  expect(changed.map(({ queues }) => queues.length)).toEqual([0, 2, 1]);
});

test('a queue is replaced by its newer self', () => {
  const after = queueIn(avatars.bucket, { QueueId: 'p2', Name: 'queue-two', State: 'Active' });
  expect(countBoard(withQueue(board, after))).toMatchObject({ all: 3, running: 2, paused: 0 });
});

test('the board is as old as what was read longest ago; a bucket that was never read has no age', () => {
  const older = { ...answered(photos, running), readAt: 400 };
  const [silent] = startLoading([], [grant('new-1250000000', 'new')]);
  expect(oldestRead([...board, older, ...(silent ? [silent] : [])])).toBe(400);
  expect(oldestRead(silent ? [silent] : board)).toBeUndefined();
});
