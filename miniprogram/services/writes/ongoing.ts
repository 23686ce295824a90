import { queueKey, type QueueRef } from '../../models/queue';
import type { WriteIntent, WritePhase, WriteResult } from '../../models/write';

export interface WriteOptions {
  /** Told each time the write enters another phase. */
  onPhase?: (phase: WritePhase) => void;
}

/** Does what an {@link OngoingWrite} is about. */
type Perform = (intent: WriteIntent, onPhase: (phase: WritePhase) => void) => Promise<WriteResult>;

/** The last write of each queue that is still under way. */
const ongoing = new Map<string, OngoingWrite>();

/** A confirmed write that has not ended. It outlives the page that began it, and another page can join it. */
export class OngoingWrite {
  private phase: WritePhase | undefined;
  private readonly watchers: ((phase: WritePhase) => void)[] = [];
  private readonly end: Promise<WriteResult>;

  constructor(
    readonly intent: WriteIntent,
    ahead: OngoingWrite | undefined,
    perform: Perform,
  ) {
    if (ahead !== undefined) this.phase = 'waiting';
    this.end = (ahead?.over() ?? Promise.resolve()).then(() =>
      perform(intent, (phase) => {
        this.phase = phase;
        for (const watcher of this.watchers) watcher(phase);
      }),
    );
  }

  /** Tells the phase that it is in and those that follow. Ends as the write does. */
  join({ onPhase }: WriteOptions = {}): Promise<WriteResult> {
    if (onPhase !== undefined) {
      this.watchers.push(onPhase);
      if (this.phase !== undefined) onPhase(this.phase);
    }
    return this.end;
  }

  /** Resolves when it has ended, however: its failure belongs to those who joined. */
  over(): Promise<void> {
    return this.end.then(ignoreEnd, ignoreEnd);
  }
}

/** Begins a write. Those to one queue follow each other, those to others do not wait. */
export function beginWrite(intent: WriteIntent, perform: Perform): OngoingWrite {
  const key = queueKey(intent.seen);
  const write = new OngoingWrite(intent, ongoing.get(key), async (...task) => {
    try {
      return await perform(...task);
    } finally {
      // Before the end is reported, so that a page that hears of it finds nothing left to join.
      if (ongoing.get(key) === write) ongoing.delete(key);
    }
  });
  ongoing.set(key, write);
  return write;
}

/** @returns the last write to the queue that is still under way. */
export function ongoingWriteFor(ref: QueueRef): OngoingWrite | undefined {
  return ongoing.get(queueKey(ref));
}

/** @returns every write that is under way, the last one of each queue. */
export function ongoingWrites(): OngoingWrite[] {
  return [...ongoing.values()];
}

function ignoreEnd(): void {
  // Those who joined have been told.
}
