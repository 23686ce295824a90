import type { BucketEnvironment } from '../../../typings/signing-api';
import type { ConfirmView } from '../../components/confirm-sheet/confirm-sheet';
import { stateEffects } from '../../components/confirm-sheet/state-question';
import { describeError, type ErrorView } from '../../i18n/error-view';
import { t, type TextKey } from '../../i18n/index';
import { environmentText, phaseText } from '../../i18n/words';
import { bucketKey } from '../../models/board';
import { countByEnvironment, type Target } from '../../models/board-selection';
import type { BulkRun, TargetEnd } from './bulk-run';
import type { ActivityOf } from './view';

/** One target in the list of a run. */
export interface TargetView {
  key: string;
  name: string;
  place: string;
  /** Where its write is or how it went; `''` before the yes, and where the error tells it. */
  status: string;
  tone: 'waiting' | 'busy' | TargetEnd['kind'];
  error: ErrorView | null;
}

/** Everything that the page shows of pausing several. */
export interface BulkView {
  /** The mode can be entered. */
  offered: boolean;
  /** Rows are being chosen. */
  choosing: boolean;
  /** Each chooses all that run in one environment. */
  environments: { key: BucketEnvironment; text: string; chosen: boolean }[];
  /** What is chosen, or why something was not. */
  note: string;
  refused: boolean;
  /** What the button says that asks. */
  pauseText: string;
  /** The environment of what is chosen; `''` while nothing is. */
  environment: BucketEnvironment | '';
  /** What the button says that shows the last run again; `''` for none. */
  last: string;
  /** The sheet of a run is open. It stays in the data while the sheet slides away. */
  open: boolean;
  sheet: ConfirmView | null;
  rows: TargetView[];
  /** How far the run is, in words, and in hundredths; `''` before the yes. */
  progress: string;
  percent: number;
  /** What has to be typed before yes can be said; `''` for nothing. */
  typePrompt: string;
  typed: string;
  /** What the button says that reads again where the outcome is not known. */
  checkAgain: string;
  blocked: boolean;
}

export function initialBulk(): BulkView {
  return {
    offered: false,
    choosing: false,
    environments: [],
    note: '',
    refused: false,
    pauseText: '',
    environment: '',
    last: '',
    open: false,
    sheet: null,
    rows: [],
    progress: '',
    percent: 0,
    typePrompt: '',
    typed: '',
    checkAgain: '',
    blocked: false,
  };
}

/**
 * @param found what could be chosen of the rows that the query leaves
 * @param chosen what is, all of one environment
 * @param refused what was not, because it is of another one
 * @returns the bar below the board in words
 */
export function viewChoice(
  found: readonly Target[],
  chosen: readonly Target[],
  refused: Target | undefined,
): Pick<BulkView, 'environments' | 'note' | 'refused' | 'pauseText' | 'environment'> {
  const count = chosen.length;
  const environment = chosen[0]?.grant.environment ?? '';
  return {
    environments: countByEnvironment(found).map(([key, all]) => ({
      key,
      text: `${environmentText(key)} ${all}`,
      chosen: key === environment && all === count,
    })),
    note: choiceNote(chosen, refused),
    refused: refused !== undefined,
    pauseText: count === 0 ? t('common.pause') : t('queues.bulkPauseCount', { count }),
    environment,
  };
}

function choiceNote([first, ...others]: readonly Target[], refused: Target | undefined): string {
  if (first === undefined) return t('queues.bulkNone');
  const environment = environmentText(first.grant.environment);
  if (refused === undefined) return t('queues.bulkChosen', { count: others.length + 1, environment });
  const other = environmentText(refused.grant.environment);
  return t('queues.bulkOther', { name: nameOf(refused), other, environment });
}

/**
 * @param typed what was typed to confirm
 * @param resumable how many queues could be resumed that were paused together
 * @returns the sheet of the run in words
 */
export function viewRun(
  run: BulkRun,
  typed: string,
  resumable: number,
  activityOf: ActivityOf,
): Pick<BulkView, 'sheet' | 'rows' | 'progress' | 'percent' | 'typePrompt' | 'checkAgain' | 'blocked'> {
  const { stage, targets } = run;
  const count = targets.length;
  const asking = stage === 'asking';
  const rows = targets.map((target) => viewTarget(run, target, activityOf));
  const ended = rows.filter(({ tone }) => tone !== 'waiting' && tone !== 'busy').length;
  return {
    sheet: viewSheet(run, resumable),
    // What has to be looked at comes first, once nothing moves any more.
    rows: stage === 'over' ? rows.sort((a, b) => TONES.indexOf(a.tone) - TONES.indexOf(b.tone)) : rows,
    progress: asking ? '' : [`${ended}/${count}`, ...tally(run, rows)].join(' · '),
    percent: Math.round((ended / count) * 100),
    typePrompt: asking ? t('queues.bulkType', { count }) : '',
    checkAgain: t('queues.checkAgain'),
    blocked: asking && typed.trim() !== String(count),
  };
}

