import { queueKey, type Queue, type QueueRef } from '../models/queue';
import type { FieldChange } from '../models/queue-fields';
import type { WriteKind } from '../models/write';

/** The last verified write to a queue from this phone, in this run of the app: what "put it back" works from. */
export interface LastWrite {
  ref: QueueRef;
  kind: WriteKind;
  /** When it was verified, milliseconds by the phone's clock, for display. */
  verifiedAt: number;
  before: Queue;
  after: Queue;
  changed: FieldChange[];
}

/** How long a verified write offers to be taken back at once, milliseconds. */
export const UNDO_MS = 10_000;

/** In memory only: it holds callback addresses in full, and they may hold tokens. */
const lastWrites = new Map<string, LastWrite>();

export function rememberWrite(write: LastWrite): void {
  lastWrites.set(queueKey(write.ref), write);
}

/** @returns the last verified write to the queue, if there was one. */
export function lastWriteFor(ref: QueueRef): LastWrite | undefined {
  return lastWrites.get(queueKey(ref));
}

/** After this there is nothing to put back: the queue is no longer what the last write made it. */
export function forgetWrite(ref: QueueRef): void {
  lastWrites.delete(queueKey(ref));
}
