import type { BucketGrant } from '../../typings/signing-api';
import { MASK, parseCallbackUrl } from './callback-url';
import type { AppError } from './errors';
import type { NotifyConfig } from './notify-config';
import { isSameQueue, type BucketRef, type Queue } from './queue';

/** One bucket of the board. Never changed in place. */
export interface BoardBucket {
  readonly grant: BucketGrant;
  /** A request for it is under way. */
  readonly loading: boolean;
  /** It has answered at least once: without that, no queues does not mean none. */
  readonly known: boolean;
  /** What it last answered; kept while a newer answer is missing. */
  readonly queues: readonly Queue[];
  /** Why the last request gave nothing. */
  readonly error: AppError | null;
}

export const BOARD_FILTERS = ['all', 'running', 'paused'] as const;
export type BoardFilter = (typeof BOARD_FILTERS)[number];

/** What the admin wants to see of the board. */
export interface BoardQuery {
  filter: BoardFilter;
  /** Words, each to be found in the names of a queue or of its bucket. */
  search: string;
}

/** Part of a bucket that answers a query. */
export interface BoardGroup {
  bucket: BoardBucket;
  queues: readonly Queue[];
  /** Whether anything of it is to be seen; a bucket that failed is, whatever the filter. */
  visible: boolean;
}

/** @returns whether both name the same bucket. */
export function isSameBucket(a: BucketRef, b: BucketRef): boolean {
  return a.bucket === b.bucket && a.region === b.region;
}

/** @returns the board of these grants, in the owner's order, all of it loading. What was known stays until answered. */
export function startLoading(
  before: readonly BoardBucket[],
  grants: readonly BucketGrant[],
): readonly BoardBucket[] {
  return grants.map((grant) => {
    const known = before.find((bucket) => isSameBucket(bucket.grant, grant));
    return known === undefined
      ? { grant, loading: true, known: false, queues: [], error: null }
      : { ...known, grant, loading: true };
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
  return board.map((bucket) =>
    isSameBucket(bucket.grant, queue)
      ? { ...bucket, queues: bucket.queues.map((other) => (isSameQueue(other, queue) ? queue : other)) }
      : bucket,
  );
}

/** @returns how many queues each filter lets through. A state that CI added later counts under `all` only. */
export function countQueues(board: readonly BoardBucket[]): Record<BoardFilter, number> {
  const queues = board.flatMap((bucket) => bucket.queues);
  const count = (filter: BoardFilter): number => queues.filter((queue) => passes(queue, filter)).length;
  return { all: queues.length, running: count('running'), paused: count('paused') };
}

/** @returns what the query leaves of each bucket, in order, hidden ones too. */
export function queryBoard(board: readonly BoardBucket[], { filter, search }: BoardQuery): BoardGroup[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return board.map((bucket) => {
    const names = [bucket.grant.label, bucket.grant.bucket];
    const queues = bucket.queues.filter(
      (queue) => passes(queue, filter) && matches(words, [...names, queue.name, queue.queueId]),
    );
    // Nobody knows what a bucket holds that has not answered, so only its own names can rule it out.
    const unanswered = !bucket.known || bucket.error !== null;
    const empty = bucket.queues.length === 0 && filter === 'all';
    return { bucket, queues, visible: queues.length > 0 || ((unanswered || empty) && matches(words, names)) };
  });
}

/** Who is told about finished jobs, in one line's worth. */
export type CallbackSummary =
  | { kind: 'off' }
  /** Only the host: path and query of a callback address often hold its key. */
  | { kind: 'url'; host: string }
  | { kind: 'tdmq'; name: string; region: string }
  /** A type or a state that this version does not know, as CI spells it. */
  | { kind: 'other'; text: string };

/** @returns the summary of a callback configuration. */
export function summarizeCallback(notify: NotifyConfig): CallbackSummary {
  if (notify.state === 'Off') return { kind: 'off' };
  if (notify.state !== 'On') return { kind: 'other', text: notify.state };
  if (notify.type === 'Url') return { kind: 'url', host: parseCallbackUrl(notify.url)?.host ?? MASK };
  if (notify.type === 'TDMQ') return { kind: 'tdmq', name: notify.mqName, region: notify.mqRegion };
  return { kind: 'other', text: notify.type };
}

function passes(queue: Queue, filter: BoardFilter): boolean {
  if (filter === 'all') return true;
  return queue.state === (filter === 'running' ? 'Active' : 'Paused');
}

function matches(words: readonly string[], names: readonly string[]): boolean {
  const texts = names.map((name) => name.toLowerCase());
  return words.every((word) => texts.some((text) => text.includes(word)));
}
