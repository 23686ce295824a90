import { patch } from './patch';
import type { Store } from './store';

/** What the kit needs of a page to show something on it. */
export interface Surface {
  readonly data: object;
  setData(data: Record<string, unknown>): void;
}

interface Looks<State> {
  view(state: State): object;
  title(state: State): string;
  leaveQuestion?(state: State): string;
}

/** Keeps a page's data, title and leave question as its state wants them. */
export class Screen<State extends object> {
  private readonly stop: () => void;
  private title: string | undefined;
  private leaveQuestion = '';

  constructor(
    private readonly surface: Surface,
    private readonly store: Store<State>,
    private readonly looks: Looks<State>,
  ) {
    this.stop = store.subscribe(() => {
      this.render();
    });
  }

  /** Shows the state as it is now. */
  render(): void {
    const state = this.store.get();
    const changes = patch(this.surface.data, this.looks.view(state));
    if (Object.keys(changes).length > 0) this.surface.setData(changes);
    this.guard(this.looks.leaveQuestion?.(state) ?? '');
    const title = this.looks.title(state);
    const isOther = this.title !== undefined && this.title !== title;
    if (isOther) void wx.pageScrollTo({ scrollTop: 0, duration: 0 });
    if (this.title !== title) this.showTitle();
  }

  /** WeChat forgets the title when another page was on top. */
  showTitle(): void {
    this.title = this.looks.title(this.store.get());
    void wx.setNavigationBarTitle({ title: this.title });
  }

  close(): void {
    this.stop();
  }

  /** A swipe back is not asked about; a draft is for that. */
  private guard(question: string): void {
    if (question === this.leaveQuestion) return;
    this.leaveQuestion = question;
    if (question !== '') wx.enableAlertBeforeUnload({ message: question });
    else wx.disableAlertBeforeUnload();
  }
}
