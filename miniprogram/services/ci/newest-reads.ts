import { queueKey, type Queue } from '../../models/queue';
import { parseCiTime } from '../../utils/time';

/** What a read of a queue is worth. */
export interface Reading {
  /** The newest description of the queue that this phone has, from this read or an earlier one. */
  queue: Queue;
  /** This read was older than an earlier one, so it proves nothing about the present. */
  isStale: boolean;
  /** `Date` of the answer, milliseconds by the cloud's clock; `undefined` if it has none. */
  cloudTime: number | undefined;
}

interface Seen {
  queue: Queue;
  cloudTime: number | undefined;
}

/**
 * An older read is believed again this long after the newer one, milliseconds by the cloud's clock: no replica lags so
 * far behind, so UpdateTime itself went back.
 */
const BELIEVE_OLDER_AFTER_MS = 600_000;

const newest = new Map<string, Seen>();

/**
 * Compares a read with the newest one of the same queue. CI promises nothing about the order of reads, and UpdateTime is
 * all that orders them; it has whole seconds, so equal times say nothing.
 */
export function noteRead(queue: Queue, cloudTime: number | undefined): Reading {
  const key = queueKey(queue);
  const seen = newest.get(key);
  if (seen !== undefined && isOlder(queue.updateTime, seen.queue.updateTime) && !isLongAgo(seen, cloudTime)) {
    return { queue: seen.queue, isStale: true, cloudTime };
  }
  newest.set(key, { queue, cloudTime });
  return { queue, isStale: false, cloudTime };
}

/** @returns whether the first UpdateTime is before the second; unreadable ones are not. */
export function isOlder(updateTime: string, than: string): boolean {
  const [mine, other] = [parseCiTime(updateTime), parseCiTime(than)];
  return mine !== undefined && other !== undefined && mine < other;
}

function isLongAgo(seen: Seen, cloudTime: number | undefined): boolean {
  if (seen.cloudTime === undefined || cloudTime === undefined) return false;
  return cloudTime - seen.cloudTime > BELIEVE_OLDER_AFTER_MS;
}
