import '../../../component-support/fake-wx';
import { startLoading, type BoardBucket } from '../../../../miniprogram/models/board';
import { entriesOf } from '../../../../miniprogram/models/board-entries';
import { toBoardQueue } from '../../../../miniprogram/models/board-queue';
import { AppError, type AppErrorCode, type AppErrorDetails } from '../../../../miniprogram/models/errors';
import { isToldAbove, viewFailures } from '../../../../miniprogram/pages/board/failure-view';
import { PHOTOS, queueOf } from './bench';

/** A bucket that failed so; nothing is known of it. */
function failedBucket(name: string, code: AppErrorCode, details: AppErrorDetails = {}): BoardBucket {
  const grant = { ...PHOTOS, bucket: `${name}-1250000000`, label: name.toUpperCase() };
  const [bucket] = startLoading([], [grant]);
  if (bucket === undefined) throw new Error('one grant is one bucket');
  return { ...bucket, loading: false, error: new AppError(code, details) };
}
const withQueues = (bucket: BoardBucket): BoardBucket => ({
  ...bucket,
  known: true,
  readAt: 0,
  queues: [toBoardQueue(queueOf(bucket.grant))],
});
const many = (count: number, code: AppErrorCode): BoardBucket[] =>
  Array.from({ length: count }, (_, index) =>
    failedBucket(`${code.toLowerCase()}${index}`, code, { requestId: `r-${index}` }),
  );

test('200 buckets without a network are one failure', () => {
  expect(viewFailures(many(200, 'NETWORK'))).toMatchObject([
    { kind: 'many', count: 200, title: '200 个存储桶读取失败：网络连接不上', retryable: true, details: null },
  ]);
});

test('each cause is told once, the most frequent first', () => {
  const board = [
    failedBucket('a', 'THROTTLED'),
    ...many(2, 'ACCESS_DENIED'),
    ...many(3, 'NETWORK'),
    failedBucket('b', 'SERVICE_NOT_OPEN'),
  ];
  expect(viewFailures(board).map(({ key, count }) => [key, count])).toEqual([
    ['NETWORK', 3],
    ['ACCESS_DENIED', 2],
    ['THROTTLED', 1],
  ]);
});

test('a bucket that fails as no other does says its own name', () => {
  const alone = failedBucket('a', 'ACCESS_DENIED');
  const [unknown] = viewFailures([alone, ...many(2, 'NETWORK')]).slice(-1);
  expect(unknown).toMatchObject({ kind: 'one', label: 'A', isAbove: false });
  expect(viewFailures([withQueues(alone)])).toMatchObject([{ kind: 'one', label: 'A', isAbove: true }]);
});

test('an open failure names ten of its buckets, says how many more there are, and copies all', () => {
  const [failure] = viewFailures([...many(12, 'NETWORK'), ...many(2, 'TIMEOUT')], 'NETWORK');
  if (failure?.kind !== 'many' || failure.details === null) throw new Error('it is not open');
  expect(failure.details.buckets).toHaveLength(10);
  expect(failure.details.more).toBe('还有 2 个');
  const lines = failure.details.copyText.split('\n');
  expect(lines).toHaveLength(12);
  expect(lines[11]).toBe('ap-guangzhou · network11-1250000000 · NETWORK · RequestId: r-11');
});

test('a failure is being retried while one of its buckets is read', () => {
  const [first, ...others] = many(2, 'NETWORK');
  if (first === undefined) throw new Error('there are two');
  expect(viewFailures([{ ...first, loading: true }, ...others])).toMatchObject([{ retrying: true }]);
  expect(viewFailures([first, ...others])).toMatchObject([{ retrying: false }]);
});

test('a banner speaks for the buckets that share its cause, and for no other row', () => {
  const board = [
    ...many(2, 'NETWORK'),
    failedBucket('a', 'ACCESS_DENIED'),
    withQueues(failedBucket('q', 'NETWORK')),
  ];
  const failures = viewFailures(board);
  expect(entriesOf(board).map((entry) => isToldAbove(entry, failures))).toEqual([true, true, false, false]);
});
