import { describeError, type ErrorView } from '../../i18n/error-view';
import { t, type TextKey } from '../../i18n/index';
import { actionText, phaseText, stateText } from '../../i18n/words';
import { BOARD_FILTERS, countBoard, hasFailed, type BoardBucket, type BoardFilter } from '../../models/board';
import type { BoardEntry } from '../../models/board-entries';
import { callbackProblem, type BoardQueue, type CallbackSummary } from '../../models/board-queue';
import type { AppError } from '../../models/errors';
import { titleOf, type QueueRef } from '../../models/queue';
import type { WritePhase } from '../../models/write';
import { viewCardAge } from './age-view';
import type { FailureView } from './failure-view';

/** What is going on with a queue besides what CI says about it. */
export interface RowActivity {
  phase: WritePhase | null;
  failure: AppError | null;
}

export type ActivityOf = (queue: QueueRef) => RowActivity;

interface PlaceView {
  key: string;
  label: string;
  environment: string;
  bucket: string;
  region: string;
}

/** One queue of the board, ready to be shown. */
export interface CardView extends PlaceView {
  kind: 'queue';
  name: string;
  queueId: string;
  /** `unchecked` while it is not known. */
  state: string;
  stateText: string;
  callback: string;
  /** The callbacks look broken. */
  suspect: boolean;
  /** Whether it is chosen, while queues are. */
  choice: 'on' | 'off' | '';
  /** What its button does; `''` for none. */
  action: 'pause' | 'resume' | '';
  actionText: string;
  /** How old it is, where its bucket could not be read since; `''` where it was. */
  age: string;
  /** Where its write is, in words; `''` when none is under way. */
  phase: string;
  failure: ErrorView | null;
  /** What the button of the failure does. */
  failureAction: string;
}

/** One bucket that has something to say for itself. */
export interface BucketView extends PlaceView {
  kind: 'bucket';
  /** Nothing is known about it yet. */
  skeleton: boolean;
  /** Not even its name is worth drawing yet. */
  ghost: boolean;
  /** It answered, and has no queue. */
  empty: boolean;
  error: ErrorView | null;
  retrying: boolean;
}

export type RowView = CardView | BucketView;

/** A count of the summary, which filters by what it counts. */
export interface FilterView {
  key: BoardFilter;
  text: string;
  /** There is something of it, and it is bad. */
  alarming: boolean;
}

/** @returns the row in words. @param isEarly an answer may come any moment */
export function viewRow(
  { key, bucket, queue }: BoardEntry,
  activityOf: ActivityOf,
  canWrite: boolean,
  choice: CardView['choice'],
  isEarly: boolean,
): RowView {
  const { label, environment, bucket: name, region } = bucket.grant;
  const place: PlaceView = { key, label, environment, bucket: name, region };
  return queue === null
    ? viewBucket(bucket, place, isEarly)
    : { ...viewCard(bucket, queue, place, activityOf(queue), canWrite && choice === ''), choice };
}

function viewBucket(
  { loading, known, queues, error }: BoardBucket,
  place: PlaceView,
  isEarly: boolean,
): BucketView {
  const skeleton = !known && error === null;
  return {
    ...place,
    kind: 'bucket',
    skeleton,
    ghost: skeleton && isEarly,
    empty: known && queues.length === 0 && error === null,
    error: error === null ? null : describeError(error),
    retrying: loading && error !== null,
  };
}

