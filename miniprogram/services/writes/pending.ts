import { toAppError, type AppErrorCode } from '../../models/errors';
import { queueKey, type Queue, type QueueRef } from '../../models/queue';
import type { PendingOutcome } from '../../models/write';
import { wait } from '../../utils/wait';
import { installKey, type InstallKey } from '../stored/install-key';
import { isOlder, type Reading } from '../ci/newest-reads';
import { readQueue } from '../ci/queues';
import { READ_POLICY } from '../ci/read-policy';
import { unlessStorageFails } from '../stored/storage';
import { loadSentWrites, saveSentWrites, type RecordedWrite } from '../stored/sent-writes';
import { judge, queueFingerprint, type SentWrite } from './check';
import { conclude, outcomeOfFailure } from './outcome';

/** A write that was sent and whose outcome is not known. */
export interface PendingWrite extends SentWrite {
  /** `gave-up`: the quick check ended without a result; it is looked at now and then. */
  status: 'checking' | 'gave-up';
  /** It is in the storage, so that it outlives the app. */
  recorded: boolean;
}

export type PendingListener = (
  ref: QueueRef,
  pending: PendingWrite | undefined,
  outcome: PendingOutcome | undefined,
) => void;

/** What a check found, with the queue that it found it on. */
export interface Finding {
  outcome: PendingOutcome;
  now: Queue | undefined;
}

interface Entry {
  write: RecordedWrite;
  /** `sending`: its request is still running, so there is nothing to find out yet. `told`: watched for a late effect. */
  status: 'sending' | PendingWrite['status'] | 'told';
  recorded: boolean;
  /** The last read failed in this final way. */
  lastFinal: AppErrorCode | undefined;
}

/** Every write that was sent and not yet settled, by id. */
const journal = new Map<string, Entry>();
const listeners = new Set<PendingListener>();
let loaded = false;
let watchTimer: ReturnType<typeof setTimeout> | undefined;
/** The app is in the background, where it can read nothing. */
let resting = false;
/** Looks since the last news; the watch ends with the last of {@link READ_POLICY.watchPausesMs}. */
let looks = 0;

/**
 * Notes a write before its PUT goes out, so that its outcome can be found out even if the app dies now.
 *
 * @returns whether the storage has it
 */
export function noteSent(write: SentWrite): boolean {
  load();
  const entry: Entry = {
    write: { ...write, told: false, later: '' },
    status: 'sending',
    recorded: true,
    lastFinal: undefined,
  };
  journal.set(write.id, entry);
  entry.recorded = save();
  return entry.recorded;
}

/**
 * Notes that CI took the PUT: from now on it can only be slow to show it.
 *
 * @param updateTime of the queue in CI's answer; `''` if the answer could not be read
 */
