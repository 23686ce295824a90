import type { ResultView } from '../../components/result-bar/result-bar';
import { describeError, type ErrorView } from '../../i18n/error-view';
import { t } from '../../i18n/index';
import { outcomeText, phaseText } from '../../i18n/words';
import { AppError } from '../../models/errors';
import { diffFields, fieldsOf, type QueueFields } from '../../models/fields';
import { formatDateTime } from '../../utils/time';
import { describeQueue, timeText, type DetailView } from './detail';
import {
  describeDifferences,
  describeLost,
  fieldsText,
  type DifferenceView,
  type LostView,
} from './differences';
import { formChanges } from './form';
import { describeForm, type FormView } from './form-view';
import { irrecoverable, isRestorable } from './restore';
import { describeSheet, type SheetView } from './sheet-view';
import { canWrite, INITIAL_STATE, mayWrite, type PageState, type Result } from './state';

/** A card above the queue that says what has to be known first. */
export interface NoticeView {
  title: string;
  note: string;
  differences: DifferenceView[];
}

/** The data of the page. */
export interface PageView {
  status: PageState['status'];
  error: ErrorView | null;
  detail: DetailView | null;
  form: FormView | null;
  texts: QueueFields | null;
  /** It is being read again after it failed. */
  retrying: boolean;
  /** This admin can change this queue from here. */
  editable: boolean;
  /** Nothing may be written now. */
  busy: boolean;
  /** A write of this page is under way. */
  writing: boolean;
  /** Where it is, in words; `''` where the notice of the pending write says it. */
  progress: string;
  /** The admin is a viewer. */
  readOnly: boolean;
  /** The queue holds something that cannot be sent back; `null` for the usual one. */
  cannotCarry: ErrorView | null;
  /** What the button for the state does; `''` for none. */
  toggle: 'pause' | 'resume' | '';
  pending: (NoticeView & { checking: boolean }) | null;
  draft: NoticeView | null;
  last: NoticeView | null;
  lost: LostView | null;
  result: ResultView | null;
  undoable: boolean;
  /** It stays while it slides away. */
  sheet: SheetView | null;
  /** The question is open. */
  asking: boolean;
}

/** The data before the first answer: there is nothing in any language yet. */
export const EMPTY: PageView = { ...viewPage(INITIAL_STATE), sheet: null };

/** @returns the whole page in words, without the sheet while nothing is asked */
export function viewQueue(state: PageState): Partial<PageView> {
  const { sheet, ...view } = viewPage(state);
  return sheet === null ? view : { ...view, sheet };
}

/** @returns the title of the page */
export function titleOf({ form }: PageState): string {
  return t(form === undefined ? 'queue.title' : 'queue.titleEdit');
}

/** @returns what WeChat asks before unsaved edits are left; `''` where there are none */
export function leaveQuestion({ form, phase }: PageState): string {
  // A write that was sent is not lost by leaving: the page says how it ended when the admin comes back.
  const isUnsaved = form !== undefined && phase === undefined && formChanges(form).length > 0;
  return isUnsaved ? t('queue.leaveQuestion') : '';
}

function viewPage(state: PageState): PageView {
  const { queue, grant, failure, form, phase, sheet, result } = state;
  const shown = queue !== undefined && grant !== undefined;
  return {
    status: state.status,
    error: failure === undefined ? null : describeError(failure),
    detail: shown ? describeQueue(queue, grant, state.revealed, isUnchecked(state)) : null,
    form: form === undefined ? null : describeForm(form),
    texts: state.texts ?? null,
    retrying: state.loading && failure !== undefined,
    editable: canWrite(state),
    busy: !mayWrite(state),
    writing: phase !== undefined,
    progress: phase === undefined || phase === 'checking' ? '' : phaseText(phase),
    readOnly: shown && state.role === 'viewer',
    cannotCarry: shown && queue.cannotCarry.length > 0 ? describeError(new AppError('CANNOT_CARRY')) : null,
    toggle: toggleOf(state),
    pending: describePending(state),
    draft: describeDraft(state),
    last: describeLast(state),
    lost: describeLost(state.lost),
    result: result === undefined ? null : describeResult(result),
    undoable: result?.kind === 'done' && result.write !== 'undo' && result.last !== undefined,
    sheet: shown && sheet !== undefined ? describeSheet(sheet, queue, grant, form) : null,
    asking: shown && sheet !== undefined,
  };
}

