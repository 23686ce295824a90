import { bucketKey, hasFailed, isIssue, isSuspect, type BoardBucket, type BoardFilter } from './board';
import type { BoardQueue } from './board-queue';
import { queueKey } from './queue';

/** One row of the board: a queue, or a bucket that has something to say for itself. */
export interface BoardEntry {
  readonly key: string;
  readonly bucket: BoardBucket;
  /** `null`: the bucket itself, because it has not answered, has failed, or is empty. */
  readonly queue: BoardQueue | null;
}

/** What the admin wants to see of the board. */
export interface BoardQuery {
  filter: BoardFilter;
  /** Words, each to be found in the names of a queue or of its bucket. */
  search: string;
}

/** @returns every row that the board can have. */
export function entriesOf(board: readonly BoardBucket[]): BoardEntry[] {
  return board.flatMap((bucket) => {
    const rows: BoardEntry[] = bucket.queues.map((queue) => ({ key: queueKey(queue), bucket, queue }));
    // A failure stands above the board; queues that were read before keep their place without it.
    const speaks = !bucket.known || rows.length === 0 || (bucket.error !== null && !hasFailed(bucket));
    return speaks ? [{ key: bucketKey(bucket.grant), bucket, queue: null }, ...rows] : rows;
  });
}

/** @returns what the query leaves, in the same order. */
export function queryEntries(entries: readonly BoardEntry[], { filter, search }: BoardQuery): BoardEntry[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return entries.filter((entry) => passes(entry, filter) && matches(words, namesOf(entry)));
}

function passes({ bucket, queue }: BoardEntry, filter: BoardFilter): boolean {
  if (filter === 'all') return true;
  if (filter === 'issues') return isIssue(bucket, queue);
  // A bucket that has not answered may hold anything, so no filter rules it out.
  if (queue === null) return !bucket.known || bucket.error !== null;
  return queue.state === (filter === 'running' ? 'Active' : 'Paused');
}

function namesOf({ bucket, queue }: BoardEntry): string[] {
  const names = [bucket.grant.label, bucket.grant.bucket];
  return queue === null ? names : [...names, queue.name, queue.queueId];
}

function matches(words: readonly string[], names: readonly string[]): boolean {
  if (words.length === 0) return true;
  const texts = names.map((name) => name.toLowerCase());
  return words.every((word) => texts.some((text) => text.includes(word)));
}

const ENVIRONMENT_ORDER: readonly string[] = ['production', 'staging', 'test', 'development'];

/** Keeps rows where they are. New ones stand where their bucket stood; only a rearrangement sorts by attention. */
export class RowOrder {
  private places = new Map<string, number>();

  /** @returns the rows sorted by what needs attention, an order that {@link keep} keeps from now on. */
  sort(entries: readonly BoardEntry[]): BoardEntry[] {
    this.places = new Map();
    return this.settle([...entries].sort(byAttention));
  }

  /** @returns the rows in the order that they have; rows that were not there come where their bucket is, or last. */
  keep(entries: readonly BoardEntry[]): BoardEntry[] {
    const placed = entries.map((entry) => ({ entry, place: this.placeOf(entry) }));
    placed.sort((a, b) => a.place - b.place || byAttention(a.entry, b.entry));
    return this.settle(placed.map(({ entry }) => entry));
  }

  private placeOf({ key, bucket }: BoardEntry): number {
    return this.places.get(key) ?? this.places.get(bucketKey(bucket.grant)) ?? Infinity;
  }

  private settle(sorted: BoardEntry[]): BoardEntry[] {
    const places = new Map<string, number>();
    sorted.forEach(({ key, bucket }, index) => {
      places.set(key, index);
      // A bucket stands where its first row does: what it says next comes there.
      const own = bucketKey(bucket.grant);
      if (!places.has(own)) places.set(own, index);
    });
    this.places = places;
    return sorted;
  }
}

/** Buckets that failed, paused queues, callbacks that look broken, then the rest; each by environment and name. */
function byAttention(a: BoardEntry, b: BoardEntry): number {
  return (
    rankOf(a) - rankOf(b) ||
    environmentRank(a) - environmentRank(b) ||
    compareTexts(a.bucket.grant.label, b.bucket.grant.label) ||
    compareTexts(bucketKey(a.bucket.grant), bucketKey(b.bucket.grant)) ||
    placeInBucket(a) - placeInBucket(b)
  );
}

/** A bucket speaks before its queues, but for "there may be more", which comes after those that are there. */
function placeInBucket({ bucket, queue }: BoardEntry): number {
  if (queue !== null) return 1;
  return bucket.error === null ? 2 : 0;
}

function rankOf({ bucket, queue }: BoardEntry): number {
  if (queue?.state === 'Paused') return 1;
  // A failed refresh moves no card.
  if (queue !== null) return isSuspect(bucket, queue) ? 2 : 3;
  return hasFailed(bucket) ? 0 : 3;
}

function environmentRank({ bucket }: BoardEntry): number {
  const rank = ENVIRONMENT_ORDER.indexOf(bucket.grant.environment);
  return rank < 0 ? ENVIRONMENT_ORDER.length : rank;
}

/** By code unit: the comparison of languages needs Intl, which WeChat does not have everywhere. */
function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
