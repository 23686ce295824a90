import { queueKey, refOf, type Queue, type QueueRef } from '../../models/queue';
import type { PendingOutcome } from '../../models/write';
import { isOlder } from '../ci/newest-reads';
import { onPendingChange, pendingWriteFor } from '../writes/pending';
import { areTexts, isRecord, readStored, STORAGE_KEYS, unlessStorageFails, writeStored } from './storage';

/** A queue that a run over several was to pause. */
interface Target extends QueueRef {
  /** Counts the runs, so that a later one can take the place of an earlier one. */
  run: number;
  /** `open`: it is not known whether the run paused it. `settled`: it did, and when is not known yet. */
  status: 'open' | 'settled' | 'paused';
  /** Of the queue when the run paused it, before that of the queue as it was. While it stays, nothing was written. */
  updateTime: string;
}

/**
 * Keeps what the last run over several queues has paused, so that exactly that can be resumed. It is written to the
 * storage before anything is sent: WeChat may end the app in the middle of a run, and outcomes may be learned later.
 */
export class PausedQueues {
  private loaded: Map<string, Target> | undefined;
  /** What was read in this run of the app. */
  private readonly described = new Set<string>();

  /** Notes what a run is about to pause. @returns the number of the run */
  begin(queues: readonly Queue[]): number {
    const run = Math.max(0, ...[...this.targets.values()].map((target) => target.run)) + 1;
    for (const target of [...this.targets.values()]) {
      if (target.status === 'open' && pendingWriteFor(target) === undefined) this.remove(target);
    }
    for (const queue of queues) {
      this.targets.set(queueKey(queue), {
        ...refOf(queue),
        run,
        status: 'open',
        updateTime: queue.updateTime,
      });
    }
    this.save();
    return run;
  }

  /** Notes a queue that the run was seen to pause. What an earlier run paused is no longer the last. */
  notePaused(run: number, queue: Queue): void {
    this.described.add(queueKey(queue));
    this.put({ ...refOf(queue), run, status: 'paused', updateTime: queue.updateTime });
  }

  /** Notes a queue that the run has not paused, and will not, or that has been resumed. */
  drop(ref: QueueRef): void {
    if (this.remove(ref)) this.save();
  }

  /** Learns the outcomes that come later, from now on. */
  watch(): void {
    onPendingChange((ref, _pending, outcome) => {
      if (outcome !== undefined) this.noteOutcome(ref, outcome);
    });
  }

  /**
   * Compares with what CI says: a queue that runs again is no longer what the run paused, also when it is paused once
   * more. While the app was closed, that shows in its time alone.
   */
  follow(queue: Queue): void {
    const key = queueKey(queue);
    const target = this.targets.get(key);
    if (target === undefined || target.status === 'open') return;
    const { status, updateTime } = target;
    const isUnchanged = queue.updateTime === updateTime;
    const isFromBefore = status === 'settled' && isUnchanged && queue.state !== 'Paused';
    if (isFromBefore || isOlder(queue.updateTime, updateTime)) return;
    const isKnown = status === 'settled' || isUnchanged || this.described.has(key);
    this.described.add(key);
    if (queue.state !== 'Paused' || !isKnown) this.drop(queue);
    else if (!isUnchanged || status === 'settled') {
      this.put({ ...target, status: 'paused', updateTime: queue.updateTime });
    }
  }

  /** @returns whether the last run has paused the queue. */
  has(ref: QueueRef): boolean {
    const target = this.targets.get(queueKey(ref));
    return target !== undefined && target.status !== 'open';
  }

  private noteOutcome(ref: QueueRef, { kind }: PendingOutcome): void {
    const target = this.targets.get(queueKey(ref));
    if (target?.status !== 'open') return;
    if (kind === 'done' || kind === 'late') this.put({ ...target, status: 'settled' });
    else if (kind === 'gone' || kind === 'no-access' || kind === 'not-shown') this.drop(ref);
  }

  private put(target: Target): void {
    const others = [...this.targets.values()];
    if (others.some(({ run, status }) => status !== 'open' && run > target.run)) return;
    for (const other of others) if (other.run < target.run) this.remove(other);
    this.targets.set(queueKey(target), target);
    this.save();
  }

  private remove(ref: QueueRef): boolean {
    return this.targets.delete(queueKey(ref));
  }

  private get targets(): Map<string, Target> {
    this.loaded ??= load();
    return this.loaded;
  }

  /** A phone that cannot store goes without. */
  private save(): void {
    unlessStorageFails(() => {
      writeStored(STORAGE_KEYS.paused, [...this.targets.values()]);
    });
  }
}

/** The one of this app. */
export const pausedQueues = new PausedQueues();

function load(): Map<string, Target> {
  const stored = unlessStorageFails(() => readStored(STORAGE_KEYS.paused));
  const targets = Array.isArray(stored) ? stored.filter(isTarget) : [];
  return new Map(targets.map((target) => [queueKey(target), target]));
}

function isTarget(value: unknown): value is Target {
  if (!isRecord(value)) return false;
  const { bucket, region, queueId, updateTime, run, status } = value;
  return (
    areTexts(bucket, region, queueId, updateTime) &&
    typeof run === 'number' &&
    Number.isSafeInteger(run) &&
    (status === 'open' || status === 'settled' || status === 'paused')
  );
}
