import type { BucketEnvironment } from '../../../typings/signing-api';
import { t } from '../../i18n/index';
import type { BoardEntry } from '../../models/board-entries';
import { Selection, targetsOf, type Target } from '../../models/board-selection';
import { queueKey, type QueueRef } from '../../models/queue';
import type { PendingOutcome } from '../../services/pending-writes';
import { fieldPatch, listPatch } from '../../utils/list-patch';
import { BulkRun, type TargetEnd, type WriteTarget } from './bulk-run';
import { viewChoice, viewRun, type BulkView } from './bulk-view';
import type { ActivityOf, CardView } from './view';

/** What pausing several needs of the board. */
export interface BulkSteps {
  /** Every row of the board. */
  entries(): readonly BoardEntry[];
  activityOf: ActivityOf;
  write: WriteTarget;
  /** There is something else to be seen, at once or soon. */
  changed(now: boolean): void;
}

/** Pausing several queues of one environment: chosen, confirmed by their number, written one by one, and told one by one. */
export class Bulk {
  private choosing = false;
  private readonly selection = new Selection();
  /** What was not chosen, because it is of another environment. */
  private refused: Target | undefined;
  /** The run whose sheet is open, or was the last. */
  private run: BulkRun | undefined;
  private open = false;
  private typed = '';
  /** What the last run paused, and nobody has resumed since: never what was paused before. */
  private readonly paused = new Map<string, Target>();

  constructor(private readonly steps: BulkSteps) {}

  /** Rows are being chosen, or a run waits for its yes or for its end: the board holds still. */
  get busy(): boolean {
    return this.choosing || (this.open && this.run?.stage !== 'over');
  }

  /** Begins to choose, or gives up. */
  choose(choosing: boolean): void {
    this.choosing = choosing;
    this.refused = undefined;
    this.selection.clear();
    this.steps.changed(true);
  }

  /** A row was tapped. */
  toggle(key: string): void {
    const targets = this.free(this.steps.entries());
    const target = targets.find((other) => other.key === key);
    if (!this.choosing || target === undefined) return;
    this.refused = this.selection.toggle(target, targets) === undefined ? undefined : target;
    this.steps.changed(true);
  }

  /** @param found the rows that the query leaves */
  toggleAll(environment: BucketEnvironment, found: readonly BoardEntry[]): void {
    this.refused = undefined;
    this.selection.toggleAll(environment, this.free(found));
    this.steps.changed(true);
  }

  /** Asks whether what is chosen is to be paused. */
  ask(): void {
    const targets = this.selection.of(this.free(this.steps.entries()));
    if (this.choosing && targets.length > 0) this.show(new BulkRun('pause', targets));
  }

  /** Shows how the last run went. */
  showLast(): void {
    this.open = true;
    this.steps.changed(true);
  }

  type(typed: string): void {
    this.typed = typed;
    this.steps.changed(true);
  }

  /** The admin said yes: to the run, or, when it is over, to the way back. */
  async confirm(): Promise<void> {
    const { run } = this;
    if (run === undefined || !this.open) return;
    if (run.stage === 'over' && this.paused.size > 0)
      this.show(new BulkRun('resume', [...this.paused.values()]));
    if (run.stage !== 'asking' || this.typed.trim() !== String(run.targets.length)) return;
    if (run.action === 'pause') this.paused.clear();
    const performing = run.perform(this.steps.write, (end) => {
      this.note(run, end);
    });
    this.choose(false);
    await performing;
    this.steps.changed(true);
  }

  /** The admin said no, or enough. */
  cancel(): void {
    if (this.run?.stage === 'running') {
      this.stop();
      return;
    }
    this.open = false;
    this.steps.changed(true);
  }

  /** Begins nothing more. */
  stop(): void {
    if (this.run?.stage !== 'running') return;
    this.run.stop();
    this.steps.changed(true);
  }

  /** A write whose outcome was not known turned out. */
  settle(ref: QueueRef, outcome: PendingOutcome['kind']): void {
    const { run } = this;
    const end = run?.settle(queueKey(ref), outcome);
    if (run !== undefined && end !== undefined) this.note(run, end);
  }

  /** @returns what of these rows is to be seen: while choosing, only what can be chosen. */
  narrow(entries: BoardEntry[]): BoardEntry[] {
    if (!this.choosing) return entries;
    const keys = new Set(this.free(entries).map(({ key }) => key));
    return entries.filter(({ key }) => keys.has(key));
  }

  /** @returns what choosing makes of the row. */
  choiceOf({ key }: BoardEntry): CardView['choice'] {
    if (!this.choosing) return '';
    return this.selection.has(key) ? 'on' : 'off';
  }

  /**
   * @param shown what the page shows of it
   * @param found the rows that the query leaves
   * @returns what has to be changed, by its paths
   */
  patch(shown: BulkView, found: readonly BoardEntry[], canWrite: boolean): Record<string, unknown> {
    if (!canWrite) this.choosing = false;
    this.forgetResumed();
    const all = this.free(this.steps.entries());
    const { rows, ...sheet } = this.viewSheet(shown);
    return {
      ...fieldPatch('bulk.', shown, {
        offered: canWrite && !this.choosing && all.length > 0,
        choosing: this.choosing,
        ...(this.choosing && viewChoice(this.free(found), this.selection.of(all), this.refused)),
        last: this.paused.size === 0 ? '' : t('queues.bulkLast', { count: this.paused.size }),
        open: this.open,
        ...sheet,
      }),
      ...listPatch('bulk.rows', shown.rows, rows),
    };
  }

  /** While it slides away the sheet keeps what it says. */
  private viewSheet(shown: BulkView): Pick<BulkView, 'rows'> & Partial<BulkView> {
    if (!this.open || this.run === undefined) return { rows: shown.rows };
    return {
      ...viewRun(this.run, this.typed, this.paused.size, this.steps.activityOf),
      typed: this.typed,
    };
  }

  private show(run: BulkRun): void {
    this.run = run;
    this.open = true;
    this.typed = '';
    this.steps.changed(true);
  }

  private note({ action }: BulkRun, { kind, target }: TargetEnd): void {
    if (action === 'pause' && kind === 'done') this.paused.set(target.key, target);
    this.steps.changed(false);
  }

  /** Whoever has resumed a queue: it is no longer what the run paused, also when it is paused once more. */
  private forgetResumed(): void {
    for (const { key, queue } of this.steps.entries()) {
      if (queue !== null && queue.state !== 'Paused') this.paused.delete(key);
    }
  }

  /** What can be paused now: nothing is under way there, and nothing has to be looked at first. */
  private free(entries: readonly BoardEntry[]): Target[] {
    return targetsOf(entries).filter(({ queue }) => {
      const { phase, failure } = this.steps.activityOf(queue);
      return phase === null && failure?.code !== 'WRITE_UNKNOWN';
    });
  }
}
