import type { Browser, BrowserContext, Frame, Locator, Page } from 'playwright-core';
import { settled } from './settled';
import { holdTimers, keepTime, passTime, type PhoneTime, TIME_SETTINGS } from './time';

/** Longest wait for anything on the screen: only what never comes takes so long, on the slowest machine too. */
const LONGEST_WAIT_MS = 120_000;

/** Where the admins are. */
const TIME_ZONE = 'Asia/Shanghai';

/** Where the phone starts and who holds it; what is left out is the sandbox's own default. */
export interface OpenPhoneOptions {
  /** Page to open cold, `pages/queue/queue?bucket=…`; the app's first page when left out. */
  path?: string;
  openid?: string;
  role?: 'operator' | 'viewer' | 'none';
  lang?: 'zh_CN' | 'en';
  theme?: 'light' | 'dark';
  fontSize?: number;
  /** Of the browser's window: below 500 px the phone fills it. 390x844 when left out. */
  width?: number;
  height?: number;
  /** `hurried` when left out. */
  time?: PhoneTime;
  /** Where the phone's clock stands, milliseconds; at the machine's time when left out. */
  clockAt?: number;
}

/** A phone in a browser of its own (storage, clipboard), and what a user does with it. */
export interface PhonePage {
  /** The frame: navigation bar, desk. */
  readonly page: Page;
  /** The mini-program's window. */
  readonly app: Frame;
  /** What can be seen: the page on top, and WeChat's dialogs over it. */
  readonly screen: Locator;
  /** The one visible element with this text; `exact` unless a pattern is given. */
  find(text: string | RegExp): Locator;
  tap(text: string | RegExp): Promise<void>;
  /** Everything that can be read on the screen. */
  read(): Promise<string>;
  /** Until no request is under way. */
  answered(): Promise<void>;
  /** Until nothing is loading: no request under way, no animation that ends still running. */
  idle(): Promise<void>;
  title(): Promise<string>;
  /** The page on top as the address shows it: `pages/queue/queue?bucket=…`. */
  route(): string;
  back(): Promise<void>;
  /** Opens a page from scratch, as a shared card does. */
  visit(route: string): Promise<void>;
  pullDown(): Promise<void>;
  background(): Promise<void>;
  foreground(): Promise<void>;
  /** Lets so many milliseconds pass for the mini-program. */
  pass(ms: number): Promise<void>;
  /** From now on the mini-program's timers of at least this length wait until {@link pass} reaches them; `null` as at the start. */
  holdTimers(fromMs: number | null): Promise<void>;
  /** Takes the phone's network away, or gives it back. */
  offline(isOffline: boolean): Promise<void>;
  /** What was copied last, once the phone is idle. */
  clipboard(): Promise<string>;
  refuseClipboard(errno: 104 | 112 | undefined): Promise<void>;
  setTheme(theme: 'light' | 'dark'): Promise<void>;
  /**
   * Kills the app and opens it again; its storage stays. This phone is then the new one's past.
   * @param meanwhile what happens while the app is closed
   * @param path page to open, the one that was on top when left out
   */
  reopen(meanwhile?: () => void | Promise<void>, path?: string): Promise<PhonePage>;
  /** Takes errors and warnings that the test expects out of the list; fails when there is none like it. */
  expectError(pattern: RegExp): void;
  /** Closes the browser's window. @throws when the console had an error or a warning that no test expected. */
  close(): Promise<void>;
}

function toAddress(
  sandboxUrl: string,
  { path, openid, role, lang, theme, fontSize }: OpenPhoneOptions,
): string {
  const url = new URL(sandboxUrl);
  const settings = { openid, role, lang, theme, fontSize };
  for (const [name, value] of Object.entries(settings)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  // Not through `url.hash`, which would encode the query that WeChat passes as it is.
  return path === undefined ? url.href : `${url.href}#/${path}`;
}

function watchConsole(page: Page): string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    // The browser's own word for a network that the test took away.
    if (message.text().includes('net::ERR_INTERNET_DISCONNECTED')) return;
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.stack ?? error.message));
  return problems;
}

