/** Who can not tap a screen gets from the list to the outcome, and hears it: order, roles, names, live regions. */
import { useConsole } from './console';
import { usePhones, type PhonePage } from './harness';
import { GOODS } from './screens';

const console = useConsole();
const phones = usePhones();

/** What a screen reader says of the element that has the focus. */
interface Spoken {
  role: string;
  name: string;
}

const focused = (phone: PhonePage): Promise<Spoken> =>
  phone.app.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const label = element.getAttribute('aria-label') ?? '';
    return {
      role: element.getAttribute('role') ?? element.tagName.toLowerCase(),
      name: label === '' ? element.innerText.trim().replace(/\s+/g, ' ') : label,
    };
  });

/** @returns everything that the Tab key passes on its way to what is called `name`. */
async function tabTo(phone: PhonePage, name: string): Promise<Spoken[]> {
  const passed: Spoken[] = [];
  for (let presses = 0; presses < 60; presses++) {
    await phone.page.keyboard.press('Tab');
    passed.push(await focused(phone));
    if (passed[passed.length - 1]?.name.startsWith(name)) return passed;
  }
  throw new Error(`the Tab key does not reach ${name}: ${JSON.stringify(passed)}`);
}

const press = async (phone: PhonePage, key: string): Promise<void> => {
  await phone.page.keyboard.press(key);
  await phone.idle();
};

test('a queue is paused from the board by keyboard alone, and the outcome is announced', async () => {
  const phone = await phones.open(console.it.url);
  await phone.app.locator('.phone-page').focus();
  const passed = await tabTo(phone, '商品图片 生产 运行中 queue-pic-process-1');
  expect(passed.slice(0, 8)).toEqual([
    { role: 'input', name: '搜索队列名称、ID 或存储桶' },
    { role: 'radio', name: expect.stringContaining('全部') as string },
    { role: 'radio', name: expect.stringContaining('运行中') as string },
    { role: 'radio', name: expect.stringContaining('已暂停') as string },
    { role: 'radio', name: expect.stringContaining('异常') as string },
    { role: 'button', name: '批量暂停' },
    { role: 'button', name: expect.stringContaining('直播封面 生产 已暂停 queue-live-cover') as string },
    { role: 'button', name: '恢复 queue-live-cover' },
  ]);
  // The button of a card follows its card.
  expect(await tabTo(phone, '暂停 queue-pic-process-1')).toHaveLength(1);

  await press(phone, 'Enter');
  const dialog = phone.screen.locator('[role=dialog]');
  expect(await dialog.getAttribute('aria-modal')).toBe('true');
  expect(await dialog.getAttribute('aria-label')).toBe('暂停生产环境的队列？');
  const inDialog = await tabTo(phone, '确认暂停');
  expect(inDialog.slice(-2)).toEqual([
    { role: 'button', name: '取消' },
    { role: 'button', name: '确认暂停' },
  ]);

  await press(phone, ' ');
  await phone.screen.locator('[aria-live=polite]').getByText('已暂停 queue-pic-process-1').waitFor();
  expect((await console.it.queueOf(GOODS)).state).toBe('Paused');
  expect(await console.it.requests('PUT')).toHaveLength(1);
});

test('a choice is told with its state, and the space bar changes it', async () => {
  const phone = await phones.open(console.it.url);
  await phone.app.locator('.phone-page').focus();
  await tabTo(phone, '2 已暂停');
  await press(phone, ' ');
  const chosen = phone.screen.locator('[role=radio][aria-checked=true]');
  expect(await chosen.innerText()).toContain('已暂停');
  expect(await phone.screen.locator('queue-card').count()).toBe(2);
});
