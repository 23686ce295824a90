import type { AppError } from '../../models/errors';
import type { Queue } from '../../models/queue';
import { diffFields, fieldsOf, type FieldChanges } from '../../models/fields';
import {
  WriteConflictError,
  WriteDiffersError,
  WriteUnknownError,
  WriteUnsettledError,
  type WriteIntent,
  type WriteKind,
  type WriteResult,
} from '../../models/write';
import type { LastWrite } from '../../services/writes/last';
import { formChanges, openForm, type Form } from './form';
import type { PageState, Sheet } from './state';

/** A write as this page sees it. */
export interface Attempt {
  kind: WriteKind;
  /** Everything that it was to change. */
  wanted: FieldChanges;
  /** The question that was answered with yes; a failure brings it back. */
  sheet: Sheet;
}

/**
 * @param last what an undo takes back
 * @returns a write that this page did not begin, with the question that it would have asked
 */
export function attemptOf(intent: WriteIntent, last: LastWrite | undefined): Attempt {
  return { kind: intent.kind, wanted: intent.changes, sheet: questionOf(intent, last) };
}

function questionOf({ kind, seen, changes }: WriteIntent, last: LastWrite | undefined): Sheet {
  if (kind === 'pause' || kind === 'resume') return { kind };
  if (kind === 'undo' && last !== undefined) return { kind: 'restore', last };
  const fields = fieldsOf(seen);
  return { kind: 'save', changes: diffFields(fields, { ...fields, ...changes }) };
}

const CLOSED_FORM = { form: undefined, texts: undefined } as const;

/** @returns what a write that ended well changes on the page. */
export function afterResult(
  { kind }: Attempt,
  result: WriteResult,
  last: LastWrite | undefined,
): Partial<PageState> {
  return {
    phase: undefined,
    sheet: undefined,
    queue: result.after,
    result:
      result.outcome === 'done'
        ? { kind: 'done', write: kind, theirs: result.theirs, last, recorded: result.recorded }
        : { kind: 'already' },
  };
}

/** @returns what a write that did not end well changes on the page. Nothing that was typed is lost. */
export function afterFailure(state: PageState, attempt: Attempt, failure: AppError): Partial<PageState> {
  if (failure instanceof WriteConflictError) {
    const conflict = { error: failure, wanted: attempt.wanted, choices: {} };
    return { phase: undefined, sheet: { kind: 'conflict', conflict }, queue: failure.now };
  }
  if (failure instanceof WriteDiffersError) {
    return {
      ...rebased(state.form, failure.after),
      phase: undefined,
      sheet: { kind: 'differs', error: failure },
      queue: failure.after,
    };
  }
  // The banner of the pending write says all there is to say; the question must not be answered again by mistake.
  if (failure instanceof WriteUnknownError) return { phase: undefined, sheet: undefined };
  // It was sent, so the question is not asked again.
  if (failure instanceof WriteUnsettledError) {
    return { phase: undefined, sheet: undefined, result: { kind: 'pending', outcome: failure.outcome } };
  }
  return { phase: undefined, sheet: { ...attempt.sheet, failure } };
}

/** @returns the edit as it goes on from what is there now, as far as it still differs. Nothing else of it is lost. */
export function rebased(form: Form | undefined, after: Queue): Partial<PageState> {
  if (form === undefined) return {};
  const changes: FieldChanges = {};
  const now = fieldsOf(after);
  for (const { field, to } of formChanges(form)) if (to !== now[field]) changes[field] = to;
  const next = openForm(after, changes);
  return formChanges(next).length === 0 ? CLOSED_FORM : { form: next, texts: next.values };
}
