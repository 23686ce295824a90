import { AppError, toAppError } from '../models/errors';
import { mergeFields, type Merge } from '../models/merge';
import { toQueue, type Queue } from '../models/queue';
import {
  applyChanges,
  changesOf,
  diffFields,
  fieldsOf,
  reversed,
  type FieldChange,
  type FieldChanges,
} from '../models/queue-fields';
import { validateFields } from '../models/validate';
import {
  WriteConflictError,
  WriteDiffersError,
  WriteUnknownError,
  type WriteIntent,
  type WritePhase,
  type WriteResult,
} from '../models/write';
import { diffLeaves } from '../models/xml';
import { NotSentError, sendToCi } from './ci-client';
import { forgetWrite, noteLost, rememberWrite, type LastWrite } from './last-writes';
import { beginWrite, type WriteOptions } from './ongoing-writes';
import { findOut, noteSent, readQuietly, settle } from './pending-writes';
import { getQueue } from './queues';
import { getSession } from './session';
import { describeWrite, judge, type SentWrite } from './write-check';

/** Pauses the queue and changes nothing else about it. */
export function pauseQueue(seen: Queue, options: WriteOptions = {}): Promise<WriteResult> {
  return write({ kind: 'pause', seen, changes: { state: 'Paused' } }, options);
}

/** Resumes the queue and changes nothing else about it. */
export function resumeQueue(seen: Queue, options: WriteOptions = {}): Promise<WriteResult> {
  return write({ kind: 'resume', seen, changes: { state: 'Active' } }, options);
}

/**
 * Changes fields of the queue.
 *
 * @param seen the queue as the admin saw it: what others changed since is kept, or asked about
 */
export function updateQueue(
  seen: Queue,
  changes: FieldChanges,
  options: WriteOptions = {},
): Promise<WriteResult> {
  return write({ kind: 'edit', seen, changes }, options);
}

/** Puts the fields of the last write back to what they said before it. */
export function undoWrite(last: LastWrite, options: WriteOptions = {}): Promise<WriteResult> {
  return write({ kind: 'undo', seen: last.after, changes: changesOf(reversed(last.changed)) }, options);
}

/**
 * One confirmed wish, at most one PUT. It ends in one of three ways: a {@link WriteResult}, which CI has been seen to
 * show; WRITE_UNKNOWN; or any other AppError, which says that nothing was changed, or (WRITE_DIFFERS) what is there now.
 */
function write(intent: WriteIntent, options: WriteOptions): Promise<WriteResult> {
  return beginWrite(intent, perform).join(options);
}

async function perform(intent: WriteIntent, onPhase: (phase: WritePhase) => void): Promise<WriteResult> {
  onPhase('reading');
  const before = await readBefore(intent.seen);
  const { changes, theirs, conflicts } = merge(intent, before);
  if (conflicts.length > 0) throw new WriteConflictError(before, conflicts, theirs);
  if (changes.length === 0) return { outcome: 'already', after: before, theirs };
  await refuseWhatCannotBeSent(before, changes);

  const expected = withChanges(before, changes);
  const sent = describeWrite(newId(), intent.kind, before, expected, changes);
  onPhase('sending');
  const after = await sendAndVerify(sent, before, expected, onPhase);
  return { outcome: 'done', before, after, changed: changes, theirs };
}

/** Without a fresh read nothing is sent: the PUT replaces the whole queue, so it must start from what is there. */
async function readBefore(seen: Queue): Promise<Queue> {
  try {
    return await getQueue(seen);
  } catch (failure) {
    throw notDone(toAppError(failure));
  }
}

function merge({ kind, seen, changes }: WriteIntent, now: Queue): Merge {
  const base = fieldsOf(seen);
  // Pausing means "be paused", whatever the state was on the screen: it cannot conflict with what others did to it.
  if (kind === 'pause' || kind === 'resume') base.state = now.state;
  return mergeFields(base, fieldsOf(now), { ...base, ...changes });
}