async function openFrame(page: Page, address: string): Promise<Frame> {
  await page.goto(address);
  await page.waitForFunction(() => window.phone !== undefined);
  const app = page.frame({ name: 'app' });
  if (!app) throw new Error('the phone has no window for the mini-program');
  return app;
}

/** Opens a phone on a running sandbox and waits until its first page has settled. */
export async function openPhone(
  browser: Browser,
  sandboxUrl: string,
  options: OpenPhoneOptions = {},
): Promise<PhonePage> {
  const { width = 390, height = 844, time = 'hurried', clockAt } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    hasTouch: true,
    deviceScaleFactor: 2,
    timezoneId: TIME_ZONE,
    ...(time === 'hurried' && { reducedMotion: 'reduce' }),
  });
  context.setDefaultTimeout(LONGEST_WAIT_MS);
  try {
    // tsx compiles functions with a helper that names them; those that run in the page need it there as well.
    await context.addInitScript('globalThis.__name = (it) => it');
    await context.addInitScript(keepTime, { ...TIME_SETTINGS[time], clockAt });
    return await drive(context, toAddress(sandboxUrl, options));
  } catch (error) {
    await context.close();
    throw error;
  }
}

async function drive(context: BrowserContext, start: string): Promise<PhonePage> {
  const page = await context.newPage();
  const problems = watchConsole(page);
  const { answered, idle } = settled(page);
  const app = await openFrame(page, start).catch((error: unknown) => {
    throw new Error(`the phone did not start: ${problems.join('\n')}`, { cause: error });
  });
  const screen = app.locator('.phone-page:not([hidden]), .phone-layer');
  const find = (text: string | RegExp): Locator =>
    screen.getByText(text, { exact: typeof text === 'string' }).filter({ visible: true });
  await idle();
  let next: PhonePage | undefined;
  return {
    page,
    app,
    screen,
    find,
    answered,
    idle,
    tap: (text) => find(text).tap(),
    read: async () => (await screen.filter({ visible: true }).allInnerTexts()).join('\n'),
    title: async () => (await page.locator('#title').textContent()) ?? '',
    route: () => page.url().replace(/^[^#]*#\/?/, ''),
    back: () => page.locator('#back').tap(),
    visit: (route) => page.evaluate((target) => window.phone?.reLaunch(target), route),
    pullDown: () => page.evaluate(() => window.phone?.startPullDownRefresh()),
    background: () => page.evaluate(() => window.phone?.background()),
    foreground: () => page.evaluate(() => window.phone?.foreground()),
    pass: (ms) => passTime(app, ms),
    holdTimers: (fromMs) => holdTimers(app, fromMs),
    offline: (isOffline) => context.setOffline(isOffline),
    clipboard: async () => {
      await idle();
      return page.evaluate(() => window.phone?.clipboard ?? '');
    },
    refuseClipboard: (errno) => page.evaluate((code) => window.phone?.clipboardRefusal(code), errno),
    setTheme: (theme) => page.evaluate((chosen) => window.phone?.setTheme(chosen), theme),
    reopen: async (meanwhile, path) => {
      const place = path === undefined ? page.url() : page.url().replace(/#.*$|$/, `#/${path}`);
      await page.close();
      await meanwhile?.();
      next = await drive(context, place);
      return next;
    },
    expectError: (pattern) => {
      const at = problems.findIndex((problem) => pattern.test(problem));
      if (at < 0) throw new Error(`no error like ${String(pattern)} among: ${problems.join('\n') || 'none'}`);
      problems.splice(at, 1);
    },
    close: async () => {
      await next?.close();
      await context.close();
      if (problems.length > 0) throw new Error(`unexpected in the phone's console\n${problems.join('\n')}`);
    },
  };
}
