import { describeError, type ErrorView } from '../../i18n/error-view';
import { t } from '../../i18n/index';
import { bucketKey, hasFailed, type BoardBucket } from '../../models/board';
import type { BoardEntry } from '../../models/board-entries';
import type { AppError, AppErrorCode } from '../../models/errors';

/** Buckets that an open banner names: with more of them the page has too many nodes. All of them are copied. */
const MOST_NAMED = 10;

/** One bucket that failed as no other did: it says its own name. */
export interface OneFailure {
  kind: 'one';
  key: AppErrorCode;
  count: 1;
  label: string;
  environment: string;
  bucket: string;
  region: string;
  error: ErrorView;
  retrying: boolean;
  /** Its queues are on the board: what it has to say stands above them all, not in a row. */
  isAbove: boolean;
}

/** Several buckets that failed for the same cause. */
export interface ManyFailures {
  kind: 'many';
  key: AppErrorCode;
  count: number;
  /** How many, and why. */
  title: string;
  /** What to do next. */
  action: string;
  retryable: boolean;
  retrying: boolean;
  /** Which ones, while the banner is open. */
  details: FailureDetails | null;
}

export interface FailureDetails {
  buckets: { key: string; label: string; environment: string; place: string; facts: string }[];
  /** How many there are besides; `''` for none. */
  more: string;
  /** All of them, for a ticket. */
  copyText: string;
}

export type FailureView = OneFailure | ManyFailures;

/** A bucket whose last read failed. */
interface FailedBucket extends BoardBucket {
  readonly error: AppError;
}

/** @returns each cause once, the most frequent first. @param open the cause that shows its buckets */
export function viewFailures(board: readonly BoardBucket[], open?: AppErrorCode): FailureView[] {
  const causes = new Map<AppErrorCode, FailedBucket[]>();
  for (const bucket of board) {
    const { error } = bucket;
    if (error === null || !hasFailed(bucket)) continue;
    const failed = causes.get(error.code) ?? [];
    failed.push({ ...bucket, error });
    causes.set(error.code, failed);
  }
  const views = [...causes].flatMap(([code, failed]) => viewCause(code, failed, code === open));
  return views.sort((a, b) => b.count - a.count);
}

/** @returns whether a banner speaks for the row: a bucket without queues that shares its cause with others. */
export function isToldAbove({ bucket, queue }: BoardEntry, failures: readonly FailureView[]): boolean {
  return (
    queue === null &&
    hasFailed(bucket) &&
    failures.some(({ kind, key }) => kind === 'many' && key === bucket.error?.code)
  );
}

function viewCause(code: AppErrorCode, failed: readonly FailedBucket[], isOpen: boolean): FailureView[] {
  const [first] = failed;
  if (first === undefined) return [];
  if (failed.length === 1) return [viewOne(code, first)];
  const { title, action, retryable } = describeError(first.error);
  const count = failed.length;
  return [
    {
      kind: 'many',
      key: code,
      count,
      title: t('board.failures', { count, title }),
      action,
      retryable,
      retrying: failed.some(({ loading }) => loading),
      details: isOpen ? viewDetails(failed) : null,
    },
  ];
}

function viewOne(key: AppErrorCode, { grant, error, loading, queues }: FailedBucket): OneFailure {
  const { label, environment, bucket, region } = grant;
  return {
    kind: 'one',
    key,
    count: 1,
    label,
    environment,
    bucket,
    region,
    error: describeError(error),
    retrying: loading,
    isAbove: queues.length > 0,
  };
}

function viewDetails(failed: readonly FailedBucket[]): FailureDetails {
  const left = failed.length - MOST_NAMED;
  return {
    buckets: failed.slice(0, MOST_NAMED).map((each) => {
      const { grant } = each;
      return {
        key: bucketKey(grant),
        label: grant.label,
        environment: grant.environment,
        place: placeOf(each),
        facts: factsOf(each),
      };
    }),
    more: left > 0 ? t('board.failuresMore', { count: left }) : '',
    copyText: failed.map((each) => `${placeOf(each)} · ${factsOf(each)}`).join('\n'),
  };
}

function placeOf({ grant }: FailedBucket): string {
  return `${grant.region} · ${grant.bucket}`;
}

function factsOf({ error }: FailedBucket): string {
  const { shownCode, requestId } = describeError(error);
  return requestId === '' ? shownCode : `${shownCode} · ${t('common.requestId')}: ${requestId}`;
}