export function noteAccepted(id: string, updateTime: string): void {
  const entry = journal.get(id);
  if (entry === undefined) return;
  entry.write = { ...entry.write, accepted: true, acceptedUpdateTime: updateTime };
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

/** The admin does not want to hear of the write any more. */
export function dismissPending(id: string): void {
  settle(id);
}

/** @returns the write to that queue whose outcome is not known, the newest if there are several. */
export function pendingWriteFor(ref: QueueRef): PendingWrite | undefined {
  return unsettledWrites(ref).pop();
}

/** @returns every write to that queue whose outcome is not known, oldest first. */
export function unsettledWrites(ref: QueueRef): PendingWrite[] {
  return entriesOf(ref).flatMap(({ write, status, recorded }) =>
    status === 'checking' || status === 'gave-up' ? [{ ...write, status, recorded }] : [],
  );
}

/** @returns a function that ends the subscription. */
export function onPendingChange(listener: PendingListener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Checks again a write that was given up; what comes of it reaches the listeners. */
export async function checkPending(id: string): Promise<void> {
  load();
  if (journal.get(id)?.status === 'gave-up') await findOut(id);
}

/** Takes up every write that an earlier run of the app, or an app in the background, could not see through. */
export async function resumePendingWrites(): Promise<void> {
  load();
  resting = false;
  watchFromNow();
  await Promise.all([...journal.keys()].map(checkPending));
}

/** Ends the watch until {@link resumePendingWrites}: the app goes to the background. */
export function restPendingWrites(): void {
  resting = true;
  if (watchTimer !== undefined) clearTimeout(watchTimer);
  watchTimer = undefined;
}

/**
 * Reads the queue, with growing pauses, until it shows what became of the write.
 *
 * @returns the finding, `undefined` if none was possible: the write is then watched
 */
export async function findOut(id: string): Promise<Finding | undefined> {
  mark(id, 'checking');
  for (const pause of READ_POLICY.checkPausesMs) {
    if (pause > 0) await wait(pause);
    const finding = await checkOnce(id);
    if (finding !== undefined || !journal.has(id)) return finding;
  }
  mark(id, 'gave-up');
  return undefined;
}

/** Reads the queue once and tells what became of the write. @returns the finding, `undefined` if it proves nothing */
export async function checkOnce(id: string): Promise<Finding | undefined> {
  const key = await installKey();
  const finding = await look(id, key);
  if (finding !== undefined) finish(id, finding, key);
  return finding;
}

/** Reads the queue once. @returns what that says about the write, `undefined` if it proves nothing */
async function look(id: string, key: InstallKey): Promise<Finding | undefined> {
  const entry = journal.get(id);
  if (entry === undefined) return undefined;
  let reading: Reading;
  try {
    reading = await readQueue(entry.write.ref);
  } catch (failure) {
    return afterFailedRead(entry, toAppError(failure).code);
  }
  entry.lastFinal = undefined;
  // What a newer write of this phone does meanwhile would look like a late effect of this one.
  if (reading.isStale || isBeingWritten(entry)) return undefined;
  const { write } = entry;
  const outcome = conclude(write, {
    verdict: judge(write, reading.queue, key),
    content: queueFingerprint(id, reading.queue, key),
    updateTime: reading.queue.updateTime,
    isNewer: isOlder(write.acceptedUpdateTime, reading.queue.updateTime),
    cloudTime: reading.cloudTime,
  });
  if (outcome === 'over') {
    settle(id);
    return undefined;
  }
  return outcome && { outcome, now: reading.queue };
}

/** A read that fails after a PUT says nothing about the write, unless it fails for good. The second one settles that. */
function afterFailedRead(entry: Entry, code: AppErrorCode): Finding | undefined {
  const outcome = outcomeOfFailure(code);
  const isSecond = entry.lastFinal === code;
  entry.lastFinal = outcome === undefined ? undefined : code;
  return outcome === undefined || !isSecond ? undefined : { outcome, now: undefined };
}

/** Tells the outcome. What CI may still show late stays in the journal. */
function finish(id: string, { outcome, now }: Finding, key: InstallKey): void {
  const entry = journal.get(id);
  if (entry === undefined) return;
  // Of a write that was told of before, only a late effect is news.
  if (entry.write.told && outcome.kind !== 'late') {
    settle(id);
    return;
  }
  if (outcome.kind === 'done' && now !== undefined) supersede(id, now, key);
  const mayBeLate = ['not-done', 'overtaken', 'unclear'].includes(outcome.kind);
  if (!mayBeLate) {
    settle(id, outcome);
    return;
  }
  change(id, { told: true }, 'told');
  tell(entry.write.ref, outcome);
}

/**
 * A later write of this phone was verified: what older ones did to the queue no longer counts, and they are only watched
 * for arriving late and undoing it.
 */
function supersede(id: string, now: Queue, key: InstallKey): void {
  for (const { write } of entriesOf(now)) {
    if (write.id === id) return;
    const later = queueFingerprint(write.id, now, key);
    if (later === write.sent) settle(write.id);
    else change(write.id, { told: true, later }, 'told');
  }
}

function mark(id: string, status: PendingWrite['status']): void {
  const entry = journal.get(id);
  if (entry === undefined) return;
  entry.status = status;
  tell(entry.write.ref, undefined);
  if (status === 'gave-up') watchFromNow();
}

function change(id: string, changes: Partial<RecordedWrite>, status: Entry['status']): void {
  const entry = journal.get(id);
  if (entry === undefined) return;
  entry.write = { ...entry.write, ...changes };
  entry.status = status;
  save();
  tell(entry.write.ref, undefined);
  watchFromNow();
}

/** Watches for as long again: the looks so far may all have been made for an earlier write. */
function watchFromNow(): void {
  looks = 0;
  watch();
}

/** Looks now and then at every write that is not being checked, one after the other. */
function watch(): void {
  if (resting || watchTimer !== undefined || watched().length === 0) return;
  const pause = READ_POLICY.watchPausesMs[looks];
  if (pause === undefined) return;
  watchTimer = setTimeout(() => {
    looks += 1;
    void lookAtAll().then(() => {
      watchTimer = undefined;
      watch();
    });
  }, pause);
}

async function lookAtAll(): Promise<void> {
  for (const id of watched()) {
    const key = await installKey();
    const finding = await look(id, key);
    // It may have been checked, settled or dismissed meanwhile.
    if (finding !== undefined && watched().includes(id)) finish(id, finding, key);
  }
}

function watched(): string[] {
  return [...journal].flatMap(([id, { status }]) => (status === 'gave-up' || status === 'told' ? [id] : []));
}

function isBeingWritten({ write }: Entry): boolean {
  return [...journal.values()].some(
    (other) =>
      other.status === 'sending' &&
      other.write.id !== write.id &&
      queueKey(other.write.ref) === queueKey(write.ref),
  );
}

function entriesOf(ref: QueueRef): Entry[] {
  load();
  return [...journal.values()].filter(
    ({ write, status }) => status !== 'sending' && queueKey(write.ref) === queueKey(ref),
  );
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
    for (const write of loadSentWrites()) {
      const status = write.told ? 'told' : 'gave-up';
      journal.set(write.id, { write, status, recorded: true, lastFinal: undefined });
    }
  });
}

/** @returns whether the storage took it */
function save(): boolean {
  const writes = [...journal.values()].map(({ write }) => write);
  return (
    unlessStorageFails(() => {
      saveSentWrites(writes);
      return true;
    }) === true
  );
}
