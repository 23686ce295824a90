import { AppError, toAppError } from '../../models/errors';
import { mergeFields, type Merge } from '../../models/merge';
import { toQueue, type Queue } from '../../models/queue';
import {
  applyChanges,
  changesOf,
  diffFields,
  fieldsOf,
  isSameValue,
  reversed,
  unknownNotify,
  type FieldChange,
  type FieldChanges,
} from '../../models/fields';
import { validateFields } from '../../models/validate';
import {
  WriteConflictError,
  WriteDiffersError,
  WriteUnknownError,
  WriteUnsettledError,
  type WriteIntent,
  type WriteKind,
  type WritePhase,
  type WriteResult,
} from '../../models/write';
import { childOf, diffLeaves, textOf } from '../../models/xml';
import { wait } from '../../utils/wait';
import { NotSentError, sendToCi, type SignatureWindow } from '../ci/client';
import { installKey, type InstallKey } from '../stored/install-key';
import { forgetWrite, noteLost, rememberWrite, type LastWrite } from './last';
import type { Reading } from '../ci/newest-reads';
import { beginWrite, type WriteOptions } from './ongoing';
import { SIGNATURE_WINDOW } from './outcome';
import { checkOnce, findOut, noteAccepted, noteSent, settle, unsettledWrites } from './pending';
import { readQueue } from '../ci/queues';
import { READ_POLICY } from '../ci/read-policy';
import { getSession, serverNow } from '../access/session';
import { describeWrite, judge, type Sending, type SentWrite } from './check';

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
 * show; WRITE_UNKNOWN or WRITE_UNSETTLED; or any other AppError, which says that nothing was changed, or (WRITE_DIFFERS)
 * what is there now.
 */
function write(intent: WriteIntent, options: WriteOptions): Promise<WriteResult> {
  return beginWrite(intent, perform).join(options);
}

async function perform(intent: WriteIntent, onPhase: (phase: WritePhase) => void): Promise<WriteResult> {
  onPhase('reading');
  const { queue: before, cloudTime } = await readBefore(intent.seen);
  const { changes, theirs, conflicts } = merge(intent, before);
  if (conflicts.length > 0) throw new WriteConflictError(before, conflicts, theirs);
  if (changes.length === 0) return { outcome: 'already', after: before, theirs };
  await refuseWhatCannotBeSent(intent.kind, before, changes);
  const key = await installKey();
  refuseOverUnsettled(intent, before, key);

  const expected = withChanges(before, changes);
  const window = windowFrom(cloudTime ?? serverNow());
  const sending = { id: newId(), kind: intent.kind, before, expected, changed: changes };
  const sent = describeWrite({ ...sending, validUntil: window.end * 1000 }, key);
  const recorded = noteSent(sent);
  onPhase('sending');
  const after = await sendAndVerify(sent, sending, window, onPhase);
  return { outcome: 'done', before, after, changed: changes, theirs, recorded };
}

/**
 * Without a fresh read nothing is sent: the PUT replaces the whole queue, so it must start from what is there. A read
 * that is older than an earlier one would put back what was changed since.
 */
async function readBefore(seen: Queue): Promise<Reading> {
  try {
    for (const pause of READ_POLICY.freshPausesMs) {
      if (pause > 0) await wait(pause);
      const reading = await readQueue(seen);
      if (!reading.isStale) return reading;
    }
  } catch (failure) {
    throw notDone(toAppError(failure));
  }
  throw notDone(new AppError('STALE_ANSWER'));
}

/**
 * Anchors the signature at the cloud's own clock, read with the queue a moment ago. A PUT that arrives later than this
 * is refused by CI, so it cannot undo what others did long after the read that it is based on.
 */
function windowFrom(cloudTime: number): SignatureWindow {
  const now = Math.floor(cloudTime / 1000);
  return { start: now - SIGNATURE_WINDOW.beforeS, end: now + SIGNATURE_WINDOW.afterS };
}

/**
 * A PUT carries the whole queue as it reads now. If an earlier write is still on its way, that would take it back
 * unseen, unless the new one decides about the same fields.
 */
function refuseOverUnsettled({ seen, changes }: WriteIntent, before: Queue, key: InstallKey): void {
  const open = unsettledWrites(seen).filter((write) => {
    const verdict = judge(write, before, key);
    return verdict !== 'exact' && verdict !== 'in-effect';
  });
  const fields = open.flatMap((write) => write.fields.map(({ field }) => field));
  if (fields.some((field) => changes[field] === undefined)) throw new AppError('EARLIER_WRITE_PENDING');
}

function merge({ kind, seen, changes }: WriteIntent, now: Queue): Merge {
  const base = fieldsOf(seen);
  // Pausing means "be paused", whatever the state was on the screen: it cannot conflict with what others did to it.
  if (kind === 'pause' || kind === 'resume') base.state = now.state;
  return mergeFields(base, fieldsOf(now), { ...base, ...changes });
}

async function refuseWhatCannotBeSent(
  kind: WriteKind,
  before: Queue,
  changes: readonly FieldChange[],
): Promise<void> {
  const { admin } = await getSession();
  // The cloud refuses it as well; this only says so before anything is on its way.
  if (admin.role === 'viewer') throw new AppError('READ_ONLY');
  if (before.cannotCarry.length > 0)
    throw new AppError('CANNOT_CARRY', { note: before.cannotCarry.join(', ') });
  // CI has held these values before: taking a change back must not fail of a rule that is newer than they are.
  if (kind === 'undo') return;
  const fields = fieldsOf(before);
  const wrong = Object.keys(validateFields(fields, { ...fields, ...changesOf(changes) }));
  if (wrong.length > 0) throw new AppError('INVALID_EDIT', { note: wrong.join(', ') });
}

