/** What the phone's owner sets while the console is open is followed at once: WeChat's theme, the language, less motion. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { formatText } from '../../miniprogram/i18n/format';
import { DICTIONARIES, type Language } from '../../miniprogram/i18n/index';
import { useConsole } from './console';
import { loseAnswers } from './failures';
import { holdRequests, usePhones, type PhonePage } from './harness';
import { answer, askPauseOnBoard, CHECK_PAUSE_MS, GOODS, pathOf } from './screens';

const console = useConsole();
const phones = usePhones();

const { zh_CN: zh, en } = DICTIONARIES;

const card = (phone: PhonePage): Locator => phone.screen.locator('queue-card').filter({ hasText: GOODS });
const dialogOf = (phone: PhonePage): Locator => phone.screen.locator('[role=dialog]');
const styleOf = (element: Locator, property: string): Promise<string> =>
  element.evaluate((it, name) => getComputedStyle(it).getPropertyValue(name), property);

describe("WeChat's theme", () => {
  type Theme = 'light' | 'dark';
  const sheet = readFileSync(join(__dirname, '../../miniprogram/app.wxss'), 'utf8');
  const [light = '', dark = ''] = sheet.split('@media (prefers-color-scheme: dark)');
  type Part = [selector: string, property: 'color' | 'background-color', token: string];

  /** A token as a browser tells it. */
  function tokenOf(theme: Theme, name: string): string {
    const hex = new RegExp(`--color-${name}: #([0-9a-f]{6});`).exec(theme === 'light' ? light : dark)?.[1];
    if (hex === undefined) throw new Error(`no plain --color-${name} in the ${theme} theme`);
    const [red, green, blue] = [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));
    return `rgb(${red}, ${green}, ${blue})`;
  }

  const BOARD: Part[] = [
    ['page', 'background-color', 'page'],
    ['page', 'color', 'text'],
    ['queue-card [class*=--card]', 'background-color', 'surface'],
    ['queue-card [class*=--name]', 'color', 'text'],
    ['queue-card [class*=--place]', 'color', 'text-hint'],
  ];
  const SHEET: Part[] = [
    ...BOARD,
    ['[class*=--panel]:has([role=dialog])', 'background-color', 'surface'],
    ['[role=dialog] [class*=--title]', 'color', 'text'],
    ['[role=dialog] [class*=--target]', 'background-color', 'page'],
  ];
  const QUEUE: Part[] = [
    ['page', 'background-color', 'page'],
    ['queue-hero [class*=--hero]', 'background-color', 'surface'],
    ['queue-hero [class*=--name]', 'color', 'text'],
    ['queue-hero [class*=--label]', 'color', 'text-secondary'],
  ];

  async function expectTheme(phone: PhonePage, theme: Theme, parts: Part[]): Promise<void> {
    await phone.idle();
    for (const [selector, property, token] of parts) {
      const shown = await styleOf(phone.screen.locator(selector).first(), property);
      expect({ theme, selector, [property]: shown }).toEqual({
        theme,
        selector,
        [property]: tokenOf(theme, token),
      });
    }
    // The navigation bar continues the page. It has no ground of its own: it lies on that of the phone.
    expect(await styleOf(phone.page.locator('.phone'), 'background-color')).toBe(tokenOf(theme, 'page'));
    const barText = await phone.page.locator('body').getAttribute('data-bar-text');
    expect(barText).toBe(theme === 'light' ? 'black' : 'white');
  }

  /** To the dark and back; nothing is loaded for it. */
  async function expectBothThemes(phone: PhonePage, parts: Part[]): Promise<void> {
    await phone.idle();
    const asked = await console.it.requests('GET');
    await phone.app.evaluate(() => {
      Object.assign(window, { sameWindow: true });
    });
    await expectTheme(phone, 'light', parts);
    await phone.setTheme('dark');
    await expectTheme(phone, 'dark', parts);
    await phone.setTheme('light');
    await expectTheme(phone, 'light', parts);
    expect(await phone.app.evaluate(() => 'sameWindow' in window)).toBe(true);
    expect(await console.it.requests('GET')).toEqual(asked);
  }

  test('changes the board, a question on it and the page of a queue under the eyes of the admin', async () => {
    const phone = await phones.open(console.it.url, { theme: 'light' });
    await expectBothThemes(phone, BOARD);

    await askPauseOnBoard(phone, zh);
    const question = await dialogOf(phone).innerText();
    await expectBothThemes(phone, SHEET);
    expect(await dialogOf(phone).innerText()).toBe(question);
    await answer(phone, zh.common.cancel);
    await phone.idle();

    await card(phone).tap();
    await phone.idle();
    await expectBothThemes(phone, QUEUE);
  });
});

