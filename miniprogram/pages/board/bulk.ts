import type { BucketEnvironment } from '../../../typings/signing-api';
import { t } from '../../i18n/index';
import type { BoardEntry } from '../../models/board-entries';
import { targetOf, type Target } from '../../models/board-selection';
import type { WriteResult } from '../../models/write';
import { pausedQueues } from '../../services/stored/paused-queues';
import type { ActOutcome, QuestionGate } from '../../utils/confirm-flow';
import { noteEnd, tellLater } from './bulk-record';
import { BulkRun } from './bulk-run';
import { TARGETS_SHOWN, viewChoice, viewRun, type BulkView, type RunView } from './bulk-view';
import type { StateQuestion } from './questions';
import type { ActivityOf, CardView } from './view';

/** What pausing several needs of the board. */
export interface BulkSteps {
  /** Every row of the board. */
  entries(): readonly BoardEntry[];
  activityOf: ActivityOf;
  write(question: StateQuestion): Promise<ActOutcome<WriteResult>>;
  /** What else the page may be asking. */
  gate: QuestionGate;
  /** There is something else to be seen. */
  changed(): void;
}

/** Pausing several queues of one environment: chosen, confirmed by their number, written one by one, and told one by one. */
export class Bulk {
  private choosing = false;
  private readonly chosen = new Set<string>();
  /** What was not chosen, because it is of another environment. */
  private refused: Target | undefined;
  /** The run that is asked about, under way, or the last one. */
  private run: BulkRun | undefined;
  private open = false;
  private typed = '';
  /** The first target that the sheet shows, of all. */
  private start = 0;

  constructor(private readonly steps: BulkSteps) {}

  /** Rows are being chosen, or a run waits for its yes or for its end: the board holds still. */
  get busy(): boolean {
    return this.choosing || (this.open && this.run?.stage !== 'over');
  }

  /** Its sheet is open. */
  get isOpen(): boolean {
    return this.open;
  }

  /** Begins to choose, or gives up. */
  choose(choosing: boolean): void {
    this.steps.gate.drop();
    this.choosing = choosing;
    this.chooseExactly([]);
  }

  /** A row was tapped. What is of another environment than the others is not chosen. */
  toggle(key: string): void {
    const entry = this.steps.entries().find((row) => row.key === key);
    const target = entry && this.freeTarget(entry);
    if (!this.choosing || target === undefined) return;
    this.refused = undefined;
    if (!this.chosen.delete(key)) {
      const [first = target] = this.chosenTargets();
      if (first.grant.environment === target.grant.environment) this.chosen.add(key);
      else this.refused = target;
    }
    this.steps.changed();
  }

  /** Chooses all of that environment instead. @param found the rows that the query leaves */
  chooseAll(environment: BucketEnvironment, found: readonly BoardEntry[]): void {
    this.chooseExactly(this.free(found).filter(({ grant }) => grant.environment === environment));
  }

  /** Asks whether what is chosen is to be paused. */
  ask(): void {
    const mayAsk = this.steps.gate.wish();
    const targets = this.chosenTargets();
    if (this.choosing && targets.length > 0 && mayAsk()) this.show(new BulkRun('pause', targets));
  }

  /** Shows how the last run went. After the app was closed, or a run that paused nothing, only the way back is left. */
  showLast(): void {
    const mayAsk = this.steps.gate.wish();
    if (!mayAsk()) return;
    const { run } = this;
    if (run === undefined || (run.stage === 'over' && countOf(run, this.resumable()) === 0)) {
      this.askBack();
    } else {
      this.open = true;
      this.steps.changed();
    }
  }

  /** Turns to the next targets, or to those before. */
  turn(by: 1 | -1): void {
    this.start += by * TARGETS_SHOWN;
    this.steps.changed();
  }

  type(typed: string): void {
    this.typed = typed;
    this.steps.changed();
  }

  /** The admin said yes: to the run, or, when it is over, to the way back. */
  async confirm(): Promise<void> {
    const { run } = this;
    if (run === undefined || !this.open) return;
    if (run.stage === 'over') {
      this.askBack();
      return;
    }
    if (run.stage !== 'asking' || this.typed.trim() !== String(run.items.length)) return;
    // Before anything is sent: WeChat may end the app in the middle of it.
    const number =
      run.action === 'pause' ? pausedQueues.begin(run.items.map(({ target }) => target.queue)) : 0;
    const performing = run.perform(
      (question) => this.steps.write(question),
      (item) => {
        if (item !== undefined) noteEnd(run.action, number, item);
        // What has to be looked at stands first now.
        if (run.stage === 'over') this.start = 0;
        this.steps.changed();
      },
    );
    this.choose(false);
    await performing;
  }

