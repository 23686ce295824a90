/** What the browser's phone does with a mini-program: a small one that uses a little of everything. */
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buildPhone } from '../../sandbox/phone/build';
import { startFixtureServer } from '../../sandbox/phone/fixture/server';
import type { FixtureServer } from '../../sandbox/phone/fixture/server';
import type { PhonePage } from './phone';
import { usePhones } from './phones';

const phones = usePhones();
let server: FixtureServer;
let folder: string;

beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'phone-'));
  await buildPhone(folder, { root: path.resolve(__dirname, '../../sandbox/phone/fixture') });
  server = await startFixtureServer(folder);
});

afterAll(async () => {
  await server.close();
  await fs.rm(folder, { recursive: true });
});

/** What a function of the page on top gives. */
const callPage = (phone: PhonePage, name: string, ...args: unknown[]): Promise<unknown> =>
  phone.page.evaluate(
    ([method, given]) => {
      const page = window.phone?.topPage;
      return page && Reflect.apply(page[method] as (...values: unknown[]) => unknown, page, given);
    },
    [name, args] as const,
  );

const dataOf = (phone: PhonePage, key: string): Promise<unknown> =>
  phone.page.evaluate((name) => window.phone?.topPage.data[name], key);

const logOf = async (phone: PhonePage): Promise<string[]> => (await dataOf(phone, 'log')) as string[];

const appLog = (phone: PhonePage): Promise<unknown> =>
  phone.page.evaluate(() => window.phone?.miniApp['log']);

const styleOf = (phone: PhonePage, selector: string, property: string): Promise<string> =>
  phone.screen
    .locator(selector)
    .first()
    .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);

describe('pages', () => {
  test('a page goes through its lifecycle in the order of WeChat, with its query as it was written', async () => {
    const phone = await phones.open(server.url, { path: 'pages/kitchen/kitchen?a=1&b=%E4%B8%AD' });
    expect(await logOf(phone)).toEqual([
      'attached',
      'load {"a":"1","b":"%E4%B8%AD"}',
      'show',
      'page show',
      'ready',
      'page ready',
    ]);
    expect(await appLog(phone)).toEqual([
      'launch pages/kitchen/kitchen {"a":"1","b":"%E4%B8%AD"}',
      'app show',
    ]);
    expect(await phone.title()).toBe('Kitchen');
  });

  test('navigateTo opens a page over this one, and the back button asks before it leaves unsaved work', async () => {
    const phone = await phones.open(server.url);
    expect(await phone.page.locator('#back').isVisible()).toBe(false);
    await phone.tap('second page');
    expect(await phone.read()).toContain('{"name":"%E4%B8%AD","raw":"中","empty":""}');
    expect(phone.route()).toBe('pages/second/second?name=%E4%B8%AD&raw=%E4%B8%AD&empty=');
    await phone.tap('rename');
    expect(await phone.title()).toBe('Renamed');
    await phone.back();
    await phone.tap('取消');
    expect(await phone.title()).toBe('Renamed');
    await phone.back();
    await phone.tap('确定');
    expect(await phone.title()).toBe('Kitchen');
    expect((await logOf(phone)).slice(-3)).toEqual(['hide', 'show', 'page show']);
  });

  test('a reload opens the page on top again, cold', async () => {
    const phone = await phones.open(server.url);
    await phone.tap('second page');
    await phone.page.reload();
    await phone.page.waitForFunction(() => window.phone !== undefined);
    expect(await phone.title()).toBe('Second');
    expect(await phone.page.locator('#back').isVisible()).toBe(false);
    await phone.page.getByRole('button', { name: '返回首页' }).tap();
    expect(await phone.title()).toBe('Kitchen');
    expect(await phone.page.getByRole('button', { name: '返回首页' }).isVisible()).toBe(false);
  });

  test('a pull refreshes, and the dots go when the page says so', async () => {
    const phone = await phones.open(server.url);
    await phone.pullDown();
    expect((await logOf(phone)).at(-1)).toBe('pull');
    await phone.app.waitForFunction(
      () => document.querySelector<HTMLElement>('.phone-pull')?.offsetHeight === 0,
    );
  });

  test('leaving the app hides the page and coming back shows it', async () => {
    const phone = await phones.open(server.url);
    await phone.background();
    await phone.foreground();
    expect((await logOf(phone)).slice(-3)).toEqual(['hide', 'show', 'page show']);
    expect(await appLog(phone)).toEqual([
      expect.stringContaining('launch'),
      'app show',
      'app hide',
      'app show',
    ]);
  });
});

