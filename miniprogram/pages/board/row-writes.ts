import { AppError, toAppError } from '../../models/errors';
import { queueKey, type Queue, type QueueRef } from '../../models/queue';
import {
  WriteConflictError,
  WriteDiffersError,
  type WritePhase,
  type WriteResult,
  type PendingOutcome,
} from '../../models/write';
import { lastWriteFor } from '../../services/writes/last';
import { ongoingWrites, type OngoingWrite } from '../../services/writes/ongoing';
import { checkPending, onPendingChange, pendingWriteFor } from '../../services/writes/pending';
import { pauseQueue, resumeQueue, undoWrite } from '../../services/writes/writer';
import { ConfirmFlow, outcomeOf, type ActOutcome, type MayAsk } from '../../utils/confirm-flow';
import type { BoardLoader } from './board-loader';
import type { RowWish, StateQuestion } from './questions';
import type { RowActivity } from './view';

/** What the writes of the board want to be seen. */
export interface RowWritesView {
  showQuestion(question: StateQuestion | null): void;
  showResult(wish: RowWish, result: WriteResult): void;
  /** A write that another page began ended well. */
  showJoined(result: WriteResult): void;
  /** A write turned out whose outcome was not known. */
  showOutcome(queue: QueueRef & Pick<Queue, 'name'>, outcome: PendingOutcome): void;
  /** Some row has another phase or failure. */
  changed(): void;
}

const NO_ACTIVITY: RowActivity = { phase: null, failure: null };

/** Pausing and resuming from the board: one question at a time, any number of writes, one for each queue. */
export class RowWrites {
  private readonly flow = new ConfirmFlow<StateQuestion, WriteResult, RowWish>({
    show: (question) => {
      this.view.showQuestion(question);
    },
    act: (wish) => this.write(wish),
    report: (wish, outcome) => {
      this.report(wish, outcome);
    },
    reload: (wish, outcome) => this.reload(wish, outcome),
  });
  private readonly rows = new Map<string, RowActivity>();
  private readonly stopListening: () => void;

  constructor(
    private readonly loader: BoardLoader,
    private readonly view: RowWritesView,
  ) {
    this.stopListening = onPendingChange((ref, _pending, outcome) => {
      this.onPendingChange(ref, outcome);
    });
  }

  dispose(): void {
    this.stopListening();
  }

  get isAsking(): boolean {
    return this.flow.isAsking;
  }

  /** A question is open, or a write is under way: not the time for anything else. */
  get busy(): boolean {
    return this.isAsking || [...this.rows.values()].some(({ phase }) => phase !== null);
  }

  /** @returns what is going on with the queue, also since an earlier run of the app. */
  activityOf(queue: QueueRef): RowActivity {
    const row = this.rows.get(queueKey(queue));
    if (row !== undefined) return row;
    const pending = pendingWriteFor(queue);
    if (pending === undefined) return NO_ACTIVITY;
    return pending.status === 'checking'
      ? { phase: 'checking', failure: null }
      : { phase: null, failure: new AppError('WRITE_UNKNOWN') };
  }

  /** Asks before anything is written. Nothing is asked while a write to that queue is under way. */
  ask(question: StateQuestion, mayAsk: MayAsk): void {
    if (this.activityOf(question.queue).phase === null) this.flow.ask(question, mayAsk);
  }

  /** Reads a queue that is only known from the storage, before anything about it is asked. */
  async readFirst(queue: QueueRef): Promise<void> {
    if (this.activityOf(queue).phase !== null) return;
    this.setRow(queue, { phase: 'reading', failure: null });
    await this.loader.reload(queue);
    this.rows.delete(queueKey(queue));
    this.view.changed();
  }

  cancel(): void {
    this.flow.cancel();
  }

  confirm(): Promise<void> {
    return this.flow.confirm();
  }