describe('the language', () => {
  const PLACE = /\{[^}]*\}/;

  /** Patterns of the lines that are said in this language alone. */
  function linesOf(lang: Language, other: Language): RegExp[] {
    const textsIn = (it: Language): string[] =>
      Object.values(DICTIONARIES[it]).flatMap((section) => Object.values(section));
    const shared = new Set(textsIn(other));
    return textsIn(lang)
      .filter((text) => !shared.has(text))
      .map((text) => text.split(PLACE).map((part) => part.replace(/[.*+?^$()|[\]\\]/g, '\\$&')))
      .filter((parts) => /\p{L}/u.test(parts.join('')))
      .map((parts) => new RegExp(`^${parts.join('.+')}$`));
  }
  const CHINESE = linesOf('zh_CN', 'en');
  const ENGLISH = linesOf('en', 'zh_CN');

  async function expectSpoken(screen: Locator, lang: Language): Promise<void> {
    const lines = (await screen.allInnerTexts()).join('\n').split('\n');
    const matching = (patterns: RegExp[]): string[] =>
      lines.filter((line) => patterns.some((pattern) => pattern.test(line)));
    const [own, foreign] = lang === 'en' ? [ENGLISH, CHINESE] : [CHINESE, ENGLISH];
    expect(matching(foreign)).toEqual([]);
    expect(matching(own)).not.toEqual([]);
  }

  const top = (phone: PhonePage): Locator => phone.screen.filter({ visible: true });
  const below = (phone: PhonePage): Locator => phone.app.locator('.phone-page[hidden]').last();
  /** Lets three minutes pass on the phone's clock. */
  const growOlder = (phone: PhonePage): Promise<void> => phone.pass(3 * 60_000);
  const chosen = (phone: PhonePage): Promise<string> =>
    phone.screen.locator('[role=radio][aria-checked=true]').innerText();

  /** The counts and the age of the board, in words. */
  async function expectBoard(board: Locator, lang: Language): Promise<void> {
    const texts = DICTIONARIES[lang].board;
    const filters = await board.locator('.filter').allTextContents();
    expect(filters.slice(0, 3).map((text) => text.trim())).toEqual([
      formatText(texts.countAll, { count: 8 }),
      formatText(texts.countRunning, { count: 6 }),
      formatText(texts.countPaused, { count: 2 }),
    ]);
    const age = formatText(texts.ageMinutes, { count: 3 });
    expect(await board.locator('.fact').first().textContent()).toBe(formatText(texts.updated, { age }));
    await expectSpoken(board, lang);
  }

  test('is the chosen one at once, on every page, until WeChat is to be followed again; and stays chosen', async () => {
    const phone = await phones.open(console.it.url, { lang: 'zh_CN' });
    await phone.tap(zh.diagnostics.title);
    await phone.idle();
    expect(await phone.title()).toBe(zh.diagnostics.title);
    expect(await chosen(phone)).toContain(zh.diagnostics.followWeChat);
    await expectSpoken(top(phone), 'zh_CN');

    // The board is not read while it is behind another page: it only grows older.
    await growOlder(phone);
    await phone.tap(en.diagnostics.english);
    await phone.idle();
    expect(await phone.title()).toBe(en.diagnostics.title);
    expect(await chosen(phone)).toContain(en.diagnostics.english);
    await expectSpoken(top(phone), 'en');
    await expectBoard(below(phone), 'en');

    await phone.back();
    await phone.idle();
    expect(await phone.title()).toBe(en.board.title);
    await expectSpoken(top(phone), 'en');

    await card(phone).tap();
    await phone.idle();
    expect(await phone.title()).toBe(en.queue.title);
    await expectSpoken(top(phone), 'en');

    await phone.back();
    await phone.idle();
    await phone.tap(en.diagnostics.title);
    await phone.idle();
    await growOlder(phone);
    await phone.tap(en.diagnostics.followWeChat);
    await phone.idle();
    expect(await phone.title()).toBe(zh.diagnostics.title);
    await expectSpoken(top(phone), 'zh_CN');
    await expectBoard(below(phone), 'zh_CN');

    await phone.tap(zh.diagnostics.english);
    const again = await phone.reopen();
    expect(await again.title()).toBe(en.diagnostics.title);
    expect(await chosen(again)).toContain(en.diagnostics.english);
    await again.visit('pages/board/board');
    await again.idle();
    expect(await again.title()).toBe(en.board.title);
    await expectSpoken(top(again), 'en');
  });
});

