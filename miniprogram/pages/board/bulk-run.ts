import type { Target } from '../../models/board-selection';
import type { WriteResult } from '../../models/write';
import type { ActOutcome } from '../../utils/confirm-flow';
import { eachLimited } from '../../utils/each-limited';
import type { StateQuestion } from './questions';

/** Writes under way at once: WeChat allows ten requests, and a tap must find one free. */
const AT_ONCE = 3;

/** One target of a run. `skipped`: the run was stopped before, and nothing was sent. */
export interface RunItem {
  target: Target;
  state: 'waiting' | 'writing' | 'failed' | 'skipped' | WriteResult['outcome'];
  failure?: unknown;
}

/** Several queues that are paused or resumed with one yes, a few at a time; each is one write of its own. */
export class BulkRun {
  stage: 'asking' | 'running' | 'over' = 'asking';
  readonly items: RunItem[];

  constructor(
    readonly action: StateQuestion['action'],
    targets: readonly Target[],
  ) {
    this.items = targets.map((target) => ({ target, state: 'waiting' }));
  }

  /** Writes to every target, once; resolves when all have ended. @param ended called for each, and at the end */
  async perform(
    write: (question: StateQuestion) => Promise<ActOutcome<WriteResult>>,
    ended: (item?: RunItem) => void,
  ): Promise<void> {
    this.stage = 'running';
    await eachLimited(this.items, AT_ONCE, async (item) => {
      if (item.state !== 'waiting') {
        ended(item);
        return;
      }
      item.state = 'writing';
      const { queue, grant } = item.target;
      const outcome = await write({ action: this.action, queue, grant });
      if (outcome.ok) {
        item.state = outcome.result.outcome;
        item.target = { ...item.target, queue: outcome.result.after };
      } else {
        item.state = 'failed';
        item.failure = outcome.failure;
      }
      ended(item);
    });
    this.stage = 'over';
    ended();
  }

  /** Begins nothing more; what has begun is seen through. */
  stop(): void {
    for (const item of this.items) {
      if (item.state === 'waiting') item.state = 'skipped';
    }
  }
}