function viewCard(
  bucket: BoardBucket,
  queue: BoardQueue,
  place: PlaceView,
  { phase, failure }: RowActivity,
  canWrite: boolean,
): Omit<CardView, 'choice'> {
  // After a write of unknown outcome the next step is to look, not to write again.
  const action = canWrite && failure?.code !== 'WRITE_UNKNOWN' ? actionFor(queue.state) : '';
  // While a write to it is open, what was last read may be over.
  const isUnchecked = phase === 'checking' || failure?.code === 'WRITE_UNKNOWN';
  const name = titleOf(queue);
  const problem = callbackProblem(queue.callback, bucket.grant.environment);
  const callback = problem === 'off' ? t('board.callbackOffProduction') : callbackText(queue.callback);
  return {
    ...place,
    kind: 'queue',
    name,
    queueId: queue.queueId,
    age: viewCardAge(bucket, Date.now()),
    state: isUnchecked ? 'unchecked' : queue.state,
    stateText: isUnchecked
      ? t('board.stateUnchecked', { state: stateText(queue.state) })
      : stateText(queue.state),
    callback,
    suspect: problem !== null,
    action,
    actionText: action === '' ? '' : actionText(action),
    phase: phase === null ? '' : phaseText(phase),
    failure: failure === null ? null : describeError(failure),
    failureAction: t(failure?.code === 'WRITE_UNKNOWN' ? 'board.checkAgain' : 'board.readAgain'),
  };
}

/** A state that this program does not know has no opposite to write. */
function actionFor(state: string): CardView['action'] {
  if (state === 'Active') return 'pause';
  return state === 'Paused' ? 'resume' : '';
}

function callbackText(summary: CallbackSummary): string {
  switch (summary.kind) {
    case 'off':
      return t('board.callbackOff');
    case 'url':
      return summary.host === ''
        ? t('board.callbackNoTarget')
        : t('board.callbackUrl', { host: summary.host });
    case 'tdmq':
      return summary.name === ''
        ? t('board.callbackNoTarget')
        : t('board.callbackTdmq', { name: summary.name, region: summary.region });
    case 'other':
      return summary.text === ''
        ? t('board.callbackIncomplete')
        : t('board.callbackOther', { type: summary.text });
  }
}

const FILTER_TEXTS = {
  all: ['board.filterAll', 'board.countAll'],
  running: ['common.active', 'board.countRunning'],
  paused: ['common.paused', 'board.countPaused'],
  issues: ['board.filterIssues', 'board.countIssues'],
} as const satisfies Record<BoardFilter, readonly [TextKey, TextKey]>;

/** @returns the summary: how much there is of everything, each a filter. */
export function viewFilters(board: readonly BoardBucket[]): FilterView[] {
  const counts = countBoard(board);
  // Before the first answer a zero would be a claim.
  const counted = board.some(({ known, error }) => known || error !== null);
  return BOARD_FILTERS.map((key) => {
    const [word, counting] = FILTER_TEXTS[key];
    const count = counts[key];
    return { key, text: counted ? t(counting, { count }) : t(word), alarming: key === 'issues' && count > 0 };
  });
}

/** @returns every missing request domain in one failure, `null` unless there are several: one alone stands at its bucket. */
export function viewMissingDomains(board: readonly BoardBucket[]): ErrorView | null {
  const missing = board.flatMap(({ error }) =>
    error?.code === 'DOMAIN_NOT_LISTED' ? describeError(error) : [],
  );
  const [first] = missing;
  if (first === undefined || missing.length === 1) return null;
  return { ...first, handOver: missing.map(({ handOver }) => handOver).join('\n') };
}

/** How far the reading is, and what is left to retry. */
export interface ProgressView {
  /** `''` when everything has been read. */
  progress: string;
  /** What the button says that reads the failed buckets again; `''` for none. */
  retryFailed: string;
}

/** @returns the progress in words. @param failures what the board says of them, each with a retry of its own */
export function viewProgress(board: readonly BoardBucket[], failures: readonly FailureView[]): ProgressView {
  const answered = board.filter(({ loading }) => !loading).length;
  if (answered < board.length) {
    return { progress: t('board.progress', { answered, all: board.length }), retryFailed: '' };
  }
  const count = board.filter(hasFailed).length;
  const [first] = failures;
  // One banner for all of them has the same button.
  const isSaid = count === 0 || (first?.kind === 'many' && first.retryable && first.count === count);
  return { progress: '', retryFailed: isSaid ? '' : t('board.retryFailed', { count }) };
}
