import { toAppError, type AppError } from '../../models/errors';
import { WriteDiffersError, WriteUnknownError } from '../../models/write';
import { pausedQueues } from '../../services/stored/paused-queues';
import type { BulkRun, RunItem } from './bulk-run';

/** Notes what became of one target, for the way back. */
export function noteEnd(
  action: BulkRun['action'],
  run: number,
  { target: { queue }, state, failure }: RunItem,
): void {
  if (action === 'resume') {
    if (state === 'done' || state === 'already') pausedQueues.drop(queue);
  } else if (state === 'done') {
    pausedQueues.notePaused(run, queue);
  } else if (failure instanceof WriteDiffersError && failure.changed.some(({ field }) => field === 'state')) {
    pausedQueues.notePaused(run, failure.after);
  } else if (!(state === 'failed' && mayTakeEffect(toAppError(failure)))) {
    pausedQueues.drop(queue);
  }
}

/** @returns whether the write was sent and CI may still show it. */
function mayTakeEffect({ code, details }: AppError): boolean {
  return code === 'WRITE_UNKNOWN' || code === 'WRITE_DIFFERS' || details.asOf !== undefined;
}

/** What was unknown when the run ended may be known by now. */
export function tellLater(item: RunItem): void {
  if (!(item.failure instanceof WriteUnknownError) || !pausedQueues.has(item.target.queue)) return;
  item.state = 'done';
  delete item.failure;
}
