import { queueKey, type Queue, type QueueRef } from '../models/queue';
import { areTexts, isRecord, readStored, STORAGE_KEYS, unlessStorageFails, writeStored } from './storage';

/** A queue that was paused together with others, as CI described it afterwards. */
export interface PausedQueue extends QueueRef {
  /** While CI says the same time, nobody has written to the queue since. */
  updateTime: string;
}

/** Stores what the last run paused, so that it can be resumed after WeChat has closed the app. A phone that cannot store goes without. */
export function savePaused(queues: readonly PausedQueue[]): void {
  unlessStorageFails(() => {
    writeStored(STORAGE_KEYS.paused, queues);
  });
}

/** @returns what {@link savePaused} stored, by {@link queueKey}. */
export function loadPaused(): Map<string, PausedQueue> {
  const stored = unlessStorageFails(() => readStored(STORAGE_KEYS.paused));
  const queues = Array.isArray(stored) ? stored.filter(isPausedQueue) : [];
  return new Map(queues.map((queue) => [queueKey(queue), queue]));
}

export function toPausedQueue({ bucket, region, queueId, updateTime }: Queue): PausedQueue {
  return { bucket, region, queueId, updateTime };
}

function isPausedQueue(value: unknown): value is PausedQueue {
  if (!isRecord(value)) return false;
  return areTexts(value['bucket'], value['region'], value['queueId'], value['updateTime']);
}
