/**
 * A second tap where the first one opened a question: none counts before the question has rested, on any sheet. The clock
 * of the phone stands still and goes on when the test says so; the touches are the browser's own.
 */
import { DICTIONARIES } from '../../miniprogram/i18n/index';
import { REFUSED_PUT, useConsole } from './console';
import { holdRequests, usePhones, type PhonePage } from './harness';
import { answer, editUrl, GOODS, pathOf } from './screens';

const console = useConsole();
const phones = usePhones();

const texts = DICTIONARIES.zh_CN;
const { common, queue, board } = texts;

/** After so long the thumb comes down again, milliseconds since the question came up; the last time it has rested. */
const TOO_EARLY = [100, 250, 400, 500];
const RESTED_MS = 800;
/** How far the clock goes at a time while something is waited for, milliseconds. */
const TICK_MS = 5;
/** By then the board shows what has happened, milliseconds. */
const NEWS_MS = 200;
/** Nothing takes longer, milliseconds, answers aside. */
const LONGEST_MS = 5_000;

const dialog = (phone: PhonePage) => phone.screen.locator('[role=dialog]');
const writes = async (): Promise<number> => (await console.it.requests('PUT')).length;

/** Opens a page whose sheets come up at once, as nothing moves on it: the earliest moment for a second tap to meet one. */
const open = (path?: string): Promise<PhonePage> =>
  phones.open(console.it.url, path === undefined ? {} : { path });

/** From now on the phone's time passes by {@link tickUntil} and {@link PhonePage.pass} alone. */
const stopClock = (phone: PhonePage): Promise<void> => phone.holdTimers(0);

async function startClock(phone: PhonePage): Promise<void> {
  await phone.holdTimers(null);
  await phone.idle();
}

/** No time passes while the phone waits for an answer: how long that takes is up to the machine. */
async function tickUntil(phone: PhonePage, isSo: () => Promise<boolean>): Promise<void> {
  for (let passed = 0; !(await isSo()); passed += TICK_MS) {
    await phone.answered();
    if (passed > LONGEST_MS) throw new Error(`after ${passed} ms it is not so: ${String(isSo)}`);
    await phone.pass(TICK_MS);
  }
}

/** Until the sheet offers this. */
const offered = (phone: PhonePage, text: string): Promise<void> =>
  tickUntil(phone, () => dialog(phone).getByRole('button', { name: text, exact: true }).isVisible());

