import { describeError, type ErrorView } from '../../i18n/error-view';
import { t } from '../../i18n/index';
import { phaseText, stateText } from '../../i18n/words';
import {
  BOARD_FILTERS,
  countQueues,
  queryBoard,
  summarizeCallback,
  type BoardBucket,
  type BoardGroup,
  type BoardQuery,
} from '../../models/board';
import type { NotifyConfig } from '../../models/notify-config';
import { queueKey, type Queue } from '../../models/queue';
import type { WritePhase } from '../../models/write';
import type { SegmentOption } from '../../components/segmented/segmented';

/** What is going on with a queue besides what CI says about it. */
export interface RowActivity {
  phase: WritePhase | null;
  failure: ErrorView | null;
}

export type ActivityOf = (queue: Queue) => RowActivity;

/** One queue of the board, ready to be shown. */
export interface CardView {
  key: string;
  name: string;
  queueId: string;
  state: string;
  callback: string;
  /** What its button does; `''` for none. */
  action: 'pause' | 'resume' | '';
  actionText: string;
  /** Where its write is, in words; `''` when none is under way. */
  phase: string;
  failure: ErrorView | null;
  /** What the button of the failure does. */
  failureAction: string;
  label: string;
  environment: string;
  bucket: string;
  region: string;
  /** For a screen reader: the card in one sentence. */
  summary: string;
}

/** One bucket of the board. */
export interface GroupView {
  key: string;
  label: string;
  environment: string;
  bucket: string;
  region: string;
  visible: boolean;
  cards: CardView[];
  /** Nothing is known about it yet. */
  skeleton: boolean;
  /** It answered, and has no queue. */
  empty: boolean;
  error: ErrorView | null;
  retrying: boolean;
  /** What stands below the error is older than it. */
  stale: boolean;
}

export interface BoardView {
  groups: GroupView[];
  filters: SegmentOption[];
  /** The query leaves nothing to see. */
  nothingFound: boolean;
  /** How far the reading is, or how many buckets failed; `''` when all is well. */
  progress: string;
  failed: boolean;
}

/** @returns the board in words. */
export function viewBoard(
  board: readonly BoardBucket[],
  query: BoardQuery,
  activityOf: ActivityOf,
  canWrite: boolean,
): BoardView {
  const groups = queryBoard(board, query).map((group) => viewGroup(group, activityOf, canWrite));
  return {
    groups,
    filters: viewFilters(board),
    nothingFound: board.length > 0 && groups.every(({ visible }) => !visible),
    ...viewProgress(board),
  };
}

function viewGroup(
  { bucket, queues, visible }: BoardGroup,
  activityOf: ActivityOf,
  canWrite: boolean,
): GroupView {
  const { grant, loading, known, error } = bucket;
  const place = {
    label: grant.label,
    environment: grant.environment,
    bucket: grant.bucket,
    region: grant.region,
  };
  const cards = queues.map((queue) => ({ ...viewCard(queue, activityOf(queue), canWrite), ...place }));
  return {
    ...place,
    key: `${grant.region}/${grant.bucket}`,
    visible,
    cards: cards.map((card) => ({ ...card, summary: summaryText(card) })),
    skeleton: !known && error === null,
    empty: known && bucket.queues.length === 0 && error === null,
    error: error === null ? null : describeError(error),
    retrying: loading && error !== null,
    stale: error !== null && cards.length > 0,
  };
}

function viewCard(
  queue: Queue,
  { phase, failure }: RowActivity,
  canWrite: boolean,
): Omit<CardView, 'label' | 'environment' | 'bucket' | 'region' | 'summary'> {
  // After a write of unknown outcome the next step is to look, not to write again.
  const action = canWrite && failure?.code !== 'WRITE_UNKNOWN' ? actionFor(queue.state) : '';
  return {
    key: queueKey(queue),
    name: queue.name === '' ? queue.queueId : queue.name,
    queueId: queue.queueId,
    state: queue.state,
    callback: callbackText(queue.notifyConfig),
    action,
    actionText: action === '' ? '' : t(action === 'pause' ? 'common.pause' : 'common.resume'),
    phase: phase === null ? '' : phaseText(phase),
    failure,
    failureAction: t(failure?.code === 'WRITE_UNKNOWN' ? 'queues.checkAgain' : 'queues.readAgain'),
  };
}

/** A state that this program does not know has no opposite to write. */
function actionFor(state: string): CardView['action'] {
  if (state === 'Active') return 'pause';
  return state === 'Paused' ? 'resume' : '';
}

function callbackText(notify: NotifyConfig): string {
  const summary = summarizeCallback(notify);
  switch (summary.kind) {
    case 'off':
      return t('queues.callbackOff');
    case 'url':
      return t('queues.callbackUrl', { host: summary.host });
    case 'tdmq':
      return t('queues.callbackTdmq', { name: summary.name, region: summary.region });
    case 'other':
      return summary.text === ''
        ? t('queues.callbackIncomplete')
        : t('queues.callbackOther', { type: summary.text });
  }
}

function summaryText(card: Omit<CardView, 'summary'>): string {
  return t('queues.cardSummary', {
    name: card.name,
    state: stateText(card.state),
    label: card.label,
    callback: card.callback,
  });
}

/** @returns the filters with their counts. */
export function viewFilters(board: readonly BoardBucket[]): SegmentOption[] {
  const counts = countQueues(board);
  const words = { all: t('queues.filterAll'), running: t('common.active'), paused: t('common.paused') };
  // Before the first answer a zero would be a claim.
  const counted = board.some(({ known }) => known);
  return BOARD_FILTERS.map((value) => ({
    value,
    label: words[value],
    count: counted ? String(counts[value]) : '',
  }));
}

/** A bucket whose service is not open has answered, and clearly. */
export function hasFailed({ error }: BoardBucket): boolean {
  return error !== null && error.code !== 'SERVICE_NOT_OPEN';
}

function viewProgress(board: readonly BoardBucket[]): Pick<BoardView, 'progress' | 'failed'> {
  const answered = board.filter(({ loading }) => !loading).length;
  if (answered < board.length) {
    return { progress: t('queues.progress', { answered, all: board.length }), failed: false };
  }
  const count = board.filter(hasFailed).length;
  return count === 0
    ? { progress: '', failed: false }
    : { progress: t('queues.failures', { count }), failed: true };
}