  /** The admin said no, or enough. */
  cancel(): void {
    if (this.run?.stage === 'running') this.stop();
    else this.open = false;
    this.steps.changed();
  }

  /** Begins nothing more. */
  stop(): void {
    if (this.run?.stage === 'running') this.run.stop();
  }

  /** @returns what of these rows is to be seen: while choosing, only what can be chosen. */
  narrow(entries: BoardEntry[]): BoardEntry[] {
    if (!this.choosing) return entries;
    return entries.filter((entry) => this.freeTarget(entry) !== undefined);
  }

  /** @returns what choosing makes of the row. */
  choiceOf({ key }: BoardEntry): CardView['choice'] {
    if (!this.choosing) return '';
    return this.chosen.has(key) ? 'on' : 'off';
  }

  /**
   * @param shown what the page shows of it
   * @param found the rows that the query leaves
   */
  view(shown: BulkView, found: readonly BoardEntry[], canWrite: boolean): BulkView {
    if (!canWrite) this.choosing = false;
    const resumable = this.resumable();
    const count = resumable.length;
    if (this.run?.action === 'pause') for (const item of this.run.items) tellLater(item);
    // While it slides away the sheet keeps what it says.
    const sheet = this.open && this.run ? this.viewRun(this.run, resumable) : {};
    return {
      ...shown,
      ...sheet,
      ...(this.choosing && viewChoice(this.free(found), this.chosenTargets(), this.refused)),
      offered: canWrite && !this.choosing && this.steps.entries().some((row) => this.freeTarget(row)),
      choosing: this.choosing,
      last: count === 0 || !canWrite ? '' : t('board.bulkLast', { count }),
      open: this.open,
      typed: this.typed,
    };
  }

  private viewRun(run: BulkRun, resumable: readonly Target[]): RunView {
    return viewRun(run, this.typed, countOf(run, resumable), this.steps.activityOf, this.start);
  }

  private show(run: BulkRun): void {
    this.run = run;
    this.open = true;
    this.start = 0;
    this.type('');
  }

  /** Asks whether what was paused is to be resumed. */
  private askBack(): void {
    const targets = this.resumable();
    if (targets.length > 0) this.show(new BulkRun('resume', targets));
  }

  /** @returns what the last run paused and CI still describes as paused: never what was paused before. */
  private resumable(): Target[] {
    return this.steps.entries().flatMap(({ key, bucket, queue }) => {
      if (!queue?.seen) return [];
      pausedQueues.follow(queue.seen);
      const isOurs = queue.state === 'Paused' && pausedQueues.has(queue.seen);
      return isOurs ? [{ key, queue: queue.seen, grant: bucket.grant }] : [];
    });
  }

  private chooseExactly(targets: readonly Target[]): void {
    this.refused = undefined;
    this.chosen.clear();
    for (const { key } of targets) this.chosen.add(key);
    this.steps.changed();
  }

  /** Those that are chosen, of one environment: they may have changed since. */
  private chosenTargets(): Target[] {
    const chosen = this.free(this.steps.entries()).filter(({ key }) => this.chosen.has(key));
    return chosen.filter(({ grant }) => grant.environment === chosen[0]?.grant.environment);
  }

  private free(entries: readonly BoardEntry[]): Target[] {
    return entries.flatMap((entry) => this.freeTarget(entry) ?? []);
  }

  /** @returns what can be paused now: nothing is under way there, and nothing has to be looked at first. */
  private freeTarget(entry: BoardEntry): Target | undefined {
    const target = targetOf(entry);
    if (target === undefined) return undefined;
    const { phase, failure } = this.steps.activityOf(target.queue);
    return phase === null && failure?.code !== 'WRITE_UNKNOWN' ? target : undefined;
  }
}

/** @returns how many of these the run was about. */
function countOf({ items }: BulkRun, targets: readonly Target[]): number {
  const keys = new Set(items.map(({ target }) => target.key));
  return targets.filter(({ key }) => keys.has(key)).length;
}
