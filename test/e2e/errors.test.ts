/** Every error code on the screen: what happened, what to do next, and what a ticket needs. One language: the other takes the same ways, and a test of the texts asks for its sentences. */
import type { Browser } from 'playwright-core';
import { DICTIONARIES } from '../../miniprogram/i18n/index';
import { APP_ERROR_CODES, type AppErrorCode } from '../../miniprogram/models/errors';
import { useConsole } from './console';
import { beginUnknownWrite, FAILURES, type Failure, type Stage } from './failures';
import { launchBrowser, LONGEST_TEST_MS, openPhone, type PhonePage } from './harness';
import { GOODS, pathOf, type Texts } from './screens';

const LANGUAGE = 'zh_CN';
const TEXTS = DICTIONARIES[LANGUAGE];
const console = useConsole();
let browser: Browser;

jest.setTimeout(LONGEST_TEST_MS);
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test('there is a way to every code, and none to a code that is not there', () => {
  expect(Object.keys(FAILURES).sort()).toEqual([...APP_ERROR_CODES].sort());
});

const phones = usePhonesAt();

test.each(APP_ERROR_CODES.map((code) => ({ code, because: FAILURES[code].because })))(
  '$code: $because',
  async ({ code }) => {
    const failure = FAILURES[code];
    const stage = await phones.begin(failure.at);
    await failure.bringAbout(stage);
    await expectSentences(stage, sentencesOf(code, failure));
    if (failure.shownCode !== null) await expectFacts(stage, code, failure);
    await expectNextStep(stage, code, failure);
  },
);

function sentencesOf(code: AppErrorCode, { sentences }: Failure): string[] {
  return sentences?.(TEXTS) ?? [TEXTS.errors[`${code}_TITLE`], TEXTS.errors[`${code}_ACTION`]];
}

async function expectSentences({ phone }: Stage, sentences: string[]): Promise<void> {
  const text = await phone.read();
  for (const sentence of sentences) expect(text).toContain(sentence);
}

/** The panel of the failure, whatever else failed with it. */
const panelOf = ({ phone, texts }: Stage, code: AppErrorCode) =>
  phone.screen
    .locator('error-panel')
    .filter({ hasText: texts.errors[`${code}_TITLE`] })
    .first();

async function expectFacts(stage: Stage, code: AppErrorCode, failure: Failure): Promise<void> {
  const { phone, texts } = stage;
  const { shownCode = code, hasRequestId = false } = failure;
  const panel = panelOf(stage, code);
  await panel.getByText(texts.common.copy, { exact: true }).tap();
  const [codeLine = '', idLine = ''] = (await phone.clipboard()).split('\n');
  expect(codeLine).toBe(`${texts.common.code}: ${shownCode ?? ''}`);
  const shown = await panel.innerText();
  expect(shown).toContain(shownCode ?? '');
  if (!hasRequestId) return;
  const [, requestId = ''] = /^RequestId: (\S{8,})$/.exec(idLine) ?? [];
  expect(requestId).not.toBe('');
  expect(shown).toContain(requestId);
}

async function expectNextStep(stage: Stage, code: AppErrorCode, failure: Failure): Promise<void> {
  const { phone, texts } = stage;
  const { button = (words: Texts) => words.common.retry, handsOver } = failure;
  if (button === null) {
    expect(await panelOf(stage, code).getByText(texts.common.retry, { exact: true }).count()).toBe(0);
  } else {
    expect(await phone.find(button(texts)).count()).toBeGreaterThan(0);
  }
  if (handsOver === undefined) return;
  const copies = handsOver(stage).startsWith('https') ? texts.common.copyDomains : texts.common.copyOpenid;
  await panelOf(stage, code).getByText(copies, { exact: true }).tap();
  expect(await phone.clipboard()).toBe(handsOver(stage));
}

/** One phone for everything that happens at one place: each failure begins there anew. */
function usePhonesAt(): { begin: (at: Failure['at']) => Promise<Stage> } {
  const phones = new Map<Failure['at'], Stage>();
  const open = async (at: Failure['at'], role: 'operator' | 'viewer'): Promise<void> => {
    const openid = `o-${at}`;
    const phone = await openPhone(browser, console.it.url, { openid, role, lang: LANGUAGE });
    phones.set(at, { phone, console: console.it, texts: TEXTS, openid });
  };
  const stageAt = (at: Failure['at']): Stage => {
    const stage = phones.get(at);
    if (stage === undefined) throw new Error('phones are there inside tests only');
    return stage;
  };
  beforeAll(async () => {
    await console.it.reset();
    await open('unknown', 'operator');
    await beginUnknownWrite(stageAt('unknown'));
    await open('board', 'viewer');
    await open('queue', 'operator');
  });
  afterAll(async () => {
    for (const { phone } of phones.values()) await phone.close();
  });
  return {
    begin: async (at) => {
      const stage = stageAt(at);
      if (at === 'unknown') return stage;
      await makeWell(stage.phone);
      const path = at === 'board' ? 'pages/board/board' : await pathOf(console.it, GOODS);
      // An app of its own: a running one knows who its admin was, and that the cloud's times do not go back.
      const phone = await stage.phone.reopen(() => startOver(stage, at), path);
      const fresh = { ...stage, phone };
      phones.set(at, fresh);
      return fresh;
    },
  };
}

async function startOver({ console: cloud, openid }: Stage, at: 'board' | 'queue'): Promise<void> {
  // One bucket is enough of a board.
  if (at === 'board') await cloud.reset({ buckets: 1, queuesPerBucket: 1 });
  cloud.sandbox.setPerson(openid, at === 'board' ? 'viewer' : 'operator');
}

async function makeWell(phone: PhonePage): Promise<void> {
  await phone.page.unrouteAll();
  await phone.offline(false);
  await phone.refuseClipboard(undefined);
  await phone.foreground();
  await phone.app.evaluate(() => {
    localStorage.clear();
  });
}
