import type { Section } from '../i18n/index';
import { refreshPulled } from './pull-down';
import { textSize } from './text-size';
import { Screen, type Surface } from './screen';
import type { Store } from './store';
import { textsOf } from './texts';
import { translated } from './translated';

/** What one open page is about. The kit calls its steps; all of them but `start` may be missing. */
export interface OpenPage<State extends object> {
  readonly store: Store<State>;
  /** Loads what the page was opened for. */
  start(): Promise<unknown>;
  /** The admin sees the page: at its start, and each time they come back. */
  shown?(): unknown;
  /** Another page covers it, or the app is in the background. */
  hidden?(): void;
  /** The page is gone. Ends its timers and listeners. */
  close?(): void;
  /** The admin pulled the page down. */
  refresh?(): Promise<unknown>;
}

/** How a page is wired. */
export interface PageDefinition<State extends object, View extends object, Page extends OpenPage<State>> {
  /** Sections of the texts that its WXML takes from `t`. */
  texts: readonly Section[];
  /** The data before the first view. */
  data: View;
  /** Turns the state into what is shown. What it leaves out stays as it is. */
  view(state: State): Partial<View>;
  /** Another title is another screen to the eye, so it starts at its top. */
  title(state: State): string;
  /** What WeChat asks before the page is left; `''` while nothing would be lost. */
  leaveQuestion?(state: State): string;
  open(query: Record<string, string | undefined>): Page;
  share?(page: Page): WechatMiniprogram.Page.ICustomShareContent;
  /** Handlers by the names that WXML binds. */
  on: Readonly<Record<string, (page: Page, event: never, component: Component) => unknown>>;
}

/** The part of WeChat's page that a handler may need. */
export interface Component {
  createSelectorQuery(): WechatMiniprogram.SelectorQuery;
}

interface Running<State extends object, Page extends OpenPage<State>> {
  readonly page: Page;
  readonly screen: Screen<State>;
}

/** Makes a page of WeChat: event -> handler -> store -> view -> patch -> `setData`, and nothing else sets data. */
export function definePage<State extends object, View extends object, Page extends OpenPage<State>>(
  definition: PageDefinition<State, View, Page>,
): void {
  const { texts, data, on } = definition;
  type Run = Running<State, Page>;
  interface Instance extends Surface, Component {
    run?: Run | undefined;
  }
  const runOf = ({ run }: Instance): Run => {
    if (run === undefined) throw new Error('The page is not loaded.');
    return run;
  };

  function onShareAppMessage(this: Instance) {
    return definition.share?.(runOf(this).page);
  }

  const handlers = Object.fromEntries(
    Object.entries(on).map(([name, handle]) => [
      name,
      function (this: Instance, event: never): unknown {
        return handle(runOf(this).page, event, this);
      },
    ]),
  );
  Component({
    behaviors: [textSize, translated],
    data: { t: {}, ...data },
    methods: {
      ...handlers,
      translate(this: Instance) {
        this.setData({ t: textsOf(texts) });
        this.run?.screen.showTitle();
        this.run?.screen.render();
      },
      onLoad(this: Instance, query: Record<string, string | undefined>): Promise<unknown> {
        const page = definition.open(query);
        const screen = new Screen(this, page.store, definition);
        this.run = { page, screen };
        screen.render();
        return page.start();
      },
      onShow(this: Instance): unknown {
        const { page, screen } = runOf(this);
        screen.showTitle();
        return page.shown?.();
      },
      onHide(this: Instance) {
        runOf(this).page.hidden?.();
      },
      onUnload(this: Instance) {
        const { page, screen } = runOf(this);
        screen.close();
        page.close?.();
      },
      onPullDownRefresh(this: Instance): Promise<void> {
        return refreshPulled(() => runOf(this).page.refresh?.() ?? Promise.resolve());
      },
      ...(definition.share === undefined ? {} : { onShareAppMessage }),
    },
  });
}