/** The queue as it will be if the PUT takes effect: the elements as they came, but for the changes. */
function withChanges(before: Queue, changes: readonly FieldChange[]): Queue {
  const wire = applyChanges(before.wire, changesOf(changes));
  const expected = toQueue(before, { QueueId: before.queueId, ...wire });
  if (expected === undefined) throw new AppError('UNEXPECTED', { note: 'a queue without its id' });
  // Reads back what is about to be sent: a value that gets lost here would leave as "saved and verified".
  const fields = fieldsOf(expected);
  const lost = changes.filter(({ field, to }) => !isSameValue(field, fields[field], to));
  if (lost.length > 0) {
    throw new AppError('UNEXPECTED', { note: `not sent: ${lost.map(({ field }) => field).join(', ')}` });
  }
  return expected;
}

async function sendAndVerify(
  sent: SentWrite,
  sending: Omit<Sending, 'validUntil'>,
  window: SignatureWindow,
  onPhase: (phase: WritePhase) => void,
): Promise<Queue> {
  const { before, expected } = sending;
  let unclear: AppError | undefined;
  try {
    const { response } = await sendToCi({
      method: 'PUT',
      place: before,
      path: `picqueue/${before.queueId}`,
      body: { Request: body(expected) },
      window,
    });
    noteAccepted(sent.id, textOf(childOf(response, 'Queue'), 'UpdateTime'));
    onPhase('verifying');
  } catch (failure) {
    unclear = toAppError(failure);
    if (isRefusal(unclear)) {
      settle(sent.id);
      throw notDone(unclear);
    }
    if (isAccepted(unclear)) noteAccepted(sent.id, '');
    onPhase('checking');
  }
  return verify(sent, sending, unclear, onPhase);
}

function body({ wire }: Queue): Record<string, Queue['wire'][keyof Queue['wire']]> {
  return { Name: wire.Name, State: wire.State, NotifyConfig: wire.NotifyConfig };
}

async function verify(
  sent: SentWrite,
  sending: Omit<Sending, 'validUntil'>,
  unclear: AppError | undefined,
  onPhase: (phase: WritePhase) => void,
): Promise<Queue> {
  let finding = unclear === undefined ? await checkOnce(sent.id) : undefined;
  if (finding === undefined) {
    // CI has not answered, or took it and does not show it, or cannot be read: not a word before it does.
    if (unclear === undefined) onPhase('checking');
    finding = await findOut(sent.id);
  }
  if (finding === undefined) {
    throw new WriteUnknownError(sent.id, unclear?.details ?? {}, unclear);
  }
  const { outcome, now } = finding;
  if (outcome.kind === 'not-done') throw notDone(unclear ?? new AppError('NO_CLEAR_ANSWER'), outcome.asOf);
  if (now === undefined) {
    const reason = new AppError(outcome.kind === 'gone' ? 'QUEUE_NOT_FOUND' : 'ACCESS_DENIED');
    throw new WriteUnsettledError(outcome, unclear?.details ?? {}, reason);
  }
  return compare(sent, sending, now);
}

/** @returns the queue, if it reads as it was sent */
async function compare(
  sent: SentWrite,
  { before, expected }: Omit<Sending, 'validUntil'>,
  after: Queue,
): Promise<Queue> {
  const verdict = judge(sent, after, await installKey());
  const wanted = fieldsOf(expected);
  const changed = diffFields(fieldsOf(before), wanted);
  if (verdict === 'exact' || verdict === 'in-effect') {
    rememberWrite({ ref: sent.ref, kind: sent.kind, verifiedAt: Date.now(), before, after, changed });
  } else {
    forgetWrite(before);
  }
  if (verdict === 'exact') return after;
  const lost = diffLeaves(unknownNotify(expected), unknownNotify(after));
  noteLost(sent.ref, lost);
  const now = fieldsOf(after);
  const ours = changed.filter(({ field, to }) => isSameValue(field, now[field], to));
  throw new WriteDiffersError(before, after, ours, diffFields(wanted, now), lost);
}

/** CI said no, or was never asked: the write did not happen, and will not. */
function isRefusal(error: AppError): boolean {
  if (error instanceof NotSentError) return true;
  const { statusCode } = error.details;
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500 && statusCode !== 408;
}

/** CI itself said yes, in an answer that then could not be read: a page of some gateway has no request id. */
function isAccepted({ details: { statusCode, requestId } }: AppError): boolean {
  return requestId !== undefined && statusCode !== undefined && statusCode >= 200 && statusCode < 300;
}

/** @param asOf until when it is known, milliseconds by the cloud's clock; left out, it will not happen either */
function notDone(reason: AppError, asOf?: number): AppError {
  return new AppError(
    'WRITE_NOT_DONE',
    { ...reason.details, ...(asOf === undefined ? {} : { asOf }) },
    reason,
  );
}

/** Not secret, and unique on this phone: it only has to tell one write from another. */
function newId(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
}
