import type { OpenPage } from '../../kit/page';
import { createStore } from '../../kit/store';
import type { QueueRef } from '../../models/queue';
import { QueueActions } from './actions';
import { QueueEditor } from './editor';
import { QueueLoader } from './loader';
import { INITIAL_STATE, type PageState } from './state';

/** One opened queue: its state, and what changes it. */
export class QueuePage implements OpenPage<PageState> {
  readonly store = createStore<PageState>(INITIAL_STATE);
  readonly editor = new QueueEditor(this.store);
  readonly loader = new QueueLoader(this.store, this.editor);
  readonly actions = new QueueActions(this.store, this.loader, this.editor);

  /** @param ref the queue that a link means, `undefined` for a broken link */
  constructor(private readonly ref: QueueRef | undefined) {}

  /** Opens the queue, and joins a write to it that is still under way. */
  async start(): Promise<void> {
    await Promise.all([this.loader.open(this.ref), this.actions.join()]);
  }

  /** Reads again, since what the page shows may be old. An edit goes on from what the admin saw. */
  async shown(): Promise<void> {
    this.actions.gate.show();
    const { status, form, phase } = this.store.get();
    if (status !== 'ready' || form !== undefined || phase !== undefined) return;
    await Promise.all([this.loader.load(false), this.actions.join()]);
  }

  /** Keeps the draft: the app may be ended in the background. */
  hidden(): void {
    this.actions.gate.hide();
    this.editor.keepDraft();
  }

  refresh(): Promise<void> {
    return this.loader.load(true);
  }

  reveal(revealed: boolean): void {
    this.store.set({ revealed });
  }

  closeResult(): void {
    this.store.set({ result: undefined });
  }

  close(): void {
    this.editor.keepDraft();
    this.loader.close();
    this.actions.close();
  }
}
