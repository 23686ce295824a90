/** The board with as much on it as a company has, and with what it knew the last time. */
import type { Frame, Locator, Page } from 'playwright-core';
import type { Gate } from '../sandbox/cloud';
import { useConsole } from './console';
import { holdRequests, passTime, usePhones, type PhonePage } from './harness';

const console = useConsole();
const phones = usePhones();

/** 200 buckets are read within this time on the slowest machine, milliseconds, failures and the tries after them included. */
const LONGEST_READ_MS = 240_000;

const hosts = (): string[] =>
  console.it.sandbox.cloud.buckets().map(({ bucket, region }) => `${bucket}.ci.${region}.myqcloud.com`);
const nodes = (screen: Locator): Promise<number> => screen.locator('*').count();
const summary = (screen: Locator): Promise<string[]> => screen.locator('.filter').allInnerTexts();
const bytesSent = (phone: PhonePage): Promise<number> =>
  phone.page.evaluate(() => window.phone?.setDataStats.bytes ?? NaN);

/** Opens the app once more on the same phone, and does not wait for anything. `beforeStart` meets its empty page. */
async function openAgain<Before>(
  phone: PhonePage,
  beforeStart: (page: Page) => Promise<Before>,
): Promise<{ page: Page; screen: Locator; before: Before }> {
  const page = await phone.page.context().newPage();
  const before = await beforeStart(page);
  await page.goto(phone.page.url());
  return { page, before, screen: page.frameLocator('[name="app"]').locator('.phone-page:not([hidden])') };
}

/** Counts, inside the phone, the largest number of its requests that are under way at once, in `mostAtOnce`. */
const COUNT_AT_ONCE = `
  const send = window.fetch;
  let underWay = 0;
  window.mostAtOnce = 0;
  window.fetch = async (url, init) => {
    if (!String(url).endsWith('/__phone/request')) return send(url, init);
    underWay += 1;
    window.mostAtOnce = Math.max(window.mostAtOnce, underWay);
    try {
      return await send(url, init);
    } finally {
      underWay -= 1;
    }
  };
`;

/** How long a bucket may take while others wait for its place, milliseconds. */
const PATIENCE_MS = 2_000;
/** Buckets that are asked at once. */
const AT_ONCE = 8;
/** The browser opens no more to one address; the other two requests wait inside it. */
const CONNECTIONS = 6;

/** The window of the mini-program. */
function appOf(page: Page): Frame {
  const app = page.frame({ name: 'app' });
  if (app === null) throw new Error('the phone has not started');
  return app;
}

/** Resolves once a request waits at so many of the gates. */
const someArrive = (gates: readonly Gate[], count: number): Promise<void> =>
  new Promise((resolve) => {
    let arrived = 0;
    for (const gate of gates) {
      void gate.arrived().then(() => {
        arrived += 1;
        if (arrived === count) resolve();
      });
    }
  });

