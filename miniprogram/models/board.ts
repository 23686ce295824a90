import type { BucketGrant } from '../../typings/signing-api';
import { callbackProblem, toBoardQueue, type BoardQueue } from './board-queue';
import type { AppError } from './errors';
import { isSameQueue, type BucketRef, type Queue } from './queue';

/** One bucket of the board. Never changed in place. */
export interface BoardBucket {
  readonly grant: BucketGrant;
  /** A request for it is under way. */
  readonly loading: boolean;
  /** It has answered in full at least once: without that there may be more queues than these. */
  readonly known: boolean;
  /** What it last answered; kept while a newer answer is missing. */
  readonly queues: readonly BoardQueue[];
  /** When it last answered in full, milliseconds by the phone's clock; `null` before that. */
  readonly readAt: number | null;
  /** Why the last request gave nothing. */
  readonly error: AppError | null;
}

export const BOARD_FILTERS = ['all', 'running', 'paused', 'issues'] as const;
/** `issues` are buckets that failed and queues whose callbacks look broken; the others are queues. */
export type BoardFilter = (typeof BOARD_FILTERS)[number];

/** @returns one string for the bucket, for maps. */
export function bucketKey({ bucket, region }: BucketRef): string {
  return `${region}/${bucket}`;
}

/** @returns whether both name the same bucket. */
export function isSameBucket(a: BucketRef, b: BucketRef): boolean {
  return a.bucket === b.bucket && a.region === b.region;
}

/** @returns whether its last request gave nothing. A bucket whose service is not open has answered, and clearly. */
export function hasFailed({ error }: BoardBucket): boolean {
  return error !== null && error.code !== 'SERVICE_NOT_OPEN';
}

/** @returns whether the callbacks of the queue look broken. */
export function isSuspect({ grant }: BoardBucket, queue: BoardQueue): boolean {
  return callbackProblem(queue.callback, grant.environment) !== null;
}

/** @returns whether the row wants a second look: all of a bucket that failed, callbacks that look broken. */
export function isIssue(bucket: BoardBucket, queue: BoardQueue | null): boolean {
  return hasFailed(bucket) || (queue !== null && isSuspect(bucket, queue));
}

/** @returns when the oldest of what is shown was read, `undefined` if nothing was. */
export function oldestRead(board: readonly BoardBucket[]): number | undefined {
  const times = board.flatMap(({ readAt }) => readAt ?? []);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** @returns the board of these grants, in the owner's order, all of it loading. What was known stays until answered. */
export function startLoading(
  before: readonly BoardBucket[],
  grants: readonly BucketGrant[],
): readonly BoardBucket[] {
  const known = new Map(before.map((bucket) => [bucketKey(bucket.grant), bucket]));
  return grants.map((grant) => {
    const old = known.get(bucketKey(grant));
    return old === undefined
      ? { grant, loading: true, known: false, queues: [], readAt: null, error: null }
      : { ...old, grant, loading: true };
  });
}

/** @returns the board with a change to one bucket; a bucket that is not on it changes nothing. */
export function withBucket(
  board: readonly BoardBucket[],
  place: BucketRef,
  change: Partial<Omit<BoardBucket, 'grant'>>,
): readonly BoardBucket[] {
  return board.map((bucket) => (isSameBucket(bucket.grant, place) ? { ...bucket, ...change } : bucket));
}

/** @returns the board with one queue as it reads now. */
export function withQueue(board: readonly BoardBucket[], queue: Queue): readonly BoardBucket[] {
  const shown = toBoardQueue(queue);
  return board.map((bucket) =>
    isSameBucket(bucket.grant, queue)
      ? { ...bucket, queues: bucket.queues.map((other) => (isSameQueue(other, queue) ? shown : other)) }
      : bucket,
  );
}

/** @returns how much each filter lets through. A state that CI added later counts under `all` only. */
export function countBoard(board: readonly BoardBucket[]): Record<BoardFilter, number> {
  const counts = { all: 0, running: 0, paused: 0, issues: 0 };
  for (const bucket of board) {
    // One cause, one issue: what its queues are like now is not known.
    const failed = hasFailed(bucket);
    if (failed) counts.issues += 1;
    for (const queue of bucket.queues) {
      const { state } = queue;
      counts.all += 1;
      if (!failed && isSuspect(bucket, queue)) counts.issues += 1;
      if (state === 'Active') counts.running += 1;
      if (state === 'Paused') counts.paused += 1;
    }
  }
  return counts;
}