/** A state that this program does not know has no opposite. */
function toggleOf(state: PageState): PageView['toggle'] {
  if (!canWrite(state)) return '';
  if (state.queue?.state === 'Active') return 'pause';
  return state.queue?.state === 'Paused' ? 'resume' : '';
}

function describePending({ pending, phase }: PageState): PageView['pending'] {
  if (pending === undefined && phase !== 'checking') return null;
  const differences = describeDifferences(pending?.fields ?? []);
  const noRecord = pending?.recorded === false ? `\n${t('queue.pendingNotRecorded')}` : '';
  if (pending?.status === 'gave-up') {
    const time = formatDateTime(pending.sentAt);
    const [title, note] = pending.accepted
      ? [t('queue.pendingAccepted'), t('queue.pendingAcceptedNote', { time })]
      : [t('queue.pendingGaveUp'), t('queue.pendingGaveUpNote', { time })];
    return { title, note: note + noRecord, differences, checking: false };
  }
  return {
    title: t(pending?.accepted === true ? 'queue.pendingAccepted' : 'queue.pendingChecking'),
    note: t('queue.pendingCheckingNote') + noRecord,
    differences,
    checking: true,
  };
}

/** A write to the state is open: the state that was last read may be over. */
function isUnchecked({ pending, phase }: PageState): boolean {
  return phase === 'checking' || pending?.fields.some(({ field }) => field === 'state') === true;
}

function describeDraft({ draft, queue, form }: PageState): NoticeView | null {
  if (draft === undefined || queue === undefined || form !== undefined) return null;
  const now = fieldsOf(queue);
  const notes = [t('queue.draftNote', { time: formatDateTime(draft.savedAt) })];
  if (draft.seenUpdateTime !== queue.updateTime) {
    notes.push(t('queue.draftStale', { time: timeText(queue.updateTime) }));
  }
  return {
    title: t('queue.draftTitle'),
    note: notes.join('\n'),
    differences: describeDifferences(diffFields(now, { ...now, ...draft.changes })),
  };
}

function describeLast(state: PageState): NoticeView | null {
  const { last, queue, form } = state;
  if (last === undefined || queue === undefined || form !== undefined || !canWrite(state)) return null;
  if (!isRestorable(last, queue)) return null;
  return {
    title: t('queue.lastTitle'),
    note: t('queue.lastNote', { time: formatDateTime(last.verifiedAt) }),
    differences: describeDifferences(last.changed),
  };
}

const DONE_TITLES = {
  pause: 'queue.donePause',
  resume: 'queue.doneResume',
  edit: 'queue.doneEdit',
  undo: 'queue.doneUndo',
} as const;

function describeResult(result: Result): ResultView {
  switch (result.kind) {
    case 'done': {
      const kept = result.theirs.map(({ field }) => field);
      const notes = kept.length === 0 ? [] : [t('queue.theirsKept', { fields: fieldsText(kept) })];
      // The undo went the other way round.
      if (result.write === 'undo' && result.last !== undefined) {
        notes.push(...irrecoverable(result.last.after, result.last.before));
      }
      if (!result.recorded) notes.push(t('common.notRecorded'));
      return { tone: 'success', title: t(DONE_TITLES[result.write]), note: notes.join('\n') };
    }
    case 'already':
      return { tone: 'info', title: t('queue.already'), note: t('queue.alreadyNote') };
    case 'nothing-changed':
      return { tone: 'info', title: t('queue.nothingChanged'), note: '' };
    case 'draft-failed':
      return { tone: 'warning', title: t('queue.draftFailed'), note: t('errors.STORAGE_FAILED_ACTION') };
    case 'pending':
      return {
        tone: result.outcome.kind === 'done' ? 'success' : 'warning',
        ...outcomeText(result.outcome),
      };
  }
}