function viewSheet({ stage, action, isStopped, targets }: BulkRun, resumable: number): ConfirmView {
  const environment = targets[0]?.grant.environment ?? '';
  const count = targets.length;
  const pause = action === 'pause';
  const shared: Omit<ConfirmView, 'title' | 'confirmText'> = {
    target: {
      queueName: t('queues.bulkQueues', { count }),
      bucketLabel: t('queues.bulkBuckets', {
        count: new Set(targets.map(({ grant }) => bucketKey(grant))).size,
      }),
      bucket: '',
      region: '',
      environment,
    },
    effects: [],
    tone: 'normal',
  };
  if (stage === 'asking') {
    const params = { count, environment: environmentText(environment) };
    return {
      ...shared,
      title: pause ? t('queues.bulkPauseQuestion', params) : t('queues.bulkResumeQuestion', params),
      effects: stateEffects(action),
      confirmText: t(pause ? 'common.confirmPause' : 'common.confirmResume'),
    };
  }
  if (stage === 'running') {
    const doing = t(pause ? 'queues.bulkPausing' : 'queues.bulkResuming');
    return {
      ...shared,
      title: isStopped ? t('queues.bulkStopping') : doing,
      confirmText: '',
      cancelText: t('queues.bulkStop'),
    };
  }
  return {
    ...shared,
    title: t(isStopped ? 'queues.bulkStopped' : 'queues.bulkOver'),
    effects: resumable === 0 ? [] : [t('queues.bulkResumeNote')],
    confirmText: resumable === 0 ? '' : t('queues.bulkResumeCount', { count: resumable }),
    cancelText: t('common.close'),
  };
}

/** In the order in which they deserve to be looked at. */
const TONES: readonly TargetView['tone'][] = ['unclear', 'failed', 'skipped', 'already', 'done'];

function viewTarget(run: BulkRun, target: Target, activityOf: ActivityOf): TargetView {
  const { queue, grant } = target;
  const end = run.endOf(target);
  const view = {
    key: target.key,
    name: nameOf(target),
    place: `${grant.label} · ${queue.region} · ${queue.bucket}`,
    error: null,
  };
  if (typeof end !== 'boolean') {
    const error = end.error === undefined ? null : describeError(end.error);
    return { ...view, status: endText(end.kind, run.action), tone: end.kind, error };
  }
  if (end) return { ...view, status: phaseText(activityOf(queue).phase ?? 'verifying'), tone: 'busy' };
  return { ...view, status: run.stage === 'asking' ? '' : t('queues.bulkWaiting'), tone: 'waiting' };
}

function endText(kind: TargetEnd['kind'], action: BulkRun['action']): string {
  switch (kind) {
    case 'done':
      return t(action === 'pause' ? 'queue.donePause' : 'queue.doneResume');
    case 'already':
      return t('queue.already');
    case 'skipped':
      return t('queues.bulkSkipped');
    case 'unclear':
    case 'failed':
      return '';
  }
}

/** @returns how many ended in which way. */
function tally({ action }: BulkRun, rows: readonly TargetView[]): string[] {
  const counting: [TargetView['tone'], CountKey][] = [
    ['done', action === 'pause' ? 'queues.countPaused' : 'queues.bulkResumed'],
    ['already', 'queues.bulkAlready'],
    ['failed', 'queues.bulkFailed'],
    ['unclear', 'queues.bulkUnclear'],
    ['skipped', 'queues.bulkNotSent'],
  ];
  return counting.flatMap(([wanted, key]) => {
    const count = rows.filter(({ tone }) => tone === wanted).length;
    return count === 0 ? [] : [t(key, { count })];
  });
}

type CountKey = Extract<
  TextKey,
  'queues.countPaused' | `queues.bulk${'Resumed' | 'Already' | 'Failed' | 'Unclear' | 'NotSent'}`
>;

function nameOf({ queue }: Target): string {
  return queue.name === '' ? queue.queueId : queue.name;
}
