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

/** @returns the queue of the row if it can be paused: it runs, and CI has described it. */
export function targetOf({ key, bucket: { grant }, queue }: BoardEntry): Target | undefined {
  return queue?.seen && queue.state === 'Active' ? { key, queue: queue.seen, grant } : undefined;
}
