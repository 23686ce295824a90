import type { BucketGrant } from '../../typings/signing-api';
import type { BoardEntry } from './board-entries';
import type { Queue } from './queue';

/** A queue that is written together with others. */
export interface Target {
  readonly key: string;
  /** As it was on the screen. */
  readonly queue: Queue;
  readonly grant: BucketGrant;
}

/** @returns the queues of these rows that can be paused: they run, and CI has described them. */
export function targetsOf(entries: readonly BoardEntry[]): Target[] {
  return entries.flatMap(({ key, bucket: { grant }, queue }) =>
    queue?.seen && queue.state === 'Active' ? [{ key, queue: queue.seen, grant }] : [],
  );
}
