import { type CloudBucket, type CloudData, type CloudQueue, formatTime, parseTime } from './cloud-data';

/** What a write may change. */
export type QueueChanges = Partial<Pick<CloudQueue, 'name' | 'state' | 'notifyConfigXml'>>;

/** Told of every write, in order. `who` is the session of the key that signed it, `undefined` for another admin's. */
export type WriteListener = (written: CloudQueue, who: string | undefined) => void;

/** The truth of CI: buckets and their queues. */
export class QueueStore {
  #data: CloudData;

  readonly #onWrite: WriteListener;

  constructor(data: CloudData, onWrite: WriteListener = () => undefined) {
    this.#data = data;
    this.#onWrite = onWrite;
  }

  /** Forgets everything and takes this. */
  load(data: CloudData): void {
    this.#data = data;
  }

  buckets(): CloudBucket[] {
    return this.#data.buckets.map((bucket) => ({ ...bucket }));
  }

  /** Every queue, or those of one bucket, in the order they were made. */
  queues(bucket?: string): CloudQueue[] {
    const found = this.#data.queues.filter((queue) => bucket === undefined || queue.bucket === bucket);
    return found.map((queue) => ({ ...queue }));
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
    const queue = this.#data.queues.find((each) => each.bucket === bucket && each.queueId === queueId);
    if (queue === undefined) return undefined;
    const updateTime = formatTime(Math.max(now, parseTime(queue.updateTime) + 1000));
    Object.assign(queue, changes, { updateTime });
    this.#onWrite({ ...queue }, who);
    return { ...queue };
  }
}
