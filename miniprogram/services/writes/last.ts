import { queueKey, type Queue, type QueueRef } from '../../models/queue';
import { unknownNotify, type FieldChange } from '../../models/fields';
import type { WriteKind } from '../../models/write';
import { diffLeaves, type LeafChange, type XmlLeaf } from '../../models/xml';

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

/** Elements that writes from this phone carried along and that CI then did not show as they were, as they were. */
const lostLeaves = new Map<string, XmlLeaf[]>();

/** Notes what a write has cost. It cannot be written back: the write had it with it, as it was. */
export function noteLost(ref: QueueRef, changes: readonly LeafChange[]): void {
  const known = lostLeaves.get(queueKey(ref)) ?? [];
  const news = changes.filter(({ path }) => !known.some((leaf) => leaf.path === path));
  lostLeaves.set(queueKey(ref), [...known, ...news.map(({ path, from }) => ({ path, text: from }))]);
}

/** @returns what is still not as it was. */
export function lostIn(queue: Queue): LeafChange[] {
  const known = lostLeaves.get(queueKey(queue)) ?? [];
  return diffLeaves(
    known,
    unknownNotify(queue).filter(({ path }) => known.some((leaf) => leaf.path === path)),
  );
}