test('200 buckets: failing and slow ones hold nobody up, and the summary is right while they are awaited', async () => {
  const phone = await phones.open(console.it.url, { time: 'unlimited' });
  await console.it.reset({ buckets: 200, queuesPerBucket: 1 });
  // The slow ones are asked first, and would take every place.
  const all = hosts();
  const slow = all.slice(0, 30).filter((_, index) => index % 3 === 0);
  const failing = all.slice(100, 105);
  await console.it.faults(
    ...failing.map((host) => ({ service: 'ci', host, kind: 'status', status: 403, code: 'AccessDenied' })),
  );
  const held = slow.map((host) => console.it.hold({ method: 'GET', host }));
  const { page, screen } = await openAgain(phone, (empty) => empty.addInitScript(COUNT_AT_ONCE));
  // They take every place until the patience with them ends.
  await someArrive(held, CONNECTIONS);
  await passTime(appOf(page), PATIENCE_MS);
  await screen.getByText('已加载 190/200').waitFor();
  const [everything, , , issues] = await summary(screen);
  // Besides what failed, every third bucket is of production with its callbacks off.
  const mute = all.filter(
    (host, index) => index % 3 === 0 && !slow.includes(host) && !failing.includes(host),
  );
  expect([everything, issues]).toEqual(['全部 185', `${5 + mute.length} 异常`]);
  expect(await nodes(screen)).toBeLessThan(1_000);

  await passTime(appOf(page), PATIENCE_MS);
  for (const gate of held) gate.open();
  const banner = screen.locator('failure-banner');
  await banner.getByText('5 个存储桶读取失败：没有权限访问这个存储桶的队列').waitFor();
  await screen.getByText('已加载').waitFor({ state: 'detached' });
  expect((await summary(screen))[0]).toBe('全部 195');
  const { largest = NaN, busiest = {} } = (await page.evaluate(() => window.phone?.setDataStats)) ?? {};
  expect(largest).toBeLessThan(64 * 1_024);
  expect(busiest['pages/board/board']).toBeLessThanOrEqual(20);
  const atOnce = await appOf(page).evaluate(() => Reflect.get(window, 'mostAtOnce') as unknown);
  expect(atOnce).toBe(AT_ONCE);
  // Patience costs one more request for a slow bucket, and none for another.
  const asked = (await console.it.requests('GET')).map(({ host }) => host);
  const times = (host: string): number => asked.filter((other) => other === host).length;
  expect(new Set(all.filter((host) => !slow.includes(host)).map(times))).toEqual(new Set([1]));
  expect(Math.max(...slow.map(times))).toBe(2);

  await console.it.faults();
  const before = (await console.it.requests('GET')).length;
  await banner.getByText('重试', { exact: true }).tap();
  await screen.getByText('全部 200').waitFor();
  expect((await console.it.requests('GET')).length - before).toBe(5);
});

test('200 buckets without a network: one banner, every card in its place with its age, and no word of an update', async () => {
  const phone = await phones.open(console.it.url);
  await console.it.reset({ buckets: 200, queuesPerBucket: 1 });
  const many = await phone.reopen();
  await many.screen.getByText('全部 200').waitFor();
  await many.idle();
  const cards = async (): Promise<string[]> =>
    (await many.screen.locator('queue-card').allInnerTexts()).map(
      (text) => /ap-\S+ · \S+/.exec(text)?.[0] ?? text,
    );
  const before = await cards();
  await console.it.faults({ service: 'ci', kind: 'drop-before' });
  await many.pullDown();
  await many.screen
    .locator('failure-banner')
    .getByText('200 个存储桶读取失败')
    .waitFor({ timeout: LONGEST_READ_MS });
  await many.screen.getByText('正在重试…').waitFor({ state: 'detached', timeout: LONGEST_READ_MS });
  await many.idle();
  const text = await many.read();
  expect(await many.screen.locator('failure-banner').count()).toBe(1);
  expect(await many.screen.locator('bucket-failure').count()).toBe(0);
  const shown = await cards();
  expect(shown.length).toBeGreaterThan(5);
  expect(shown.slice(0, 5)).toEqual(before.slice(0, 5));
  expect(
    await many.screen
      .locator('queue-card')
      .getByText(/^上次读取：/)
      .count(),
  ).toBe(shown.length);
  expect(text).not.toContain('刚刚');
  expect((await summary(many.screen))[3]).toBe('200 异常');
  await many.screen.locator('failure-banner').getByText('200 个存储桶读取失败').tap();
  await many.find('还有 190 个').waitFor();
  expect(await nodes(many.screen)).toBeLessThan(1_000);
  await console.it.faults();
  await many.screen.locator('failure-banner').getByText('重试', { exact: true }).tap();
  await many.screen.locator('failure-banner').waitFor({ state: 'detached', timeout: LONGEST_READ_MS });
  await many.find(/(刚刚|秒前)更新/).waitFor();
  expect(await many.screen.getByText(/^上次读取：/).count()).toBe(0);
}, 800_000);

