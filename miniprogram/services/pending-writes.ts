import { queueKey, type Queue, type QueueRef } from '../models/queue';
import { REQUEST_TIMEOUT_MS } from './ci-client';
import { getQueue } from './queues';
import { areTexts, isRecord, readStored, STORAGE_KEYS, unlessStorageFails, writeStored } from './storage';
import { judge, type SentWrite, type Verdict } from './write-check';

/** How an unclear write turned out. `overtaken`: somebody else's write is there now; ours may have been before it. */
export type PendingOutcome = { kind: 'done' } | { kind: 'not-done' } | { kind: 'overtaken' };

/** A write that was sent and whose outcome is not known. */
export interface PendingWrite extends SentWrite {
  status: 'checking' | 'gave-up';
}

export type PendingListener = (
  ref: QueueRef,
  pending: PendingWrite | undefined,
  outcome: PendingOutcome | undefined,
) => void;

/** What a check found, with the queue that it found it on. */
export interface Finding {
  verdict: Verdict;
  now: Queue;
}

/** Pauses before the reads of a check, milliseconds: growing, so that a slow cloud is not pressed. */
const CHECK_PAUSES_MS = [0, 1_000, 2_000, 4_000, 8_000] as const;
/**
 * An untouched queue says "not done" only this long after the request ended, milliseconds: until then the cloud may
 * still be at work on it.
 */
const SETTLE_MS = 15_000;

interface Entry {
  write: SentWrite;
  /** `sending`: its request is still running, so there is nothing to find out yet. */
  status: 'sending' | PendingWrite['status'];
}

/** Every write that was sent and not yet settled, by id. */
const journal = new Map<string, Entry>();
const listeners = new Set<PendingListener>();
let loaded = false;

/** Notes a write before its PUT goes out, so that its outcome can be found out even if the app dies now. */
export function noteSent(write: SentWrite): void {
  load();
  journal.set(write.id, { write, status: 'sending' });
  save();
}

/** Strikes out a write whose outcome is known. */
export function settle(id: string, outcome?: PendingOutcome): void {
  const entry = journal.get(id);
  if (entry === undefined) return;
  journal.delete(id);
  save();
  if (entry.status !== 'sending') tell(entry.write.ref, outcome);
}

/** @returns the write to that queue whose outcome is not known, the newest if there are several. */
export function pendingWriteFor(ref: QueueRef): PendingWrite | undefined {
  load();
  let newest: PendingWrite | undefined;
  for (const { write, status } of journal.values()) {
    if (status !== 'sending' && queueKey(write.ref) === queueKey(ref)) newest = { ...write, status };
  }
  return newest;
}

/** @returns a function that ends the subscription. */
export function onPendingChange(listener: PendingListener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Checks again a write that was given up; what comes of it reaches the listeners. */
export async function checkPending(id: string): Promise<void> {
  load();
  const entry = journal.get(id);
  // A request that the app did not live to see ending has ended after its timeout at the latest.
  if (entry?.status === 'gave-up') await findOut(entry.write, entry.write.sentAt + REQUEST_TIMEOUT_MS);
}

/** Takes up every write that an earlier run of the app, or an app in the background, could not see through. */
export async function resumePendingWrites(): Promise<void> {
  load();
  await Promise.all([...journal.keys()].map(checkPending));
}

/**
 * Reads the queue, with growing pauses, until it shows what became of the write.
 *
 * @param endedAt when its request ended, milliseconds by the phone's clock
 * @returns the finding, `undefined` if none was possible: the write then stays in the journal as given up
 */
export async function findOut(write: SentWrite, endedAt: number): Promise<Finding | undefined> {
  mark(write, 'checking');
  for (const pause of CHECK_PAUSES_MS) {
    if (pause > 0) await wait(pause);
    const now = await readQuietly(write.ref);
    if (now === undefined) continue;
    const verdict = judge(write, now);
    const inEffect = verdict === 'exact' || verdict === 'in-effect';
    if (inEffect || Date.now() - endedAt >= SETTLE_MS) {
      settle(write.id, { kind: outcomeOf(verdict) });
      return { verdict, now };
    }
  }
  mark(write, 'gave-up');
  return undefined;
}

function outcomeOf(verdict: Verdict): PendingOutcome['kind'] {
  if (verdict === 'untouched') return 'not-done';
  return verdict === 'overtaken' ? 'overtaken' : 'done';
}

/** A read that fails after a PUT says nothing about the write: the next one may know. */
export async function readQuietly(ref: QueueRef): Promise<Queue | undefined> {
  try {
    return await getQueue(ref);
  } catch {
    return undefined;
  }
}

function mark(write: SentWrite, status: PendingWrite['status']): void {
  journal.set(write.id, { write, status });
  tell(write.ref, undefined);
}

function tell(ref: QueueRef, outcome: PendingOutcome | undefined): void {
  const pending = pendingWriteFor(ref);
  for (const listener of listeners) listener(ref, pending, outcome);
}

/** What an earlier run of the app left behind. A phone whose storage fails still has to be able to pause a queue. */
function load(): void {
  if (loaded) return;
  loaded = true;
  unlessStorageFails(() => {
    const stored = readStored(STORAGE_KEYS.pendingWrites);
    for (const write of Array.isArray(stored) ? stored.filter(isSentWrite) : []) {
      journal.set(write.id, { write, status: 'gave-up' });
    }
  });
}

function save(): void {
  unlessStorageFails(() => {
    writeStored(
      STORAGE_KEYS.pendingWrites,
      [...journal.values()].map(({ write }) => write),
    );
  });
}

function isSentWrite(value: unknown): value is SentWrite {
  if (!isRecord(value)) return false;
  const { id, ref, sentAt, beforeUpdateTime, before, sent, fields } = value;
  return (
    areTexts(id, beforeUpdateTime, before, sent) &&
    typeof sentAt === 'number' &&
    isRecord(ref) &&
    Array.isArray(fields)
  );
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
