import { t } from '../../i18n/index';
import { hasFailed, type BoardBucket } from '../../models/board';
import { ageOf } from '../../utils/age';

/** @returns an age in words. @param ms milliseconds */
function ageText(ms: number): string {
  const { unit, count } = ageOf(ms);
  switch (unit) {
    case 'now':
      return t('board.ageNow');
    case 'seconds':
      return t('board.ageSeconds', { count });
    case 'minutes':
      return t('board.ageMinutes', { count });
    case 'hours':
      return t('board.ageHours', { count });
    case 'days':
      return t('board.ageDays', { count });
  }
}

/** "Just now" beside a failure would be taken for an answer, and seconds would change every card each second. */
function oldAgeText(ms: number): string {
  const { unit } = ageOf(ms);
  return unit === 'now' || unit === 'seconds' ? t('board.ageUnderMinute') : ageText(ms);
}

/** @returns when the queues of the bucket were last read, in words; `''` where its last read gave them. */
export function viewCardAge({ readAt, error }: BoardBucket, now: number): string {
  return readAt === null || error === null ? '' : t('board.lastRead', { age: oldAgeText(now - readAt) });
}

/**
 * @param ms how old the oldest of what the board shows is, milliseconds
 * @returns how old the board is, in words, and whether that is true of all of it
 */
export function viewUpdated(board: readonly BoardBucket[], isStored: boolean, ms: number): string {
  const failed = board.filter(hasFailed);
  const isOld = failed.some(({ known }) => known);
  if (isOld) {
    const isAll = board.every((bucket) => !bucket.known || hasFailed(bucket));
    return t(isAll ? 'board.updatedStored' : 'board.updatedPart', { age: oldAgeText(ms) });
  }
  const age = ageText(ms);
  if (isStored) return t('board.updatedStored', { age });
  return t(failed.length > 0 ? 'board.updatedRest' : 'board.updated', { age });
}
