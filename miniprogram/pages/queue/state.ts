import type { BucketGrant, AdminRole } from '../../../typings/signing-api';
import type { AppError } from '../../models/errors';
import type { Queue, QueueRef } from '../../models/queue';
import type { FieldChange, QueueFields } from '../../models/fields';
import type { WriteDiffersError, WriteKind, WritePhase, PendingOutcome } from '../../models/write';
import type { LeafChange } from '../../models/xml';
import type { Draft } from '../../services/stored/drafts';
import type { LastWrite } from '../../services/writes/last';
import type { PendingWrite } from '../../services/writes/pending';
import type { Conflict } from './conflict';
import type { Form } from './form';

/** A question on the screen. `failure`: its answer was yes, and it did not go well. */
export type Sheet = { readonly failure?: AppError } & (
  | { readonly kind: 'pause' | 'resume' }
  | { readonly kind: 'save'; readonly changes: readonly FieldChange[] }
  | { readonly kind: 'restore'; readonly last: LastWrite }
  | { readonly kind: 'conflict'; readonly conflict: Conflict }
  | { readonly kind: 'differs'; readonly error: WriteDiffersError }
  | { readonly kind: 'discard' }
);

/** What has just come of something, for the bar at the bottom. */
export type Result =
  | {
      readonly kind: 'done';
      readonly write: WriteKind;
      readonly theirs: readonly FieldChange[];
      readonly last: LastWrite | undefined;
      /** The storage had it while its outcome was open. */
      readonly recorded: boolean;
    }
  | { readonly kind: 'already' | 'nothing-changed' | 'draft-failed' }
  | { readonly kind: 'pending'; readonly outcome: PendingOutcome };

/** Everything that the page is about. Never changed in place. */
export interface PageState {
  readonly status: 'loading' | 'ready' | 'error' | 'broken-link';
  /** Why there is nothing to show, or nothing newer. */
  readonly failure: AppError | undefined;
  /** A read is under way. */
  readonly loading: boolean;
  readonly ref: QueueRef | undefined;
  readonly role: AdminRole;
  readonly grant: BucketGrant | undefined;
  readonly queue: Queue | undefined;
  /** The callback address is shown in full. */
  readonly revealed: boolean;
  /** The edit in progress, if there is one. */
  readonly form: Form | undefined;
  /** What the inputs were last given: they own their text while the admin types. */
  readonly texts: QueueFields | undefined;
  /** Where the write is that this page has begun. */
  readonly phase: WritePhase | undefined;
  readonly sheet: Sheet | undefined;
  readonly result: Result | undefined;
  /** A write whose outcome is not known, of this page or an earlier one. */
  readonly pending: PendingWrite | undefined;
  /** Unsaved edits of an earlier visit, on offer. */
  readonly draft: Draft | undefined;
  /** The last verified write from this phone. */
  readonly last: LastWrite | undefined;
  /** What writes from this phone carried along and the cloud does not show as it was. */
  readonly lost: readonly LeafChange[];
}

export const INITIAL_STATE: PageState = {
  status: 'loading',
  failure: undefined,
  loading: false,
  ref: undefined,
  role: 'viewer',
  grant: undefined,
  queue: undefined,
  revealed: false,
  form: undefined,
  texts: undefined,
  phase: undefined,
  sheet: undefined,
  result: undefined,
  pending: undefined,
  draft: undefined,
  last: undefined,
  lost: [],
};

/** @returns whether this admin can change this queue from here. */
export function canWrite({ role, queue }: PageState): boolean {
  return role === 'operator' && queue !== undefined && queue.cannotCarry.length === 0;
}

/** @returns whether a write may begin now: one at a time, and not while an earlier one is still being looked for. */
export function mayWrite(state: PageState): boolean {
  return canWrite(state) && state.phase === undefined && state.pending?.status !== 'checking';
}
