import type { AppErrorCode } from '../../models/errors';
import type { PendingOutcome } from '../../models/write';
import { parseCiTime } from '../../utils/time';
import type { RecordedWrite } from '../stored/sent-writes';
import type { Verdict } from './check';

/**
 * A read may show the queue as it was this long before its `Date`, milliseconds. CI promises nothing; a "not done" is
 * only claimed for a time that even so late a read has seen.
 */
const READ_LAG_MS = 60_000;
/**
 * When CI accepts a PUT, seconds before and after the `Date` of the read that it is based on. Clocks of the cloud differ
 * a little; the end is longer than a request lives.
 */
export const SIGNATURE_WINDOW = { beforeS: 5, afterS: 25 } as const;
const WINDOW_MS = (SIGNATURE_WINDOW.beforeS + SIGNATURE_WINDOW.afterS) * 1_000;
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
  /** UpdateTime of the queue, as CI wrote it. */
  updateTime: string;
  /** UpdateTime is after the one of CI's answer to the PUT. */
  isNewer: boolean;
  /** `Date` of the read, milliseconds; nothing negative is claimed without one. */
  cloudTime: number | undefined;
}

/** @returns the outcome, `undefined` while nothing is proved, `over` if a write that was told of needs no more watching */
export function conclude(write: RecordedWrite, evidence: Evidence): PendingOutcome | 'over' | undefined {
  const { told, accepted, later, validUntil } = write;
  const { verdict, content, isNewer, cloudTime } = evidence;
  const isShown = later === '' ? verdict === 'exact' || verdict === 'in-effect' : verdict === 'exact';
  const isInEffect = isShown && content !== later;
  if (isInEffect && !isOlderThanWrite(validUntil, evidence)) return { kind: told ? 'late' : 'done' };
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

/**
 * Another admin may have made the queue what this write wants, before it and unseen by the lagging read that the write
 * is based on. A read that lags as well shows that, and says nothing about now.
 */
function isOlderThanWrite(validUntil: number, { updateTime, cloudTime }: Evidence): boolean {
  const validFrom = validUntil - WINDOW_MS;
  const updatedAt = parseCiTime(updateTime);
  if (updatedAt === undefined || updatedAt >= validFrom) return false;
  return cloudTime === undefined || cloudTime - READ_LAG_MS < validFrom;
}

/** @returns what a read that failed for good says about a write, `undefined` if another read may succeed. */
export function outcomeOfFailure(code: AppErrorCode): PendingOutcome | undefined {
  const kind = FINAL_FAILURES[code];
  return kind && { kind };
}
