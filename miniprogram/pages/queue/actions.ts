import { toAppError } from '../../models/errors';
import { changesOf, fieldsOf, reversed, type FieldName } from '../../models/fields';
import { validateFields } from '../../models/validate';
import type { WriteResult } from '../../models/write';
import { lastWriteFor, UNDO_MS, type LastWrite } from '../../services/writes/last';
import { ongoingWriteFor, type WriteOptions } from '../../services/writes/ongoing';
import { dismissPending } from '../../services/writes/pending';
import { pauseQueue, resumeQueue, undoWrite, updateQueue } from '../../services/writes/writer';
import { QuestionGate } from '../../utils/confirm-flow';
import { decidedChanges, isDecided, withChoice, type Conflict, type Side } from './conflict';
import type { QueueEditor } from './editor';
import { formChanges, openForm, withTried } from './form';
import type { QueueLoader } from './loader';
import { memoryOf } from './memory';
import { afterFailure, afterResult, attemptOf, type Attempt } from './outcome';
import { asLastWrite } from './restore';
import { mayWrite, type PageState, type Sheet } from './state';
import type { Store } from '../../kit/store';

/** Questions, and the writes that follow a yes. One yes is one write, whatever is tapped meanwhile. */
export class QueueActions {
  readonly gate = new QuestionGate(() => this.store.get().sheet !== undefined);
  private undoTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly store: Store<PageState>,
    private readonly loader: QueueLoader,
    private readonly editor: QueueEditor,
  ) {}

  /** The page goes away; a write that is under way goes on without it. */
  close(): void {
    if (this.undoTimer !== undefined) clearTimeout(this.undoTimer);
  }

  /** Takes up a write to this queue that another page began, one that may be gone: its end is told here as well. */
  async join(): Promise<void> {
    const { ref, phase } = this.store.get();
    const ongoing = ref === undefined || phase !== undefined ? undefined : ongoingWriteFor(ref);
    if (ongoing === undefined) return;
    const { intent } = ongoing;
    if (intent.kind === 'edit') this.editor.open(openForm(intent.seen, intent.changes));
    await this.follow(attemptOf(intent, lastWriteFor(intent.seen)), (options) => ongoing.join(options));
    await this.loader.load(false);
  }

  /** The admin does not want to hear of the open write any more. */
  dismissPending(): void {
    const { pending } = this.store.get();
    if (pending?.status === 'gave-up') dismissPending(pending.id);
  }

  /** Asks before the queue is paused or resumed. */
  askState(kind: 'pause' | 'resume'): void {
    this.ask({ kind });
  }

  /** Asks before the last write from this phone is taken back. */
  askRestore(): void {
    const { last } = this.store.get();
    if (last !== undefined) this.ask({ kind: 'restore', last });
  }

  /** @returns the first field that keeps the edit from being saved; without one, what would change is asked about. */
  askSave(): FieldName | undefined {
    const checked = this.editor.check();
    if (checked === undefined) return undefined;
    if ('wrong' in checked) return checked.wrong;
    if (checked.changes.length > 0) this.ask({ kind: 'save', changes: checked.changes });
    else this.endUnchanged();
    return undefined;
  }

  /** Ends the edit, after a question if something would be lost. */
  askCancel(): void {
    const { form, phase } = this.store.get();
    if (form === undefined || phase !== undefined) return;
    if (formChanges(form).length === 0) this.editor.end();
    else this.put({ kind: 'discard' });
  }

  cancel(): void {
    if (this.store.get().phase === undefined) this.store.set({ sheet: undefined });
  }

  /** Settles one field of a conflict. */
  decide(field: FieldName, side: Side): void {
    const { sheet, phase } = this.store.get();
    if (sheet?.kind !== 'conflict' || phase !== undefined) return;
    this.store.set({ sheet: { kind: 'conflict', conflict: withChoice(sheet.conflict, field, side) } });
  }

  /** The answer is yes. Resolves when it is known what came of it. */
  async confirm(): Promise<void> {
    const { sheet, queue, form, phase } = this.store.get();
    if (sheet === undefined || queue === undefined || phase !== undefined) return;
    switch (sheet.kind) {
      case 'pause':
        await this.write({ kind: 'pause', wanted: { state: 'Paused' }, sheet }, (options) =>
          pauseQueue(queue, options),
        );
        return;
      case 'resume':
        await this.write({ kind: 'resume', wanted: { state: 'Active' }, sheet }, (options) =>
          resumeQueue(queue, options),
        );
        return;
      case 'save': {
        const wanted = changesOf(sheet.changes);
        const seen = form?.base ?? queue;
        await this.write({ kind: 'edit', wanted, sheet }, (options) => updateQueue(seen, wanted, options));
        return;
      }
      case 'restore':
        await this.restore(sheet.last, sheet);
        return;
      case 'conflict':
        await this.settle(sheet.conflict, sheet);
        return;
      case 'differs':
        // What taking it back would write has not been shown yet.
        this.store.set({ sheet: { kind: 'restore', last: asLastWrite(sheet.error) } });
        return;
      case 'discard':
        this.editor.end();
    }
  }

  /**
   * Takes back the write that the bar at the bottom tells of. Of a pause or a resume the bar has named all there is, so
   * its button is the yes; the fields of an edit are shown first.
   */
  async undo(): Promise<void> {
    const { result } = this.store.get();
    if (result?.kind !== 'done' || result.last === undefined || !mayWrite(this.store.get())) return;
    const sheet: Sheet = { kind: 'restore', last: result.last };
    if (result.write === 'edit') this.ask(sheet);
    else await this.restore(result.last, sheet);
  }

  private ask(sheet: Sheet): void {
    if (mayWrite(this.store.get())) this.put(sheet);
  }

  private put(sheet: Sheet): void {
    const mayAsk = this.gate.wish();
    if (mayAsk()) this.store.set({ sheet, result: undefined });
  }

  private endUnchanged(): void {
    this.editor.end();
    this.store.set({ result: { kind: 'nothing-changed' } });
  }

  private restore(last: LastWrite, sheet: Sheet): Promise<void> {
    const wanted = changesOf(reversed(last.changed));
    return this.write({ kind: 'undo', wanted, sheet }, (options) => undoWrite(last, options));
  }

  private async settle(conflict: Conflict, sheet: Sheet): Promise<void> {
    if (!isDecided(conflict)) return;
    const { now } = conflict.error;
    const changes = decidedChanges(conflict);
    if (changes.length === 0) {
      this.endUnchanged();
      return;
    }
    const wanted = changesOf(changes);
    const fields = fieldsOf(now);
    if (Object.keys(validateFields(fields, { ...fields, ...wanted })).length > 0) {
      // Their half and mine do not go together: the fields say why.
      this.editor.open(withTried(openForm(now, wanted)));
      return;
    }
    await this.write({ kind: 'edit', wanted, sheet }, (options) => updateQueue(now, wanted, options));
  }

  private async write(attempt: Attempt, run: (options: WriteOptions) => Promise<WriteResult>): Promise<void> {
    this.loader.dropReads();
    await this.follow(attempt, run);
  }

  private async follow(
    attempt: Attempt,
    run: (options: WriteOptions) => Promise<WriteResult>,
  ): Promise<void> {
    const { ref } = this.store.get();
    if (ref === undefined) return;
    this.store.set({ phase: 'reading', result: undefined });
    let change: Partial<PageState>;
    try {
      const result = await run({
        onPhase: (phase) => {
          // Finding out can take long: the question goes, and the banner says what is going on.
          this.store.set(phase === 'checking' ? { phase, sheet: undefined } : { phase });
        },
      });
      if (this.store.get().form !== undefined) this.editor.end();
      change = afterResult(attempt, result, lastWriteFor(ref));
    } catch (reason) {
      change = afterFailure(this.store.get(), attempt, toAppError(reason));
    }
    this.store.set({ ...change, ...memoryOf(ref, change.queue ?? this.store.get().queue) });
    if (change.result !== undefined) this.limitUndo();
  }

  /** After a while the bar goes; the page itself still offers to restore. */
  private limitUndo(): void {
    const { result } = this.store.get();
    this.close();
    this.undoTimer = setTimeout(() => {
      if (this.store.get().result === result) this.store.set({ result: undefined });
    }, UNDO_MS);
  }
}
