import type { glassEasel } from 'glass-easel-miniprogram-adapter';
import { WxFailure } from '../core/callbacks';
import type { AppConfig, BuiltComponent, WindowConfig } from '../protocol';
import type { Engine } from './engine';
import { EventChannel } from './event-channel';
import type { Injection } from './injection';
import { createPageBox } from './page-box';
import type { PageBox } from './page-box';
import { parseQuery, splitUrl } from './page-url';
import { watchScrolling } from './pull-down';

/** WeChat opens at most ten pages on each other. */
const MAX_PAGES = 10;

/** A page as the mini-program sees it: `this` of its functions, an entry of `getCurrentPages()`. */
export interface PageInstance {
  route: string;
  options: Record<string, string>;
  data: Record<string, unknown>;
  createSelectorQuery(): unknown;
  createIntersectionObserver(options?: object): unknown;
  [member: string]: unknown;
}

/** A page on the stack. */
export interface OpenPage {
  instance: PageInstance;
  component: glassEasel.GeneralComponent;
  box: PageBox;
  config: WindowConfig;
  title: string;
  /** `path?query` as it was opened. */
  url: string;
  isRefreshing: boolean;
  /** `wx.hideHomeButton` was called. */
  isHomeHidden: boolean;
  /** Asked before the user may go back. */
  alertBeforeUnload: string | undefined;
  /** Size of its `rem`; `''` for the usual one. */
  rootFontSize: string;
  release(): void;
}

/** The pages that are open, the last one on top, with WeChat's order of lifecycle calls. */
export class PageStack {
  private readonly pages: OpenPage[] = [];

  constructor(
    private readonly engine: Engine,
    private readonly app: AppConfig,
    private readonly components: readonly BuiltComponent[],
    private readonly injection: Injection,
    /** Called whenever the page on top, or what its bar shows, has changed. */
    private readonly onChange: (pages: PageStack) => void,
  ) {}

  get top(): OpenPage {
    const page = this.pages.at(-1);
    if (!page) throw new Error('no page is open yet');
    return page;
  }

  get depth(): number {
    return this.pages.length;
  }

  /** Whether the page on top has no page below it and is not the app's first one either. */
  get isAwayFromHome(): boolean {
    return this.depth === 1 && this.top.instance.route !== this.app.pages[0];
  }

  goHome(): void {
    this.reLaunch(`/${this.app.pages[0] ?? ''}`);
  }

  instances(): PageInstance[] {
    return this.pages.map(({ instance }) => instance);
  }

  changed(): void {
    this.onChange(this);
  }

  /** A page has said, in its `page-meta`, how large its `rem` is. */
  setRootFontSize(element: HTMLElement, size: string): void {
    const page = this.pages.find(({ box }) => box.element.contains(element));
    if (page === undefined || page.rootFontSize === size) return;
    page.rootFontSize = size;
    this.changed();
  }

  /** Calls one of a page's own functions, if it has it. An error goes where all errors go. */
  call(page: OpenPage, name: string, ...args: unknown[]): unknown {
    const method = page.instance[name];
    if (typeof method !== 'function') return undefined;
    return this.engine.safely(
      name,
      () => Reflect.apply(method, page.instance, args) as unknown,
      page.component,
    );
  }

  navigateTo(url: string, events?: Record<string, (...args: unknown[]) => void>): EventChannel {
    if (this.depth >= MAX_PAGES) throw new WxFailure('webview count limit exceed');
    const target = this.resolve(url);
    this.hide(this.top);
    return this.open(target, events);
  }

  redirectTo(url: string): void {
    const target = this.resolve(url);
    const old = this.pages.pop();
    if (old) this.unload(old);
    this.open(target);
  }

  reLaunch(url: string): void {
    const target = this.resolve(url);
    for (const page of this.pages.splice(0).reverse()) this.unload(page);
    this.open(target);
  }

  navigateBack(delta: number): void {
    if (this.depth < 2) throw new WxFailure('cannot navigate back at first page.');
    for (const page of this.pages.splice(Math.max(1, this.depth - delta)).reverse()) this.unload(page);
    this.show(this.top);
  }

  /** The app has gone to the background, or has come back: the page on top stays where it is. */
  tellVisible(isVisible: boolean): void {
    if (isVisible) this.show(this.top);
    else this.tellHidden(this.top);
  }

  private resolve(url: string): { path: string; search: string } {
    const target = splitUrl(url, this.pages.at(-1)?.instance.route ?? '');
    if (!this.app.pages.includes(target.path)) throw new WxFailure(`page "${target.path}" is not found`);
    return target;
  }

  private open(
    { path, search }: { path: string; search: string },
    events?: Record<string, (...args: unknown[]) => void>,
  ): EventChannel {
    const config = { ...this.app.window, ...this.components.find((item) => item.path === path)?.config };
    this.injection.inject(path);
    const box = createPageBox(path);
    const root = this.engine.backend.createRoot('page', this.engine.code, `/${path}`);
    const channel = new EventChannel(events);
    const instance = root.get() as unknown as PageInstance;
    const options = parseQuery(search);
    Object.assign(instance, { route: path, options, getOpenerEventChannel: () => channel.opened });
    const page: OpenPage = {
      instance,
      component: root.getComponent(),
      box,
      config,
      title: config.navigationBarTitleText ?? '',
      url: search === '' ? path : `${path}?${search}`,
      isRefreshing: false,
      isHomeHidden: false,
      alertBeforeUnload: undefined,
      rootFontSize: '',
      release: () => {
        root.release();
        box.element.remove();
      },
    };
    // The adapter takes the place of the page for how far its window has scrolled, which is right only where a page is
    // as long as a document of its own.
    page.component.getBoundingClientRect = (tell) => {
      const { scrollLeft: left, scrollTop: top, scrollWidth: width, scrollHeight: height } = box.element;
      tell({ left, top, width, height });
    };
    this.pages.push(page);
    root.attach(box.element as never, box.placeholder as never);
    watchScrolling(this, page);
    this.call(page, 'onLoad', options);
    this.show(page);
    this.engine.ready.flush();
    this.call(page, 'onReady');
    return channel;
  }

  private show(page: OpenPage): void {
    page.box.element.hidden = false;
    this.call(page, 'onShow');
    page.component.triggerPageLifetime('show', []);
    this.changed();
  }

  private hide(page: OpenPage): void {
    page.box.element.hidden = true;
    this.tellHidden(page);
  }

  private tellHidden(page: OpenPage): void {
    this.call(page, 'onHide');
    page.component.triggerPageLifetime('hide', []);
  }

  private unload(page: OpenPage): void {
    this.call(page, 'onUnload');
    page.release();
  }
}