describe('templates and styles', () => {
  test('WXS runs with its own rules, and rpx is a part of the width of the phone', async () => {
    const phone = await phones.open(server.url);
    expect(await phone.find('aN+b').count()).toBe(1);
    expect(await styleOf(phone, '#half', 'width')).toBe('195px');
    expect(await styleOf(phone, '#half', 'height')).toBe('13px');
    expect(await phone.find(/^\d:/).allTextContents()).toEqual(['0:a1', '1:b']);
  });

  test('classes of a page stay out of components, and slot content keeps them', async () => {
    const phone = await phones.open(server.url);
    expect(await styleOf(phone, 'card [class*=title]', 'color')).toBe('rgb(0, 0, 0)');
    expect(await styleOf(phone, 'card [class*=title]', 'font-weight')).toBe('700');
    expect(await styleOf(phone, 'card .slotted', 'color')).toBe('rgb(128, 0, 128)');
    expect(await styleOf(phone, 'card > view', 'border-top-color')).toBe('rgb(0, 128, 0)');
    expect(await styleOf(phone, 'card', 'margin-top')).toBe('8px');
    expect(await phone.screen.locator('card').innerText()).toBe('Card\nslot content\nfooter content');
  });

  test('a placeholder class styles the placeholder alone', async () => {
    const phone = await phones.open(server.url);
    const colors = await phone.screen.locator('#word').evaluate((input) => ({
      text: getComputedStyle(input).color,
      placeholder: getComputedStyle(input, '::placeholder').color,
    }));
    expect(colors).toEqual({ text: 'rgb(0, 0, 0)', placeholder: 'rgb(1, 2, 3)' });
  });

  test("a page's styles do not reach another page", async () => {
    const phone = await phones.open(server.url);
    await phone.tap('second page');
    expect(await styleOf(phone, '#title', 'color')).toBe('rgb(0, 0, 0)');
    expect(await styleOf(phone, '#title', 'font-size')).toBe('20px');
  });

  test('page-meta sets style and text sizes of its page; `system` is the size that WeChat is set to', async () => {
    const phone = await phones.open(server.url, { fontSize: 24 });
    expect(await styleOf(phone, 'page', 'font-size')).toBe('24px');
    expect(await styleOf(phone, '#rem', 'width')).toBe('24px');
    expect(await styleOf(phone, '#rem', 'color')).toBe('rgb(1, 2, 3)');
    await callPage(phone, 'setPage', 75, '30px');
    expect(await styleOf(phone, 'page', 'padding-left')).toBe('39px');
    expect(await styleOf(phone, 'page', 'font-size')).toBe('24px');
    expect(await styleOf(phone, '#rem', 'width')).toBe('30px');
    expect(await styleOf(phone, '#rem', 'color')).toBe('rgb(4, 5, 6)');
    // The next page says nothing, and has the usual size.
    await phone.tap('second page');
    expect(await styleOf(phone, '#rem', 'width')).toBe('16px');
    await phone.back();
    await phone.tap('确定');
    expect(await styleOf(phone, '#rem', 'width')).toBe('30px');
  });

  test("the phone's theme decides, not the desktop's, and the app is told when it changes", async () => {
    const phone = await phones.open(server.url, { theme: 'light' });
    await phone.page.emulateMedia({ colorScheme: 'dark' });
    expect(await styleOf(phone, 'page', 'background-color')).toBe('rgb(255, 255, 255)');
    await phone.setTheme('dark');
    expect(await styleOf(phone, 'page', 'background-color')).toBe('rgb(16, 16, 16)');
    const barColor = await phone.page.locator('#bar').evaluate((bar) => getComputedStyle(bar).color);
    expect(barColor).toBe('rgb(255, 255, 255)');
    expect(await appLog(phone)).toContain('theme dark');
  });

  test('accessibility attributes reach the page in the words of the web', async () => {
    const phone = await phones.open(server.url);
    const live = phone.screen.getByRole('status');
    expect(await live.getAttribute('aria-live')).toBe('polite');
    expect(await live.getAttribute('aria-hidden')).toBe('false');
    expect(await phone.screen.getByRole('button', { name: 'submit' }).count()).toBe(1);
    expect(await phone.screen.locator('#agreed').getAttribute('aria-checked')).toBe('false');
  });
});