  /** Takes back the write that was just told of: it was named there, so its button is the yes. */
  async undo({ queue, grant }: RowWish): Promise<void> {
    const last = lastWriteFor(queue);
    if (last === undefined || this.activityOf(queue).phase !== null) return;
    await this.flow.run({ action: 'undo', queue: last.after, grant, last });
  }

  /** Does what was confirmed together with others. The row tells where it is, the caller how it ended. */
  async perform(wish: RowWish): Promise<ActOutcome<WriteResult>> {
    const outcome = await outcomeOf(() => this.write(wish));
    this.note(wish, outcome);
    await this.reload(wish, outcome);
    return outcome;
  }

  /** Follows the writes that another page began, one that may be gone: their rows tell where they are, and their end. */
  joinOngoing(): void {
    for (const write of ongoingWrites()) {
      const followed = this.rows.get(queueKey(write.intent.seen));
      if (followed === undefined || followed.phase === null) void this.follow(write);
    }
  }

  /** After a write that ended badly: finds out what is true, and writes nothing. */
  async readAgain(queue: QueueRef): Promise<void> {
    this.rows.delete(queueKey(queue));
    const pending = pendingWriteFor(queue);
    await (pending === undefined ? this.loader.reload(queue) : checkPending(pending.id));
  }

  /** Takes away what was said about failed writes: the board is read anew. @returns whether there were any. */
  forgetFailures(): boolean {
    const failed = [...this.rows].filter(([, { phase }]) => phase === null);
    for (const [key] of failed) this.rows.delete(key);
    return failed.length > 0;
  }

  private write(wish: RowWish): Promise<WriteResult> {
    const { queue } = wish;
    const onPhase = this.phaseOf(queue);
    onPhase('reading');
    switch (wish.action) {
      case 'pause':
        return pauseQueue(queue, { onPhase });
      case 'resume':
        return resumeQueue(queue, { onPhase });
      case 'undo':
        return undoWrite(wish.last, { onPhase });
    }
  }

  private report(wish: RowWish, outcome: ActOutcome<WriteResult>): void {
    this.note(wish, outcome);
    if (outcome.ok) this.view.showResult(wish, outcome.result);
  }

  private note({ queue }: Pick<RowWish, 'queue'>, outcome: ActOutcome<WriteResult>): void {
    if (outcome.ok) {
      this.rows.delete(queueKey(queue));
      this.loader.put(outcome.result.after);
    } else {
      this.setRow(queue, { phase: null, failure: toAppError(outcome.failure) });
    }
  }

  private async follow(write: OngoingWrite): Promise<void> {
    const queue = write.intent.seen;
    const outcome = await outcomeOf(() => write.join({ onPhase: this.phaseOf(queue) }));
    this.note({ queue }, outcome);
    if (outcome.ok) this.view.showJoined(outcome.result);
    await this.reload({ queue }, outcome);
  }

  private async reload({ queue }: Pick<RowWish, 'queue'>, outcome: ActOutcome<WriteResult>): Promise<void> {
    if (outcome.ok) return;
    const { failure } = outcome;
    if (failure instanceof WriteConflictError) this.loader.put(failure.now);
    else if (failure instanceof WriteDiffersError) this.loader.put(failure.after);
    else await this.loader.reload(queue);
  }

  /** @returns what puts the phase of a write into the row of its queue. */
  private phaseOf(queue: QueueRef): (phase: WritePhase) => void {
    return (phase) => {
      this.setRow(queue, { phase, failure: null });
    };
  }

  private setRow(queue: QueueRef, activity: RowActivity): void {
    this.rows.set(queueKey(queue), activity);
    this.view.changed();
  }

  private onPendingChange(ref: QueueRef, outcome: PendingOutcome | undefined): void {
    const row = this.rows.get(queueKey(ref));
    // A write of this page tells its end itself.
    if (row !== undefined && row.phase !== null) return;
    const queue = this.loader.find(queueKey(ref));
    if (outcome !== undefined && queue !== undefined) {
      this.rows.delete(queueKey(ref));
      this.view.showOutcome(queue, outcome);
    }
    this.view.changed();
  }
}