describe('motion', () => {
  test.each([
    { reducedMotion: 'reduce', move: '0s', turn: '3s', pulse: 'none' },
    { reducedMotion: 'no-preference', move: '0.2s', turn: '0.8s', pulse: 'pulse' },
  ] as const)('$reducedMotion', async ({ reducedMotion, move, turn, pulse }) => {
    const path = await pathOf(console.it, GOODS);
    const phone = await phones.open(console.it.url, { path: 'pages/diagnostics/diagnostics' });
    await phone.page.emulateMedia({ reducedMotion });
    const spinner = (inside: string): Locator => phone.screen.locator(`${inside} [class*=--spinner]`).first();

    const show = await holdRequests(phone.page);
    await phone.visit(path);
    expect(await styleOf(phone.screen.locator('skeleton [class*=--line]').first(), 'animation-name')).toBe(
      pulse,
    );
    await show.release();
    await phone.idle();

    // From the board: the sheet, the card and the bar.
    await phone.visit('pages/board/board');
    await phone.idle();
    await askPauseOnBoard(phone, zh);
    const panel = phone.screen
      .locator('[class*=--panel]')
      .filter({ has: phone.app.locator('[role=dialog]') });
    expect(await styleOf(panel, 'transition-duration')).toBe(move);
    const pause = await holdRequests(phone.page);
    await answer(phone, zh.common.confirmPause);
    expect(await styleOf(spinner('queue-card'), 'animation-duration')).toBe(turn);
    await pause.release();
    const bar = phone.screen.locator('result-bar [class*=--bar]');
    expect(await styleOf(bar, 'animation-duration')).toBe(move);
    expect(await styleOf(bar, 'animation-name')).toBe('rise');
    // A sheet that does not move goes away all the same.
    await phone.idle();
    expect(await dialogOf(phone).isVisible()).toBe(false);

    // From the page of the queue: the button, and the note of a write whose outcome is not known.
    await phone.visit(path);
    await phone.idle();
    await phone.tap(zh.queue.resumeQueue);
    await phone.idle();
    await loseAnswers(phone);
    const resume = await holdRequests(phone.page);
    await answer(phone, zh.common.confirmResume);
    expect(await styleOf(spinner('app-button'), 'animation-duration')).toBe(turn);
    // The first check fails, and the second one never comes.
    await phone.holdTimers(CHECK_PAUSE_MS);
    await resume.release();
    await phone.find(zh.queue.pendingChecking).first().waitFor();
    expect(await styleOf(spinner('note-card'), 'animation-duration')).toBe(turn);
  });
});
