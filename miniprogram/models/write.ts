import type { FieldChange, FieldChanges } from './queue-fields';
import type { FieldConflict } from './merge';
import type { Queue } from './queue';
import { AppError, type AppErrorDetails } from './errors';
import type { LeafChange } from './xml';

export type WriteKind = 'pause' | 'resume' | 'edit' | 'undo';

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
    }
  | {
      /** The queue was already as wanted, so nothing was sent: somebody else did it. */
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
    /** From what was sent to what is there, known fields. */
    readonly differences: FieldChange[],
    /** From what was sent, which is what was there before, to what is there, in elements that are only carried along. */
    readonly lost: LeafChange[],
    details: AppErrorDetails = {},
  ) {
    super('WRITE_DIFFERS', details);
  }
}

/** WRITE_UNKNOWN: sent once, and nobody could yet tell whether it took effect. `pendingId` finds it again. */
export class WriteUnknownError extends AppError {
  constructor(
    readonly pendingId: string,
    details: AppErrorDetails = {},
    reason?: unknown,
  ) {
    super('WRITE_UNKNOWN', details, reason);
  }
}
