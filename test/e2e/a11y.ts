import axe, { type AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import type { Language } from '../../miniprogram/i18n/index';
import { useConsole } from './console';
import { launchBrowser, LONGEST_TEST_MS, openPhone, type OpenPhoneOptions, type PhonePage } from './harness';
import { layoutFindings } from './layout';
import { openScreen, SCREENS, type Screen } from './screens';

/**
 * Phones that already know axe-core, one for each kind of person: to start one takes longer than all that is asked of
 * it, so each screen is opened on the phone that is there, from scratch and with an empty storage.
 */
class PreparedPhones {
  private readonly phones = new Map<string, PhonePage>();

  constructor(private readonly browser: Browser) {}

  readonly open = async (url: string, options: OpenPhoneOptions): Promise<PhonePage> => {
    const { path = 'pages/board/board', ...kind } = options;
    const key = JSON.stringify(kind);
    const known = this.phones.get(key);
    if (known === undefined) {
      const phone = await openPhone(this.browser, url, options);
      this.phones.set(key, phone);
      await phone.app.evaluate(axe.source);
      return phone;
    }
    await known.setTheme('light');
    await known.visit(path);
    // The page before may have left a draft when it was closed; nothing has read it yet.
    await known.page.evaluate(() => {
      localStorage.clear();
    });
    await known.idle();
    return known;
  };

  /** Closes them all. @throws when a console had an error or a warning. */
  async close(): Promise<void> {
    const phones = [...this.phones.values()];
    this.phones.clear();
    for (const phone of phones) await phone.close();
  }
}

/** @returns what axe-core calls serious or critical, with the elements that it means. */
async function seriousFindings(phone: PhonePage): Promise<string[]> {
  await phone.idle();
  const knows = await phone.app.evaluate(() => 'axe' in window);
  if (!knows) await phone.app.evaluate(axe.source);
  const { violations } = await phone.app.evaluate<AxeResults>(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id} (${help}): ${nodes.map(({ html }) => html).join(' | ')}`);
}

/** Every screen and dialog stands axe-core's rules, in one language, in Chinese also in the dark. A file for each: they run at once. */
export function testAccessibility(lang: Language): void {
  const console = useConsole();
  let browser: Browser;
  let phones: PreparedPhones;

  jest.setTimeout(LONGEST_TEST_MS);
  beforeAll(async () => {
    browser = await launchBrowser();
    phones = new PreparedPhones(browser);
  });
  afterAll(async () => {
    try {
      await phones.close();
    } finally {
      await browser.close();
    }
  });

  // The longer language has the narrowest screen and the largest letters: what fits there fits everywhere.
  const look = lang === 'en' ? { width: 320, height: 693, fontSize: 24 } : {};

  const check = async (screen: Screen): Promise<void> => {
    const phone = await openScreen(phones.open, console.it, screen, { lang, ...look });
    expect({ light: await seriousFindings(phone) }).toEqual({ light: [] });
    expect({ layout: lang === 'en' ? await layoutFindings(phone) : [] }).toEqual({ layout: [] });
    // A theme changes colours alone, and they are the same in each language.
    if (lang !== 'zh_CN') return;
    await phone.setTheme('dark');
    expect({ dark: await seriousFindings(phone) }).toEqual({ dark: [] });
  };

  test.each(SCREENS.filter(({ alone }) => !alone))('$name', check);

  test.each(SCREENS.filter(({ alone }) => alone))('$name', async (screen) => {
    await phones.close();
    await check(screen);
    await phones.close();
  });

  test('a finding is found', async () => {
    const phone = await phones.open(console.it.url, { lang, ...look });
    await put(phone, '<input />');
    expect(await seriousFindings(phone)).toEqual([expect.stringMatching(/^label /)]);
    if (lang !== 'en') return;
    await put(
      phone,
      `<p style="overflow: hidden; width: 40px; white-space: nowrap">longer than its place</p>
       <div role="button" style="height: 40px">low</div>
       <div style="width: 400px">wide</div>
       <div style="display: flex"><div><div class="own--block">narrow</div></div></div>`,
    );
    expect(await layoutFindings(phone)).toEqual([
      expect.stringMatching(/^cut off: p.*longer/),
      expect.stringMatching(/^too small to tap, \d+x40: div.*low/),
      expect.stringMatching(/^over the edge, 400x\d+: div.*wide/),
      expect.stringMatching(/^narrower than its place, .*narrow/),
    ]);
  });
}

/** Adds elements to the page, as a mistake in a template would. */
async function put(phone: PhonePage, html: string): Promise<void> {
  await phone.app.evaluate((added) => {
    document.querySelector('.phone-page:not([hidden])')?.insertAdjacentHTML('beforeend', added);
  }, html);
}