async function refuseWhatCannotBeSent(before: Queue, changes: readonly FieldChange[]): Promise<void> {
  const { admin } = await getSession();
  // The cloud refuses it as well; this only says so before anything is on its way.
  if (admin.role === 'viewer') throw new AppError('READ_ONLY');
  if (before.cannotCarry.length > 0)
    throw new AppError('CANNOT_CARRY', { note: before.cannotCarry.join(', ') });
  const fields = fieldsOf(before);
  const wrong = Object.keys(validateFields(fields, { ...fields, ...changesOf(changes) }));
  if (wrong.length > 0) throw new AppError('INVALID_EDIT', { note: wrong.join(', ') });
}

/** The queue as it will be if the PUT takes effect: the elements as they came, but for the changes. */
function withChanges(before: Queue, changes: readonly FieldChange[]): Queue {
  const wire = applyChanges(before.wire, changesOf(changes));
  const expected = toQueue(before, { QueueId: before.queueId, ...wire });
  if (expected === undefined) throw new AppError('UNEXPECTED', { note: 'a queue without its id' });
  return expected;
}

async function sendAndVerify(
  sent: SentWrite,
  before: Queue,
  expected: Queue,
  onPhase: (phase: WritePhase) => void,
): Promise<Queue> {
  noteSent(sent);
  let unclear: AppError | undefined;
  try {
    await sendToCi({
      method: 'PUT',
      place: before,
      path: `picqueue/${before.queueId}`,
      body: { Request: body(expected) },
    });
    onPhase('verifying');
  } catch (failure) {
    unclear = toAppError(failure);
    if (isRefusal(unclear)) {
      settle(sent.id);
      throw notDone(unclear);
    }
    onPhase('checking');
  }
  return verify(sent, before, expected, unclear, onPhase);
}

function body({ wire }: Queue): Record<string, Queue['wire'][keyof Queue['wire']]> {
  return { Name: wire.Name, State: wire.State, NotifyConfig: wire.NotifyConfig };
}

async function verify(
  sent: SentWrite,
  before: Queue,
  expected: Queue,
  unclear: AppError | undefined,
  onPhase: (phase: WritePhase) => void,
): Promise<Queue> {
  if (unclear === undefined) {
    const after = await readQuietly(before);
    if (after !== undefined && judge(sent, after) !== 'untouched') {
      settle(sent.id);
      return compare(sent, before, expected, after);
    }
    // CI took it and does not show it, or cannot be read: not a word before it does.
    onPhase('checking');
  }
  const finding = await findOut(sent, Date.now());
  if (finding === undefined) {
    throw new WriteUnknownError(sent.id, unclear?.details ?? {}, unclear);
  }
  if (finding.verdict === 'untouched' && unclear !== undefined) throw notDone(unclear);
  return compare(sent, before, expected, finding.now);
}

/** @returns the queue, if it reads as it was sent */
function compare(sent: SentWrite, before: Queue, expected: Queue, after: Queue): Queue {
  const verdict = judge(sent, after);
  const wanted = fieldsOf(expected);
  if (verdict === 'exact' || verdict === 'in-effect') {
    const changed = diffFields(fieldsOf(before), wanted);
    rememberWrite({ ref: sent.ref, kind: sent.kind, verifiedAt: Date.now(), before, after, changed });
  } else {
    forgetWrite(before);
  }
  if (verdict === 'exact') return after;
  const lost = diffLeaves(expected.notifyConfig.unknown, after.notifyConfig.unknown);
  noteLost(sent.ref, lost);
  throw new WriteDiffersError(before, after, diffFields(wanted, fieldsOf(after)), lost);
}

/** CI said no, or was never asked: the write did not happen, and will not. */
function isRefusal(error: AppError): boolean {
  if (error instanceof NotSentError) return true;
  const { statusCode } = error.details;
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500 && statusCode !== 408;
}

function notDone(reason: AppError): AppError {
  return new AppError('WRITE_NOT_DONE', reason.details, reason);
}

/** Not secret, and unique on this phone: it only has to tell one write from another. */
function newId(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
}