describe('components', () => {
  test('vant: tabs, search, field, switch, button', async () => {
    const phone = await phones.open(server.url);
    await phone.tap('Second');
    await phone.idle();
    expect(await dataOf(phone, 'active')).toBe('second');
    expect(await phone.find('second tab').count()).toBe(1);
    await phone.screen.locator('van-search input').fill('abc');
    expect(await dataOf(phone, 'keyword')).toBe('abc');
    await phone.screen.getByPlaceholder('name', { exact: true }).fill('two words');
    expect(await phone.find('no blanks').count()).toBe(1);
    await phone.screen.locator('van-switch').tap();
    expect((await logOf(phone)).at(-1)).toBe('switch true');
    await phone.tap('disabled');
    expect(await logOf(phone)).not.toContain('refused');
  });

  test('vant: a dialog answers once', async () => {
    const phone = await phones.open(server.url);
    await phone.tap('open dialog');
    await phone.tap('确认');
    await phone.idle();
    expect((await logOf(phone)).filter((word) => /confirm|cancel/.test(word))).toEqual(['confirm']);
    expect(await phone.find('message').count()).toBe(0);
  });

  test('vant: a popup closes when its overlay is tapped', async () => {
    const phone = await phones.open(server.url);
    await phone.tap('open popup');
    await phone.idle();
    expect(await phone.find('popup content').count()).toBe(1);
    await phone.page.touchscreen.tap(195, 100);
    await phone.idle();
    expect(await phone.find('popup content').count()).toBe(0);
  });

  test('built-in: input, switch in a label, form', async () => {
    const phone = await phones.open(server.url);
    await phone.screen.locator('#word').fill('word');
    expect(await dataOf(phone, 'word')).toBe('word');
    expect(await phone.screen.locator('#word').inputValue()).toBe('WORD');
    await phone.screen.locator('#word').press('Enter');
    expect((await logOf(phone)).at(-1)).toBe('confirm WORD');
    await phone.tap('label');
    expect((await logOf(phone)).at(-1)).toBe('switch true');
    await phone.screen.locator('#agreed').tap();
    expect((await logOf(phone)).at(-1)).toBe('switch false');
    const long = phone.screen.locator('#long');
    const low = await long.evaluate((area) => area.clientHeight);
    await long.fill('1\n2\n3');
    expect(await long.evaluate((area) => area.clientHeight)).toBeGreaterThan(low * 2);
    await phone.tap('submit');
    expect((await logOf(phone)).at(-1)).toBe('submit {"agreed":false,"word":"WORD","long":"1\\n2\\n3"}');
    await phone.find('off').tap({ force: true });
    expect(await logOf(phone)).not.toContain('refused');
  });

  test('a caught tap stays inside, and data attributes come with it', async () => {
    const phone = await phones.open(server.url);
    await phone.tap('inside');
    expect((await logOf(phone)).at(-1)).toBe('inside w');
    expect(await logOf(phone)).not.toContain('outside');
  });

  test("a component's event reaches its page", async () => {
    const phone = await phones.open(server.url);
    await phone.tap('Card');
    await phone.tap('Card');
    expect((await logOf(phone)).slice(-2)).toEqual(['more 1', 'more 2']);
  });
});

