import type { BucketGrant } from '../../../typings/signing-api';
import type { ResultView } from '../../components/result-bar/result-bar';
import { t } from '../../i18n/index';
import { outcomeText } from '../../i18n/words';
import { titleOf, type Queue } from '../../models/queue';
import type { WriteResult, PendingOutcome } from '../../models/write';
import type { LastWrite } from '../../services/writes/last';

/** A pause or a resume that waits for a yes. */
export interface StateQuestion {
  action: 'pause' | 'resume';
  /** As it was on the screen. */
  queue: Queue;
  grant: BucketGrant;
}

/** A pause or a resume that is taken back. */
export interface UndoWish {
  action: 'undo';
  /** As the write left it. */
  queue: Queue;
  grant: BucketGrant;
  last: LastWrite;
}

/** What the admin said yes to. */
export type RowWish = StateQuestion | UndoWish;

/** @returns how a write that ended well is told. "Already" is not "done": somebody else did it. */
export function viewResult({ action, grant }: RowWish, result: WriteResult): ResultView {
  const pause = result.after.state === 'Paused';
  const params = { name: titleOf(result.after) };
  if (result.outcome === 'already') return viewAlready(result.after);
  const kept = result.theirs.length === 0 ? '' : t('board.theirsKept', { count: result.theirs.length });
  const recorded = result.recorded ? '' : `\n${t('common.notRecorded')}`;
  const note = t('board.doneNote', { label: grant.label }) + kept + recorded;
  if (action !== 'undo') {
    const title = t(pause ? 'board.donePaused' : 'board.doneActive', params);
    return { tone: 'success', title, note };
  }
  // What happened in between stays as it happened.
  const caution = t(pause ? 'common.cautionStarted' : 'common.cautionRefused');
  const title = t(pause ? 'board.undonePaused' : 'board.undoneActive', params);
  return { tone: 'success', title, note: `${note}\n${caution}` };
}

/** @returns how a write ended well that another page began. */
export function viewJoined(result: WriteResult): ResultView {
  return result.outcome === 'already'
    ? viewAlready(result.after)
    : viewOutcome(result.after, { kind: 'done' });
}

function viewAlready(queue: Queue): ResultView {
  const params = { name: titleOf(queue) };
  return {
    tone: 'info',
    title: t(queue.state === 'Paused' ? 'board.alreadyPaused' : 'board.alreadyActive', params),
    note: t('board.alreadyNote'),
  };
}

/** @returns how a write turned out whose outcome was not known when it ended. */
export function viewOutcome(queue: Pick<Queue, 'name' | 'queueId'>, outcome: PendingOutcome): ResultView {
  const { title, note } = outcomeText(outcome);
  return {
    tone: outcome.kind === 'done' ? 'success' : 'warning',
    title: t('board.outcome', { name: titleOf(queue), outcome: title }),
    note,
  };
}