test('1,000 queues in a bucket: few nodes wherever it is scrolled to, and always rows on the screen', async () => {
  const phone = await phones.open(console.it.url);
  await console.it.reset({ buckets: 1, queuesPerBucket: 1_000 });
  const many = await phone.reopen();
  expect((await summary(many.screen))[0]).toBe('全部 1000');
  const box = many.app.locator('.phone-page:not([hidden])');
  const height = await box.evaluate((page) => page.scrollHeight);
  for (const place of [0.2, 0.5, 0.9, 1, 0.4, 0]) {
    await box.evaluate((page, to) => {
      page.scrollTop = page.scrollHeight * to;
    }, place);
    await many.idle();
    expect(await nodes(many.screen)).toBeLessThan(1_000);
    const hit = await many.app.evaluate(() => {
      const [x, top, bottom] = [innerWidth / 2, innerHeight * 0.35, innerHeight * 0.8];
      const at = (y: number): boolean => document.elementFromPoint(x, y)?.closest('.row') != null;
      return [at(top), at(top + 12), at(bottom), at(bottom - 12)];
    });
    // Between two rows there is a gap, so one of two places near each other has to be a row.
    expect([hit[0] || hit[1], hit[2] || hit[3]]).toEqual([true, true]);
  }
  expect(Math.abs((await box.evaluate((page) => page.scrollHeight)) / height - 1)).toBeLessThan(0.1);
});

test('a queue that is found among 1,000 is paused with less than 1 KB of setData', async () => {
  const phone = await phones.open(console.it.url);
  await console.it.reset({ buckets: 1, queuesPerBucket: 1_000 });
  const many = await phone.reopen();
  await many.screen.locator('input').fill('queue-pic-process-901');
  await many.idle();
  expect(await many.screen.locator('queue-card').count()).toBe(1);
  await many.tap('暂停');
  await many.idle();
  const before = await bytesSent(many);
  await many.tap('确认暂停');
  await many.find(/已暂停 queue-pic-process-901/).waitFor();
  await many.idle();
  expect((await bytesSent(many)) - before).toBeLessThan(1_024);
  const paused = (await console.it.queues()).find(({ name }) => name === 'queue-pic-process-901');
  expect(paused?.state).toBe('Paused');
});

test('the next start shows the last board before any answer, with its age, and without a secret in the storage', async () => {
  const phone = await phones.open(console.it.url);
  const stored = await phone.app.evaluate(() => JSON.stringify(localStorage));
  expect(stored).toContain('notify.shop.example.com');
  expect(stored).not.toContain('4f1c9e7b2a');
  expect(stored).not.toContain('ci/picture');
  expect(stored).not.toMatch(/https?:\/\//);

  const { screen, before: requests } = await openAgain(phone, (page) => holdRequests(page));
  await screen.getByText('商品图片').waitFor();
  await screen.getByText(/(刚刚|秒前|分钟前)的内容/).waitFor();

  // Somebody else was faster: the button was old, and the answer to the tap is the row as it is now.
  await console.it.edit('goods-image-1250000000', { state: 'Paused' });
  const card = screen.locator('queue-card').filter({ hasText: 'goods-image' });
  await card.getByText('暂停', { exact: true }).tap();
  await card.getByText('正在读取…').waitFor();
  await requests.release();
  await card.getByText('已暂停').waitFor();
  await screen.getByText(/刚刚更新|秒前更新/).waitFor();
  expect(await console.it.requests('PUT')).toHaveLength(0);
});

test('of two stored queues the one that was tapped last is asked about and paused, however late the other is read', async () => {
  const goods = 'goods-image-1250000000';
  const avatar = 'user-avatar-1250000000';
  const phone = await phones.open(console.it.url);
  const { screen, before: held } = await openAgain(phone, async (page) => ({
    first: await holdRequests(page, ({ url }) => url.includes(goods)),
    second: await holdRequests(page, ({ url }) => url.includes(avatar)),
  }));
  const pause = (bucket: string) =>
    screen.locator('queue-card').filter({ hasText: bucket }).getByText('暂停', { exact: true });
  await pause(goods).tap();
  await pause(avatar).tap();
  await held.second.release();
  const question = screen.locator('[role=dialog]');
  await question.getByText(avatar).waitFor();
  await held.first.release();
  // Read by now, and not asked about.
  await screen.locator('queue-card').filter({ hasText: goods }).getByText('运行中').waitFor();
  await pause(goods).waitFor();
  expect(await question.innerText()).toContain(avatar);
  await question.getByText('确认暂停').tap();
  await screen.getByText(/已暂停 queue/).waitFor();
  expect((await console.it.requests('PUT')).map(({ host }) => host.split('.')[0])).toEqual([avatar]);
});
