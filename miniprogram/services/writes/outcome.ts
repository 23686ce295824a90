import type { AppErrorCode } from '../../models/errors';
import type { PendingOutcome } from '../../models/write';
import type { RecordedWrite } from '../stored/sent-writes';
import type { Verdict } from './check';

/**
 * A read may show the queue as it was this long before its `Date`, milliseconds. CI promises nothing; a "not done" is
 * only claimed for a time that even so late a read has seen.
 */
const READ_LAG_MS = 60_000;
/** A write is watched this long after CI takes it no more, milliseconds: CI may be slow to carry out what it took. */
const WATCH_MS = 600_000;

/** Failures of a read that another read does not mend. */
const FINAL_FAILURES: Partial<Record<AppErrorCode, 'gone' | 'no-access'>> = {
  QUEUE_NOT_FOUND: 'gone',
  BUCKET_NOT_FOUND: 'gone',
  SERVICE_NOT_OPEN: 'gone',
  NOT_ADMIN: 'no-access',
  NO_BUCKETS: 'no-access',
  LOGIN_BLOCKED: 'no-access',
  BUCKET_NOT_GRANTED: 'no-access',
  ACCESS_DENIED: 'no-access',
};

/** What one read says about a write. */
export interface Evidence {
  verdict: Verdict;
  /** Fingerprint of the queue as it was read. */
  content: string;
  /** UpdateTime is after the one of CI's answer to the PUT. */
  isNewer: boolean;
  /** `Date` of the read, milliseconds; nothing negative is claimed without one. */
  cloudTime: number | undefined;
}

/** @returns the outcome, `undefined` while nothing is proved, `over` if a write that was told of needs no more watching */
export function conclude(write: RecordedWrite, evidence: Evidence): PendingOutcome | 'over' | undefined {
  const { told, accepted, later, validUntil } = write;
  const { verdict, content, isNewer, cloudTime } = evidence;
  const isInEffect = later === '' ? verdict === 'exact' || verdict === 'in-effect' : verdict === 'exact';
  if (isInEffect && content !== later) return { kind: told ? 'late' : 'done' };
  const isOver = cloudTime !== undefined && cloudTime > validUntil + WATCH_MS;
  if (told) return isOver ? 'over' : undefined;
  // CI has said when it took this one, and the read shows a write that came after it.
  if (verdict === 'overtaken' && isNewer) return { kind: 'overtaken' };
  if (verdict === 'stale' && !isOver) return undefined;
  if (cloudTime === undefined || cloudTime - READ_LAG_MS <= validUntil) return undefined;
  if (verdict === 'overtaken' || verdict === 'unclear') return { kind: verdict };
  if (accepted) return isOver ? { kind: 'not-shown' } : undefined;
  if (verdict === 'stale') return { kind: 'unclear' };
  return { kind: 'not-done', asOf: cloudTime - READ_LAG_MS };
}

/** @returns what a read that failed for good says about a write, `undefined` if another read may succeed. */
export function outcomeOfFailure(code: AppErrorCode): PendingOutcome | undefined {
  const kind = FINAL_FAILURES[code];
  return kind && { kind };
}
