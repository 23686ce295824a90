import type { BucketEnvironment } from '../../../typings/signing-api';
import type { ConfirmView } from '../../components/confirm-sheet/confirm-sheet';
import { stateEffects } from '../../components/confirm-sheet/state-question';
import { describeError, type ErrorView } from '../../i18n/error-view';
import { t } from '../../i18n/index';
import { actionText, environmentText, phaseText } from '../../i18n/words';
import type { Target } from '../../models/board-selection';
import { titleOf } from '../../models/queue';
import type { BulkRun, RunItem } from './bulk-run';
import type { ActivityOf } from './view';

/** One target in the list of a run. */
export interface TargetView {
  key: string;
  name: string;
  place: string;
  environment: string;
  /** Where its write is or how it went; `''` before it begins, and where the error tells it. */
  status: string;
  state: RunItem['state'];
  error: ErrorView | null;
}

/** What the page shows of pausing several; what is missing has not been needed yet. */
export interface BulkView extends Partial<ChoiceView>, Partial<RunView> {
  /** The mode can be entered. */
  offered?: boolean;
  /** Rows are being chosen. */
  choosing?: boolean;
  /** What the button says that shows the last run again; `''` for none. */
  last?: string;
  /** The sheet of a run is open. It stays in the data while the sheet slides away. */
  open?: boolean;
  typed?: string;
  rows: TargetView[];
}

/** The bar below the board while rows are chosen. */
export interface ChoiceView {
  /** Each chooses all that run in one environment. */
  environments: { key: BucketEnvironment; text: string }[];
  /** What is chosen, or why something was not. */
  note: string;
  refused: boolean;
  /** The environment of what is chosen; `''` while nothing is. */
  environment: BucketEnvironment | '';
  askText: string;
}

/** The sheet of a run. */
export interface RunView {
  sheet: ConfirmView;
  rows: TargetView[];
  /** Which of all targets `rows` are, in words; `''` when they are all. */
  part: string;
  /** There are targets before and after `rows`. */
  hasBefore: boolean;
  hasAfter: boolean;
  /** How far it is, in words and in hundredths; `''` before the yes. */
  progress: string;
  percent: number;
  /** What has to be typed before yes can be said; `''` for nothing. */
  typePrompt: string;
  /** Yes cannot be said yet, or has been said: its button stays, so that a second tap meets no other one. */
  blocked: boolean;
}

/**
 * @param found what could be chosen of the rows that the query leaves
 * @param chosen what is, all of one environment
 * @param refused what was not, because it is of another one
 * @returns the bar in words
 */
export function viewChoice(
  found: readonly Target[],
  chosen: readonly Target[],
  refused: Target | undefined,
): ChoiceView {
  const environment = chosen[0]?.grant.environment ?? '';
  const keys = [...new Set(found.map(({ grant }) => grant.environment))];
  const pause = t('common.pause');
  return {
    environments: keys.map((key) => ({
      key,
      text: `${environmentText(key)} ${found.filter(({ grant }) => grant.environment === key).length}`,
    })),
    note: choiceNote(environment, chosen.length, refused),
    refused: refused !== undefined,
    environment,
    askText: environment === '' ? pause : `${pause} ${chosen.length}`,
  };
}

function choiceNote(environment: ChoiceView['environment'], count: number, refused?: Target): string {
  if (environment === '') return t('board.bulkNone');
  const chosen = environmentText(environment);
  if (refused === undefined) return t('board.bulkChosen', { count, environment: chosen });
  const other = environmentText(refused.grant.environment);
  return t('board.bulkOther', { name: titleOf(refused.queue), other, environment: chosen });
}

/** Most targets on the screen: the rest of a long list is turned to. */
export const TARGETS_SHOWN = 50;

/**
 * @param typed what was typed to confirm
 * @param resumable how many queues can be resumed that a run has paused
 * @param start the first target that is shown, of all
 * @returns the sheet of the run in words
 */
export function viewRun(
  run: BulkRun,
  typed: string,
  resumable: number,
  activityOf: ActivityOf,
  start: number,
): RunView {
  const { stage, items } = run;
  const count = items.length;
  const rows = items.map((item) => viewItem(item, run.action, activityOf));
  // What has to be looked at comes first, once nothing moves any more.
  if (stage === 'over') rows.sort((a, b) => ENDS.indexOf(a.state) - ENDS.indexOf(b.state));
  const ended = items.filter(({ state }) => ENDS.includes(state)).length;
  const asking = stage === 'asking';
  const end = Math.min(count, start + TARGETS_SHOWN);
  return {
    sheet: viewSheet(run, resumable),
    rows: rows.slice(start, end),
    part: count > TARGETS_SHOWN ? `${start + 1}–${end} / ${count}` : '',
    hasBefore: start > 0,
    hasAfter: end < count,
    progress: asking ? '' : [`${ended}/${count}`, ...tally(rows)].join(' · '),
    percent: Math.round((ended / count) * 100),
    typePrompt: asking ? t('board.bulkType', { count }) : '',
    blocked: stage === 'running' || (asking && typed.trim() !== String(count)),
  };
}

function viewSheet({ stage, action, items }: BulkRun, resumable: number): ConfirmView {
  const environment = items[0]?.target.grant.environment ?? '';
  const count = items.length;
  const act = actionText(action);
  const view: ConfirmView = {
    title: t('board.bulkTitle', { action: act, count, environment: environmentText(environment) }),
    target: null,
    effects: [],
    confirmText: `${act} ${count}`,
    tone: environment === 'production' ? 'danger' : 'normal',
  };
  if (stage === 'running') return { ...view, cancelText: t('board.bulkStop') };
  if (stage === 'asking') return { ...view, effects: stateEffects(action) };
  view.confirmText = '';
  view.cancelText = t('common.close');
  if (resumable > 0) {
    view.effects = [t('board.bulkResumeNote')];
    view.confirmText = t('board.bulkResume', { count: resumable });
  }
  return view;
}

/** Every way to end, in the order in which they deserve to be looked at. */
const ENDS: readonly RunItem['state'][] = ['failed', 'skipped', 'already', 'done'];

function viewItem(
  { target, state, failure }: RunItem,
  action: BulkRun['action'],
  activityOf: ActivityOf,
): TargetView {
  const { key, queue, grant } = target;
  const statuses = {
    waiting: () => '',
    writing: () => phaseText(activityOf(queue).phase ?? 'verifying'),
    failed: () => '',
    skipped: () => t('board.bulkSkipped'),
    already: () => t('board.bulkAlready'),
    done: () => t(action === 'pause' ? 'queue.donePause' : 'queue.doneResume'),
  };
  return {
    key,
    name: titleOf(queue),
    place: `${grant.label} · ${queue.region} · ${queue.bucket}`,
    environment: grant.environment,
    status: statuses[state](),
    state,
    error: state === 'failed' ? describeError(failure) : null,
  };
}

/** @returns how many ended in which way; what failed or is not clear is told with its row. */
function tally(rows: readonly TargetView[]): string[] {
  return [...ENDS].reverse().flatMap((end) => {
    const alike = rows.filter(({ state }) => state === end);
    const [first] = alike;
    if (first === undefined) return [];
    return end === 'failed'
      ? t('board.countIssues', { count: alike.length })
      : `${alike.length} ${first.status}`;
  });
}
