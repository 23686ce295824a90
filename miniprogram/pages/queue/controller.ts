import { t } from '../../i18n/index';
import type { QueueRef } from '../../models/queue';
import { QueueActions } from './actions';
import { QueueEditor } from './editor';
import { LeaveGuard } from './leave-guard';
import { QueueLoader } from './loader';
import { describePage, type PageView } from './page-view';
import type { PageState } from './state';
import { Store } from './store';

/** What the page shows. */
export interface QueueData extends PageView {
  t: object;
  /** The question is open. It stays in the data while the sheet slides away. */
  asking: boolean;
}

/** The page as its controller sees it. */
export interface QueuePage {
  readonly data: QueueData;
  setData(patch: Partial<QueueData>): void;
}

/** Puts the parts of the page together, and what they know onto the screen. */
export class QueueController {
  readonly editor: QueueEditor;
  readonly loader: QueueLoader;
  readonly actions: QueueActions;
  private readonly store = new Store((state) => {
    this.render(state);
  });
  private readonly leaveGuard = new LeaveGuard();
  private closed = false;

  constructor(private readonly page: QueuePage) {
    this.editor = new QueueEditor(this.store);
    this.loader = new QueueLoader(this.store, this.editor);
    this.actions = new QueueActions(this.store, this.loader, this.editor);
  }

  /** The queue of this page, for links; `undefined` if its own link was broken. */
  get ref(): QueueRef | undefined {
    return this.store.state.ref;
  }

  /** Opens the queue that a link means, and joins a write to it that is still under way. */
  async open(ref: QueueRef | undefined): Promise<void> {
    await Promise.all([this.loader.open(ref), this.actions.join()]);
  }

  /** Back on the page: what it shows may be old. An edit goes on from what the admin saw. */
  async returned(): Promise<void> {
    this.actions.gate.show();
    const { status, form, phase } = this.store.state;
    if (status !== 'ready' || form !== undefined || phase !== undefined) return;
    await Promise.all([this.loader.load(false), this.actions.join()]);
  }

  /** Another page covers this one, or the app is in the background, where it may be ended. */
  left(): void {
    this.actions.gate.hide();
    this.editor.keepDraft();
  }

  reveal(revealed: boolean): void {
    this.store.set({ revealed });
  }

  closeResult(): void {
    this.store.set({ result: undefined });
  }

  close(): void {
    this.closed = true;
    this.editor.keepDraft();
    this.loader.close();
    this.actions.close();
  }

  /** The language has changed. */
  translate(): void {
    this.render(this.store.state);
  }

  showTitle(): void {
    const editing = this.page.data.form !== null;
    void wx.setNavigationBarTitle({ title: t(editing ? 'queue.titleEdit' : 'queue.title') });
  }

  private render(state: PageState): void {
    if (this.closed) return;
    const { sheet, ...view } = describePage(state);
    const editing = view.form !== null;
    const turned = editing !== (this.page.data.form !== null);
    // What has been sent is not lost by leaving: its end is told to whoever comes back.
    this.leaveGuard.update(view.form !== null && view.form.unsaved !== '' && !view.writing);
    this.page.setData(
      changesIn(this.page.data, { ...view, asking: sheet !== null, ...(sheet === null ? {} : { sheet }) }),
    );
    if (turned) this.turn();
  }

  /** Between looking and editing: another page to the eye, so it starts at its top. */
  private turn(): void {
    this.showTitle();
    void wx.pageScrollTo({ scrollTop: 0, duration: 0 });
  }
}

/** All of it is plain data, built by the same code: equal text is equal data. */
function changesIn(shown: Partial<QueueData>, wanted: Partial<QueueData>): Partial<QueueData> {
  const keys = (Object.keys(wanted) as (keyof QueueData)[]).filter(
    (key) => JSON.stringify(shown[key]) !== JSON.stringify(wanted[key]),
  );
  return Object.fromEntries(keys.map((key) => [key, wanted[key]]));
}
