import type { BucketGrant } from '../../../typings/signing-api';
import type { ConfirmView } from '../../components/confirm-sheet/confirm-sheet';
import { confirmTarget, stateQuestion } from '../../components/confirm-sheet/state-question';
import { describeError, type ErrorView } from '../../i18n/error-view';
import { t } from '../../i18n/index';
import { AppError } from '../../models/errors';
import type { Queue } from '../../models/queue';
import { changesOf, fieldsOf, reversed, type FieldChange, type QueueFields } from '../../models/fields';
import type { LastWrite } from '../../services/writes/last';
import { describeConflict, isDecided, type ConflictView } from './conflict';
import {
  describeConsequences,
  describeDifferences,
  describeLost,
  fieldsText,
  type DifferenceView,
  type LostView,
} from './differences';
import { formChanges, type Form } from './form';
import { asLastWrite, irrecoverable } from './restore';
import type { Sheet } from './state';

/** A question with all that has to be known to answer it. */
export interface SheetView {
  kind: Sheet['kind'];
  confirm: ConfirmView;
  /** One sentence before the fields; `''` for none. */
  lead: string;
  /** Deliveries that will stop. */
  losses: string[];
  differences: DifferenceView[];
  /** What else is worth knowing. */
  cautions: string[];
  /** What the two values of a difference are. */
  fromText: string;
  toText: string;
  conflict: ConflictView | null;
  /** What was carried along and is not as it was. */
  lost: LostView | null;
  /** Why the last yes did not work out. */
  error: ErrorView | null;
  errorTitle: string;
  /** It cannot be answered with yes. */
  blocked: boolean;
}

/** @returns the question in words. */
export function describeSheet(
  sheet: Sheet,
  queue: Queue,
  grant: BucketGrant,
  form: Form | undefined,
): SheetView {
  const error = sheet.failure === undefined ? null : describeError(causeOf(sheet.failure));
  return {
    ...EMPTY,
    ...bodyOf(sheet, queue, grant, form),
    kind: sheet.kind,
    ...arrows(sheet),
    error,
    errorTitle: t('queue.notDone'),
  };
}

type Body = Pick<SheetView, 'confirm'> & Partial<SheetView>;

const EMPTY = {
  lead: '',
  losses: [],
  differences: [],
  cautions: [],
  conflict: null,
  lost: null,
  blocked: false,
};

function bodyOf(sheet: Sheet, queue: Queue, grant: BucketGrant, form: Form | undefined): Body {
  const target = confirmTarget(queue, grant);
  const question = (
    title: string,
    confirmText: string,
    effects: string[] = [],
    danger = false,
  ): ConfirmView => ({
    title,
    target,
    effects,
    confirmText,
    tone: danger ? 'danger' : 'normal',
  });
  switch (sheet.kind) {
    case 'pause':
    case 'resume':
      return { confirm: stateQuestion(sheet.kind, queue, grant) };
    case 'save': {
      const { losses, cautions } = consequencesOf(fieldsOf(form?.base ?? queue), sheet.changes);
      const title =
        grant.environment === 'production' ? t('queue.saveQuestionProduction') : t('queue.saveQuestion');
      return {
        confirm: question(title, t('queue.confirmSave'), [], losses.length > 0),
        losses,
        cautions,
        differences: describeDifferences(sheet.changes),
      };
    }
    case 'restore': {
      const { losses, cautions } = consequencesOfRestore(sheet.last);
      return {
        confirm: question(t('queue.restoreQuestion'), t('queue.confirmRestore'), [], losses.length > 0),
        losses,
        cautions,
        differences: describeDifferences(reversed(sheet.last.changed)),
      };
    }
    case 'conflict': {
      const conflict = describeConflict(sheet.conflict);
      return {
        confirm: question(t('queue.conflictTitle'), conflict.action, [], conflict.losses.length > 0),
        lead: t('queue.conflictNote'),
        losses: conflict.losses,
        conflict,
        blocked: !isDecided(sheet.conflict),
      };
    }
    case 'differs': {
      const { differences, lost } = sheet.error;
      const last = asLastWrite(sheet.error);
      const blocked = last.changed.length === 0;
      return {
        confirm: {
          ...question(t('queue.differsTitle'), blocked ? '' : t('queue.reviewRestore')),
          cancelText: t('queue.differsKeep'),
        },
        lead: differences.length === 0 ? '' : t('queue.differsNote'),
        differences: describeDifferences(differences),
        lost: describeLost(lost),
        blocked,
      };
    }
    case 'discard': {
      const fields = form === undefined ? [] : formChanges(form).map(({ field }) => field);
      const effect = t('queue.discardEffect', { fields: fieldsText(fields) });
      const confirm = question(t('queue.discardQuestion'), t('queue.confirmDiscard'), [effect], true);
      return { confirm: { ...confirm, cancelText: t('queue.keepEditing') } };
    }
  }
}

function arrows({ kind }: Sheet): Pick<SheetView, 'fromText' | 'toText'> {
  return kind === 'differs'
    ? { fromText: t('queue.differsSent'), toText: t('queue.differsNow') }
    : { fromText: t('queue.changeFrom'), toText: t('queue.changeTo') };
}

function consequencesOf(
  before: QueueFields,
  changes: readonly FieldChange[],
): ReturnType<typeof describeConsequences> {
  return describeConsequences(before, { ...before, ...changesOf(changes) });
}

function consequencesOfRestore({
  before,
  after,
  changed,
}: LastWrite): ReturnType<typeof describeConsequences> {
  const { losses, cautions } = consequencesOf(fieldsOf(after), reversed(changed));
  return { losses, cautions: [...cautions, ...irrecoverable(before, after)] };
}

/** "Not done" is what the sheet itself says by being still there; what helps is the reason underneath. */
function causeOf(failure: AppError): AppError {
  return failure.code === 'WRITE_NOT_DONE' && failure.reason instanceof AppError ? failure.reason : failure;
}