describe('what a phone has not', () => {
  test('the browser is out of sight of the modules', async () => {
    const phone = await phones.open(server.url);
    const globals = (await callPage(phone, 'globals')) as Record<string, string>;
    expect(Object.entries(globals).filter(([, type]) => type !== 'undefined')).toEqual([]);
  });

  test('code can not be made from text', async () => {
    const phone = await phones.open(server.url);
    expect(await callPage(phone, 'makeCode')).toBe('EvalError');
  });

  test.each([
    ['undefined', 'is undefined'],
    ['date', 'is a Date'],
    ['function', 'is a function'],
    ['nan', 'is NaN'],
  ])('setData refuses %s', async (kind, words) => {
    const phone = await phones.open(server.url);
    const message = await callPage(phone, 'trySetData', kind);
    expect(message).toContain('setData of pages/kitchen/kitchen: data.box.value');
    expect(message).toContain(words);
    expect(await callPage(phone, 'trySetData', 'plain')).toBe('');
  });

  test('a function of wx that the host lacks says so, and fails its caller', async () => {
    const phone = await phones.open(server.url);
    expect(await callPage(phone, 'tryMissing')).toBe('scanCode:fail not in the browser host');
    phone.expectError(/wx\.scanCode is not in the browser host/);
  });

  test('an error that nobody catches is shown on the phone and told to the app', async () => {
    const phone = await phones.open(server.url);
    await callPage(phone, 'throwLater');
    await phone.page.getByText('Error: thrown later').waitFor();
    expect(await appLog(phone)).toContain('app error Error: thrown later');
    phone.expectError(/thrown later/);
  });
});

describe('wx', () => {
  test('a query of the viewport tells how far the page is scrolled, and how long it is', async () => {
    const phone = await phones.open(server.url, { height: 400 });
    expect(await callPage(phone, 'viewport')).toMatchObject({ scrollTop: 0, scrollLeft: 0 });
    const box = phone.app.locator('.phone-page:not([hidden])');
    const length = await box.evaluate((element) => {
      element.scrollTo(0, 123);
      return element.scrollHeight;
    });
    expect(length).toBeGreaterThan(400);
    expect(await callPage(phone, 'viewport')).toMatchObject({ scrollTop: 123, scrollHeight: length });
  });

  test('a request fails in the words of WeChat when its host is not listed', async () => {
    server.answers['/__phone/request'] = () => ({ errMsg: 'request:fail url not in domain list' });
    const phone = await phones.open(server.url);
    expect(await callPage(phone, 'request')).toBe('request:fail url not in domain list');
  });

  test('storage belongs to a person', async () => {
    const phone = await phones.open(server.url, { openid: 'o-a' });
    expect(await callPage(phone, 'remember', 'word')).toBe('word');
    expect(await callPage(phone, 'remember')).toBe('word');
    await phone.page.goto(`${server.url}?openid=o-b`);
    await phone.page.waitForFunction(() => window.phone !== undefined);
    expect(await callPage(phone, 'remember')).toBe('');
  });

  test('the clipboard works, says so, and can refuse', async () => {
    const phone = await phones.open(server.url);
    // The toast stays for as long as the test needs to see it.
    await phone.holdTimers(1_000);
    expect(await callPage(phone, 'copy', 'q-1')).toBe('setClipboardData:ok');
    expect(await phone.clipboard()).toBe('q-1');
    await phone.find('内容已复制').waitFor();
    await phone.refuseClipboard(112);
    expect(await callPage(phone, 'copy', 'q-2')).toBe(
      'setClipboardData:fail api scope is not declared in the privacy agreement',
    );
    expect(await phone.clipboard()).toBe('q-1');
  });

  test('a modal gives the answer that was tapped', async () => {
    const phone = await phones.open(server.url, { lang: 'en' });
    const answer = callPage(phone, 'ask');
    await phone.tap('Cancel');
    expect(await answer).toEqual({ confirm: false, cancel: true, errMsg: 'showModal:ok' });
  });
});

