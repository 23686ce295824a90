import { type CloudBucket, type CloudData, type CloudQueue, formatTime, parseTime } from './cloud-data';

/** What a write may change. */
export type QueueChanges = Partial<Pick<CloudQueue, 'name' | 'state' | 'notifyConfigXml'>>;

/** Told of every write, in order. `who` is the session of the key that signed it, `undefined` for another admin's. */
export type WriteListener = (written: CloudQueue, who: string | undefined) => void;

/** How long the store remembers what was there, milliseconds: the oldest read that a `stale` fault can ask for. */
const HISTORY_MS = 600_000;

/** The truth of CI: buckets and their queues, and what they were a while ago. */
export class QueueStore {
  #data: CloudData;
  /** Queues as they were, each until the machine's clock said so, oldest first. */
  #past: { until: number; queues: CloudQueue[] }[] = [];

  readonly #onWrite: WriteListener;
  readonly #machineNow: () => number;

  /** @param machineNow tells how long ago something was: a `clock` fault must not change that. */
  constructor(data: CloudData, machineNow: () => number, onWrite: WriteListener = () => undefined) {
    this.#data = data;
    this.#machineNow = machineNow;
    this.#onWrite = onWrite;
  }

  /** Forgets everything and takes this. */
  load(data: CloudData): void {
    this.#data = data;
    this.#past = [];
  }

  buckets(): CloudBucket[] {
    return this.#data.buckets.map((bucket) => ({ ...bucket }));
  }

  /** Every queue, or those of one bucket, in the order they were made, as they were `agoMs` ago. */
  queues(bucket?: string, agoMs = 0): CloudQueue[] {
    const found = this.#at(this.#machineNow() - agoMs).filter(
      (queue) => bucket === undefined || queue.bucket === bucket,
    );
    return found.map((queue) => ({ ...queue }));
  }

  #at(time: number): CloudQueue[] {
    return this.#past.find(({ until }) => until > time)?.queues ?? this.#data.queues;
  }

  /**
   * Writes and stamps a queue. UpdateTime has whole seconds, yet no two writes share one: the only trace of another
   * admin's write must not be lost.
   */
  write(
    bucket: string,
    queueId: string,
    changes: QueueChanges,
    now: number,
    who?: string,
  ): CloudQueue | undefined {
    const before = this.#data.queues.find((each) => each.bucket === bucket && each.queueId === queueId);
    if (before === undefined) return undefined;
    const updateTime = formatTime(Math.max(now, parseTime(before.updateTime) + 1000));
    const after = { ...before, ...changes, updateTime };
    this.#replace(this.#data.queues.map((queue) => (queue === before ? after : queue)));
    this.#onWrite({ ...after }, who);
    return { ...after };
  }

  #replace(queues: CloudQueue[]): void {
    const now = this.#machineNow();
    this.#past = this.#past.filter(({ until }) => until > now - HISTORY_MS);
    this.#past.push({ until: now, queues: this.#data.queues });
    this.#data = { ...this.#data, queues };
  }
}