async function middleOf(button: ReturnType<PhonePage['find']>): Promise<{ x: number; y: number }> {
  const box = await button.boundingBox();
  if (box === null) throw new Error('the button has gone');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/**
 * Taps on the button again and again, as a nervous thumb does, from the moment at which it came up.
 * @returns where, on the screen
 */
async function tapNervously(phone: PhonePage, text: string): Promise<{ x: number; y: number }> {
  const button = dialog(phone).getByRole('button', { name: text, exact: true });
  const before = await writes();
  let now = 0;
  const touch = async (at: number): Promise<{ x: number; y: number }> => {
    await phone.pass(at - now);
    now = at;
    const place = await middleOf(button);
    await phone.page.touchscreen.tap(place.x, place.y);
    return place;
  };
  for (const at of TOO_EARLY) {
    await touch(at);
    expect([at, await button.getAttribute('aria-disabled')]).toEqual([at, 'true']);
  }
  expect(await writes()).toBe(before);
  await phone.pass(RESTED_MS - now);
  now = RESTED_MS;
  expect(await button.getAttribute('aria-disabled')).toBeNull();
  return touch(RESTED_MS);
}

/** Opens the queue of the goods. */
const openGoods = async (): Promise<PhonePage> => open(await pathOf(console.it, GOODS));

test('暂停 on a card', async () => {
  const phone = await open();
  await stopClock(phone);
  const card = phone.screen.locator('queue-card').filter({ hasText: GOODS });
  await card.getByText(common.pause, { exact: true }).tap();
  await offered(phone, common.confirmPause);
  await tapNervously(phone, common.confirmPause);
  await startClock(phone);
  expect(await writes()).toBe(1);
  expect((await console.it.queueOf(GOODS)).state).toBe('Paused');
});

test('暂停队列 on the page of the queue, whose button the question covers', async () => {
  const phone = await openGoods();
  await stopClock(phone);
  await phone.tap(queue.pauseQueue);
  await offered(phone, common.confirmPause);
  await tapNervously(phone, common.confirmPause);
  await startClock(phone);
  expect(await writes()).toBe(1);
});

const NEW_URL = 'https://notify.shop.example.com/v2/picture?token=new';

test('保存, and what it would change', async () => {
  const phone = await openGoods();
  await phone.tap(queue.edit);
  await phone.screen.locator('#field-url textarea').fill(NEW_URL);
  await phone.idle();
  await stopClock(phone);
  await phone.tap(queue.save);
  await offered(phone, queue.confirmSave);
  await tapNervously(phone, queue.confirmSave);
  await startClock(phone);
  expect(await writes()).toBe(1);
});

test('取消 while editing, and what would be lost', async () => {
  const phone = await openGoods();
  await phone.tap(queue.edit);
  await phone.screen.locator('#field-url textarea').fill(NEW_URL);
  await phone.idle();
  await stopClock(phone);
  await phone.tap(common.cancel);
  await offered(phone, queue.confirmDiscard);
  await tapNervously(phone, queue.confirmDiscard);
  await startClock(phone);
  expect(await phone.find(queue.save).count()).toBe(0);
  expect(await writes()).toBe(0);
});

test('恢复到修改前 on the card of the last change', async () => {
  const phone = await openGoods();
  await phone.tap(queue.pauseQueue);
  await answer(phone, common.confirmPause);
  await phone.idle();
  await stopClock(phone);
  await phone.tap(queue.restoreBefore);
  await offered(phone, queue.confirmRestore);
  await tapNervously(phone, queue.confirmRestore);
  await startClock(phone);
  expect(await writes()).toBe(2);
  expect((await console.it.queueOf(GOODS)).state).toBe('Active');
});

test('the question that comes back because its write was refused', async () => {
  const phone = await openGoods();
  await phone.tap(queue.pauseQueue);
  await phone.idle();
  await console.it.faults(REFUSED_PUT);
  await stopClock(phone);
  await dialog(phone).getByText(common.confirmPause).tap();
  await tickUntil(phone, () => dialog(phone).getByText(queue.notDone).isVisible());
  await console.it.faults();
  await tapNervously(phone, common.confirmPause);
  await startClock(phone);
  expect(await writes()).toBe(2);
});

test('the question that takes the place of the one that was answered: a conflict', async () => {
  const phone = await openGoods();
  const { notifyConfigXml } = await console.it.queueOf(GOODS);
  await console.it.edit(GOODS, { notifyConfigXml: notifyConfigXml.replace('notify.shop', 'other.shop') });
  await editUrl(phone, texts, NEW_URL);
  await stopClock(phone);
  await dialog(phone).getByText(queue.confirmSave).tap();
  await offered(phone, queue.conflictSave);
  await dialog(phone).getByText(queue.conflictMine, { exact: true }).tap();
  await tapNervously(phone, queue.conflictSave);
  await startClock(phone);
  expect(await writes()).toBe(1);
});

test('the question that takes the place of the one that was answered: another result, and what its way back would write', async () => {
  const phone = await openGoods();
  await phone.tap(queue.pauseQueue);
  await phone.idle();
  await stopClock(phone);
  // Another admin is between the write and its check.
  let isWritten = false;
  await phone.page.route('**/__phone/request', async (route) => {
    const { method } = route.request().postDataJSON() as { method: string };
    if (method === 'GET' && isWritten) {
      isWritten = false;
      await console.it.edit(GOODS, { name: 'theirs' });
    }
    if (method === 'PUT') isWritten = true;
    await route.fallback();
  });
  await dialog(phone).getByText(common.confirmPause).tap();
  await offered(phone, queue.reviewRestore);
  await tapNervously(phone, queue.reviewRestore);
  await offered(phone, queue.confirmRestore);
  expect(await writes()).toBe(1);
  await tapNervously(phone, queue.confirmRestore);
  await startClock(phone);
  expect(await writes()).toBe(2);
  expect(await console.it.queueOf(GOODS)).toMatchObject({ state: 'Active', name: 'theirs' });
});

test('several at once, and the way back that comes up in the same place', async () => {
  const phone = await open();
  await phone.tap(board.bulkPause);
  await phone.tap(new RegExp(`^${common.production} \\d+$`));
  await phone.idle();
  await stopClock(phone);
  await phone.tap(new RegExp(`^${common.pause} \\d+$`));
  const yes = `${common.pause} 4`;
  await offered(phone, yes);
  await dialog(phone).locator('input').fill('4');
  const held = await holdRequests(phone.page, ({ method }) => method === 'PUT');
  const at = await tapNervously(phone, yes);
  await held.arrived(3);
  await phone.pass(NEWS_MS);
  await dialog(phone).getByText(board.bulkStop, { exact: true }).waitFor();
  // Once more, where it must not stop what has begun.
  await phone.page.touchscreen.tap(at.x, at.y);
  await held.release();
  const back = board.bulkResume.replace('{count}', '4');
  await offered(phone, back);
  expect(await writes()).toBe(4);
  await tapNervously(phone, back);
  await offered(phone, `${common.resume} 4`);
  await dialog(phone).locator('input').fill('4');
  await tapNervously(phone, `${common.resume} 4`);
  await startClock(phone);
  expect(await writes()).toBe(8);
});

test('a finger that came down too early is no yes when it is lifted later', async () => {
  const phone = await open();
  await stopClock(phone);
  const card = phone.screen.locator('queue-card').filter({ hasText: GOODS });
  await card.getByText(common.pause, { exact: true }).tap();
  await offered(phone, common.confirmPause);
  const [first = 0] = TOO_EARLY;
  await phone.pass(first);
  const touchPoints = [await middleOf(dialog(phone).getByRole('button', { name: common.confirmPause }))];
  const finger = await phone.page.context().newCDPSession(phone.page);
  await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  await phone.pass(RESTED_MS);
  await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await startClock(phone);
  expect(await dialog(phone).isVisible()).toBe(true);
  expect(await writes()).toBe(0);
});

test('a keyboard, which has no touch, says yes once the question has rested, and not before', async () => {
  const phone = await open();
  await stopClock(phone);
  const card = phone.screen.locator('queue-card').filter({ hasText: GOODS });
  await card.getByRole('button', { name: common.pause }).press('Enter');
  await offered(phone, common.confirmPause);
  const yes = dialog(phone).getByRole('button', { name: common.confirmPause });
  await yes.press('Enter');
  await phone.pass(RESTED_MS);
  expect(await yes.isVisible()).toBe(true);
  await yes.press('Enter');
  await startClock(phone);
  expect(await writes()).toBe(1);
});
