import type { Target } from '../../models/board-selection';
import { AppError, toAppError, type AppErrorCode } from '../../models/errors';
import type { WriteResult } from '../../models/write';
import type { PendingOutcome } from '../../services/pending-writes';
import type { ActOutcome } from '../../utils/confirm-flow';
import { eachLimited } from '../../utils/each-limited';
import type { StateQuestion } from './questions';

/** Writes under way at once: WeChat allows ten requests, and one write may have two. */
const AT_ONCE = 3;
/** What CI holds after these has to be looked at; after any other failure it is what it was. */
const UNCLEAR: readonly AppErrorCode[] = ['WRITE_UNKNOWN', 'WRITE_DIFFERS'];

/** How one target ended. `skipped`: the run was stopped before, and nothing was sent. */
export interface TargetEnd {
  kind: 'done' | 'already' | 'unclear' | 'failed' | 'skipped';
  /** The target as it is known now. */
  target: Target;
  error?: AppError;
}

export type WriteTarget = (question: StateQuestion) => Promise<ActOutcome<WriteResult>>;

/** Several queues that are paused or resumed with one yes, a few at a time; each is one write of its own. */
export class BulkRun {
  stage: 'asking' | 'running' | 'over' = 'asking';
  isStopped = false;
  private readonly begun = new Set<string>();
  private readonly ends = new Map<string, TargetEnd>();

  constructor(
    readonly action: StateQuestion['action'],
    readonly targets: readonly Target[],
  ) {}

  /** @returns how the target ended, whether it has begun while it has not. */
  endOf({ key }: Target): TargetEnd | boolean {
    return this.ends.get(key) ?? this.begun.has(key);
  }

  /**
   * Writes to every target, once; resolves when all have ended.
   *
   * @param ended told each time that one has
   */
  async perform(write: WriteTarget, ended: (end: TargetEnd) => void): Promise<void> {
    if (this.stage !== 'asking') return;
    this.stage = 'running';
    await eachLimited(this.targets, AT_ONCE, async (target) => {
      if (this.isStopped) return;
      this.begun.add(target.key);
      const { queue, grant } = target;
      ended(this.end(toEnd(target, await write({ action: this.action, queue, grant }))));
    });
    for (const target of this.targets) {
      if (!this.ends.has(target.key)) this.end({ kind: 'skipped', target });
    }
    this.stage = 'over';
  }

  /** Begins nothing more; what has begun is seen through. */
  stop(): void {
    this.isStopped = true;
  }

  /** A write that had ended unclear turned out. @returns how, if it is clear now */
  settle(key: string, outcome: PendingOutcome['kind']): TargetEnd | undefined {
    const end = this.ends.get(key);
    if (end?.kind !== 'unclear' || outcome === 'overtaken') return undefined;
    const { target, error } = end;
    if (outcome === 'done') return this.end({ kind: 'done', target });
    return this.end({ kind: 'failed', target, error: new AppError('WRITE_NOT_DONE', {}, error?.reason) });
  }

  private end(end: TargetEnd): TargetEnd {
    this.ends.set(end.target.key, end);
    return end;
  }
}

function toEnd(target: Target, outcome: ActOutcome<WriteResult>): TargetEnd {
  if (outcome.ok) {
    const { outcome: kind, after } = outcome.result;
    return { kind, target: { ...target, queue: after } };
  }
  const error = toAppError(outcome.failure);
  return { kind: UNCLEAR.includes(error.code) ? 'unclear' : 'failed', target, error };
}
