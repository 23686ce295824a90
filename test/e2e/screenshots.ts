import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { LANGUAGES, type Language } from '../../miniprogram/i18n/index';
import { buildPhoneOnce } from '../setup/built-phone';
import { Console } from './console';
import { launchBrowser, openPhone, type OpenPhoneOptions, type PhonePage } from './harness';
import { openScreen, SCREENS } from './screens';
import { composeWidePicture } from './wide-picture';

/**
 * `npm run screenshots`: makes the picture of each README from the running console, so that it shows what is there.
 * `npm run screenshots -- --all FOLDER [PART-OF-A-NAME]`: every screen and dialog in both languages and themes, on a usual
 * and a narrow phone, and with the largest letters: to be looked at before a release.
 */
interface Picture {
  /** Name of the file, without its ending. */
  name: string;
  /** Name of the screen. */
  screen: string;
  options: OpenPhoneOptions & { lang: Language };
}

const README_FOLDER = resolve(__dirname, '../../docs/images');

/** The phones of the README's picture, from left to right. */
const README_SCREENS = ['board', 'board-confirm', 'difference', 'unknown'];

/** The README's picture in one language. */
async function takeWide(lang: Language, file: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'screenshots-'));
  try {
    await take(
      folder,
      README_SCREENS.map((screen) => ({ name: screen, screen, options: { lang } })),
    );
    await composeWidePicture(
      README_SCREENS.map((screen) => join(folder, `${screen}.png`)),
      file,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

const NARROW = { width: 320, height: 693 };
/** The largest step of WeChat's own setting, px. */
const LARGEST = { fontSize: 24 };
const WIDE = { width: 430, height: 932 };

/** Every screen as it must hold: narrow and large meet in one picture, for that is the hardest. */
const LOOKS: Record<string, OpenPhoneOptions> = {
  light: { theme: 'light' },
  dark: { theme: 'dark' },
  narrow: { theme: 'light', ...NARROW },
  largest: { theme: 'light', ...NARROW, ...LARGEST },
  wide: { theme: 'dark', ...WIDE },
};

function everything(part: string): Picture[] {
  return SCREENS.filter(({ name }) => name.includes(part)).flatMap(({ name: screen }) =>
    LANGUAGES.flatMap((lang) =>
      Object.entries(LOOKS).map(([look, options]) => ({
        name: `${screen}-${lang}-${look}`,
        screen,
        options: { ...options, lang },
      })),
    ),
  );
}

/** The day on which every picture is taken: 10:24 in Shanghai. */
const CLOCK_AT = Date.UTC(2025, 10, 20, 2, 24);

/** The clock of this process, and so of the cloud and of the signing server, which all run in it. */
class StillDate extends Date {
  constructor(...values: unknown[]) {
    super(...((values.length === 0 ? [CLOCK_AT] : values) as [number]));
  }
  static override now(): number {
    return CLOCK_AT;
  }
}

/** Each picture has a cloud of its own, so that nothing of the one before is on it. */
async function takeOne(
  browser: Browser,
  phoneDir: string,
  file: string,
  { screen: wanted, options }: Picture,
): Promise<void> {
  const screen = SCREENS.find((each) => each.name === wanted);
  if (screen === undefined) throw new Error(`no screen is called ${wanted}`);
  const console = await Console.start(phoneDir);
  const opened: PhonePage[] = [];
  try {
    const open = async (url: string, settings: OpenPhoneOptions): Promise<PhonePage> => {
      const phone = await openPhone(browser, url, { ...settings, clockAt: CLOCK_AT });
      opened.push(phone);
      return phone;
    };
    const phone = await openScreen(open, console, screen, options);
    await phone.page.screenshot({ path: file, animations: 'disabled' });
  } finally {
    await Promise.all(opened.map((each) => each.close()));
    await console.close();
  }
}

async function take(folder: string, pictures: readonly Picture[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  globalThis.Date = StillDate as DateConstructor;
  const { phoneDir, remove } = await buildPhoneOnce();
  const browser = await launchBrowser();
  try {
    for (const picture of pictures)
      await takeOne(browser, phoneDir, join(folder, `${picture.name}.png`), picture);
  } finally {
    await browser.close();
    await remove();
  }
}

async function main([flag, folder, part = '']: string[]): Promise<void> {
  if (flag === undefined) {
    await takeWide('zh_CN', join(README_FOLDER, 'wide.png'));
    await takeWide('en', join(README_FOLDER, 'wide-en.png'));
  } else if (flag === '--all' && folder !== undefined) await take(resolve(folder), everything(part));
  else throw new Error('usage: npm run screenshots [-- --all FOLDER [PART-OF-A-NAME]]');
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
