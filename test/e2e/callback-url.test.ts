/** A callback address that is pasted: what is wrong with it is said, and put right with one tap. */
import type { Locator } from 'playwright-core';
import { DICTIONARIES } from '../../miniprogram/i18n/index';
import { formatText } from '../../miniprogram/i18n/format';
import { useConsole } from './console';
import { usePhones, type OpenPhoneOptions, type PhonePage } from './harness';
import { answer, GOODS, pathOf } from './screens';

const console = useConsole();
const phones = usePhones();

const SAVED = 'https://notify.shop.example.com/ci/picture?app=goods&token=4f1c9e7b2a';
const NEW = 'https://notify.shop.example.com/v2/picture?token=new';
const { zh_CN: zh, en } = DICTIONARIES;

const edit = async (options: OpenPhoneOptions = {}): Promise<PhonePage> => {
  const phone = await phones.open(console.it.url, { path: await pathOf(console.it, GOODS), ...options });
  await phone.tap(options.lang === 'en' ? en.queue.edit : zh.queue.edit);
  return phone;
};
const field = (phone: PhonePage): Locator => phone.screen.locator('#field-url');
const input = (phone: PhonePage): Locator => field(phone).locator('textarea');
/** By its role and name, as a screen reader finds it. */
const repair = (phone: PhonePage, name: string): Locator =>
  field(phone).getByRole('button', { name, exact: true });
const paste = async (phone: PhonePage, text: string): Promise<void> => {
  await input(phone).fill(text);
  await input(phone).blur();
  await phone.idle();
};
const setUrl = async (url: string): Promise<void> => {
  const { notifyConfigXml } = await console.it.queueOf(GOODS);
  const xml = notifyConfigXml.replace(/<Url>.*<\/Url>/, () => `<Url>${url}</Url>`);
  await console.it.edit(GOODS, { notifyConfigXml: xml });
};
const savedUrl = async (): Promise<string | undefined> =>
  /<Url>(.*)<\/Url>/.exec((await console.it.queueOf(GOODS)).notifyConfigXml)?.[1];

test('a full stop of a Chinese sentence is an error, one tap takes it off, and the difference tells the lengths', async () => {
  const phone = await edit();
  await paste(phone, `${NEW}。`);
  expect(await field(phone).innerText()).toContain(zh.fieldErrors.URL_CHARACTERS);
  const button = repair(phone, '去掉末尾的 “。”');
  expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await phone.tap(zh.queue.save);
  await phone.idle();
  expect(await phone.screen.locator('[role=dialog]').isVisible()).toBe(false);

  await button.tap();
  await phone.idle();
  expect(await input(phone).inputValue()).toBe(NEW);
  expect(await field(phone).innerText()).not.toContain(zh.fieldErrors.URL_CHARACTERS);
  await button.waitFor({ state: 'detached' });
  await phone.tap(zh.queue.save);
  await phone.idle();
  const question = await phone.read();
  expect(question).toContain('https://notify.shop.example.com/ci/picture?app=goods&token=••••');
  expect(question).toContain('https://notify.shop.example.com/v2/picture?token=•••• (10 → 3 位)');
  for (const secret of ['4f1c9e7b2a', 'token=new']) expect(question).not.toContain(secret);
  await answer(phone, zh.queue.confirmSave);
  await phone.find(zh.queue.doneEdit).waitFor();
  expect(await savedUrl()).toBe(NEW);
});

test('stars that were copied from the page are an error, and one tap puts the saved token back', async () => {
  const phone = await edit();
  await paste(phone, 'https://notify.shop.example.com/v2/picture?app=goods&token=***');
  expect(await field(phone).innerText()).toContain(zh.fieldErrors.URL_HIDDEN_PART);
  await phone.tap(zh.queue.save);
  await phone.idle();
  expect(await console.it.requests('PUT')).toHaveLength(0);
  await repair(phone, zh.queue.repairHidden).tap();
  await phone.idle();
  expect(await input(phone).inputValue()).toBe(SAVED.replace('/ci/', '/v2/'));
  await phone.tap(zh.queue.save);
  await phone.idle();
  expect(await phone.read()).toContain('https://notify.shop.example.com/v2/picture?app=goods&token=••••');
  expect(await phone.read()).not.toMatch(/→ \d+ 位|位，已改/);
});

test('invisible characters are said, and taken out', async () => {
  const phone = await edit();
  await paste(phone, NEW.replace('picture', 'pic\u200bture'));
  expect(await field(phone).innerText()).toContain(zh.fieldErrors.URL_INVISIBLE);
  await repair(phone, zh.queue.repairInvisible).tap();
  await phone.idle();
  expect(await input(phone).inputValue()).toBe(NEW);
});

test('in English, on a narrow phone with the largest letters, the address in a message is taken', async () => {
  const phone = await edit({ lang: 'en', width: 320, height: 693, fontSize: 24 });
  await paste(phone, `New address: ${NEW}, thanks`);
  expect(await field(phone).innerText()).toContain(en.fieldErrors.URL_TEXT_AROUND);
  const name = formatText(en.queue.repairExtract, { url: 'https://notify.shop.example.com/…' });
  const box = await repair(phone, name).boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(320);
  await repair(phone, name).tap();
  await phone.idle();
  expect(await input(phone).inputValue()).toBe(NEW);
  await phone.tap(en.queue.save);
  await phone.idle();
  expect(await phone.read()).toContain('token=•••• (10 → 3 characters)');
});

test('an odd address that is saved already is warned of, and may stay', async () => {
  await setUrl('https://notify.shop.example.com/c\u200bi');
  const phone = await edit();
  expect(await field(phone).innerText()).toContain(zh.fieldAdvice.ODD_CHARACTERS);
  await repair(phone, zh.queue.repairInvisible).waitFor();
  await phone.screen.locator('#field-name input').fill('renamed');
  await phone.tap(zh.queue.save);
  await phone.idle();
  await answer(phone, zh.queue.confirmSave);
  await phone.find(zh.queue.doneEdit).waitFor();
  expect(await console.it.queueOf(GOODS)).toMatchObject({ name: 'renamed' });
  expect(await savedUrl()).toBe('https://notify.shop.example.com/c\u200bi');
});

test('a control character in a saved address hides neither its queue nor the board', async () => {
  await setUrl('https://notify.shop.example.com/c\u0001i');
  const phone = await phones.open(console.it.url);
  const card = phone.screen.locator('queue-card').filter({ hasText: GOODS });
  expect(await card.innerText()).toContain('notify.shop.example.com');
  await phone.tap('商品图片');
  await phone.idle();
  const text = await phone.read();
  expect(text).toContain(zh.errors.CANNOT_CARRY_TITLE);
  expect(text).toContain('https://notify.shop.example.com/***');
  for (const write of [zh.queue.edit, zh.queue.pauseQueue]) expect(text).not.toContain(write);
  await phone.tap(zh.queue.reveal);
  await phone.idle();
  expect(await phone.read()).toContain('https://notify.shop.example.com/c\ufffdi');
});
