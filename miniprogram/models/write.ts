import type { FieldChange, FieldChanges } from './fields';
import type { FieldConflict } from './merge';
import type { Queue } from './queue';
import { AppError, type AppErrorDetails } from './errors';
import type { LeafChange } from './xml';

export const WRITE_KINDS = ['pause', 'resume', 'edit', 'undo'] as const;
export type WriteKind = (typeof WRITE_KINDS)[number];

/** Where a write is. `waiting`: another write to this queue goes first. `checking`: sent, and the answer was lost. */
export type WritePhase = 'waiting' | 'reading' | 'sending' | 'verifying' | 'checking';

/** One confirmed wish of the admin. */
export interface WriteIntent {
  kind: WriteKind;
  /** The queue as it was on the screen when the admin decided. */
  seen: Queue;
  /** The fields to change, and nothing else. */
  changes: FieldChanges;
}

/** A write that ended well: CI was read again and shows it. Everything else is a rejection with an {@link AppError}. */
export type WriteResult =
  | {
      outcome: 'done';
      /** Read just before the PUT. */
      before: Queue;
      /** Read after the PUT. */
      after: Queue;
      /** What this write changed, as verified. */
      changed: FieldChange[];
      /** What others had changed since the admin looked; it was kept. */
      theirs: FieldChange[];
      /** The storage had it while its outcome was open; without that, closing the app would have lost it. */
      recorded: boolean;
    }
  | {
      /** The queue was already as wanted, so nothing was sent: another admin did it. */
      outcome: 'already';
      after: Queue;
      theirs: FieldChange[];
    };

/** WRITE_CONFLICT: nothing was sent, because others changed the same fields meanwhile. */
export class WriteConflictError extends AppError {
  constructor(
    readonly now: Queue,
    readonly conflicts: FieldConflict[],
    /** What others changed besides. */
    readonly theirs: FieldChange[],
  ) {
    super('WRITE_CONFLICT');
  }
}

/** WRITE_DIFFERS: CI took the write, but the queue does not read as it was sent; `after` is what it says. */
export class WriteDiffersError extends AppError {
  constructor(
    readonly before: Queue,
    readonly after: Queue,
    /** What this write changed and is there now; all that taking it back may write. */
    readonly changed: FieldChange[],
    /** From what was sent to what is there, known fields. */
    readonly differences: FieldChange[],
    /** From what was sent, which is what was there before, to what is there, in elements that are only carried along. */
    readonly lost: LeafChange[],
    details: AppErrorDetails = {},
  ) {
    super('WRITE_DIFFERS', details);
  }
}

/** WRITE_UNKNOWN: sent once, and not yet known whether it took effect. `pendingId` finds it again. */
export class WriteUnknownError extends AppError {
  constructor(
    readonly pendingId: string,
    details: AppErrorDetails = {},
    reason?: unknown,
  ) {
    super('WRITE_UNKNOWN', details, reason);
  }
}

/** WRITE_UNSETTLED: sent once, and the queue can no longer be read, so that its outcome stays unknown. */
export class WriteUnsettledError extends AppError {
  constructor(
    readonly outcome: PendingOutcome,
    details: AppErrorDetails,
    reason: AppError,
  ) {
    super('WRITE_UNSETTLED', details, reason);
  }
}

/** How an unclear write turned out. */
export type PendingOutcome =
  /** CI shows it. */
  | { kind: 'done' }
  /** CI did not show it at that time, milliseconds by the cloud's clock, and takes it no more. */
  | { kind: 'not-done'; asOf: number }
  /** Another write is there now; this one may have been before it. */
  | { kind: 'overtaken' }
  /** The queue has changed, and what would tell by whom is no longer on this phone. */
  | { kind: 'unclear' }
  /** It was told as not done or overtaken, and CI shows it after all. */
  | { kind: 'late' }
  /** CI took it with 2xx, and has not shown it in all the time that it was watched. */
  | { kind: 'not-shown' }
  /** The queue, its bucket or the service no longer exists. */
  | { kind: 'gone' }
  /** This admin may no longer read the queue. */
  | { kind: 'no-access' };