describe("the mini-program's time", () => {
  /** Starts a timer that writes its name down, and one after it where a second length is given. */
  const start = (phone: PhonePage, ms: number, afterIt?: number): Promise<void> =>
    phone.app.evaluate(
      ([first, second]) => {
        const ran: number[] = ((window as { ran?: number[] }).ran ??= []);
        setTimeout(() => {
          ran.push(first);
          if (second !== undefined) setTimeout(() => ran.push(second), second);
        }, first);
      },
      [ms, afterIt] as [number, number | undefined],
    );
  const ran = (phone: PhonePage): Promise<unknown> =>
    phone.app.evaluate(() => (window as { ran?: number[] }).ran ?? []);
  const clock = (phone: PhonePage): Promise<number> => phone.app.evaluate(() => Date.now());

  test('a timer of seconds runs when the test has let them pass, and not before', async () => {
    const phone = await phones.open(server.url);
    await start(phone, 10_000);
    await phone.pass(9_999);
    expect(await ran(phone)).toEqual([]);
    await phone.pass(1);
    expect(await ran(phone)).toEqual([10_000]);
  });

  test('timers run in the order in which they are due, with those that they start', async () => {
    const phone = await phones.open(server.url);
    await start(phone, 9_000);
    await start(phone, 3_000, 5_000);
    await phone.pass(9_500);
    expect(await ran(phone)).toEqual([3_000, 5_000, 9_000]);
  });

  test('a pause between two reads is over at once', async () => {
    const phone = await phones.open(server.url);
    await start(phone, 8_000, 4_500);
    expect(await ran(phone)).toEqual([8_000, 4_500]);
  });

  test('short timers wait as well when they are held, and go on when they are let go', async () => {
    const phone = await phones.open(server.url);
    await phone.holdTimers(0);
    await start(phone, 600);
    await phone.pass(599);
    expect(await ran(phone)).toEqual([]);
    await phone.pass(1);
    expect(await ran(phone)).toEqual([600]);
    await start(phone, 700);
    await phone.holdTimers(null);
    await phone.app.waitForFunction(() => (window as { ran?: number[] }).ran?.length === 2);
  });

  test('the clock stands still but for what the test lets pass', async () => {
    const phone = await phones.open(server.url);
    const before = await clock(phone);
    await phone.app.evaluate(() => new Promise(requestAnimationFrame));
    expect(await clock(phone)).toBe(before);
    await phone.pass(60_000);
    expect(await clock(phone)).toBe(before + 60_000);
    expect(await phone.app.evaluate(() => new Date().getTime())).toBe(before + 60_000);
  });
});

describe('the frame', () => {
  test('on a desk the phone is 390 by 844 with a panel beside it; on a phone it fills the window', async () => {
    const desk = await phones.open(server.url, { width: 1280, height: 940 });
    expect(
      await desk.page.locator('.phone').evaluate((phone) => [phone.clientWidth, phone.clientHeight]),
    ).toEqual([390, 844]);
    expect(await desk.page.getByRole('link', { name: 'viewer' }).isVisible()).toBe(true);
    const phone = await phones.open(server.url);
    expect(await phone.page.locator('.phone').boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    expect(await phone.page.locator('#panel').isVisible()).toBe(false);
  });

  test('the panel opens the phone of another person', async () => {
    const desk = await phones.open(server.url, { width: 1280, height: 940 });
    await desk.page.getByRole('link', { name: 'viewer' }).click();
    await desk.page.getByText('openid o-viewer').waitFor();
    expect(new URL(desk.page.url()).searchParams.get('role')).toBe('viewer');
  });
});
