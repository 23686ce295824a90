import type { Queue, QueueRef } from '../../models/queue';
import { lastWriteFor, lostIn } from '../../services/writes/last';
import { pendingWriteFor } from '../../services/writes/pending';
import type { PageState } from './state';

/** @returns what this phone remembers of its writes to the queue. */
export function memoryOf(
  ref: QueueRef,
  queue: Queue | undefined,
): Pick<PageState, 'pending' | 'last' | 'lost'> {
  return {
    pending: pendingWriteFor(ref),
    last: lastWriteFor(ref),
    lost: queue === undefined ? [] : lostIn(queue),
  };
}
