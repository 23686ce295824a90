import { REFUSED_PUT, useConsole } from './console';
import { usePhones, type PhonePage } from './harness';
import { answer, GOODS, pathOf } from './screens';

const console = useConsole();
const phones = usePhones();

const KAFKA = 'content-review-1250000000';

const open = async (bucket = GOODS) =>
  phones.open(console.it.url, { path: await pathOf(console.it, bucket) });
const field = (phone: PhonePage, name: string) => phone.screen.locator(`#field-${name}`);
const type = async (phone: PhonePage, name: string, text: string): Promise<void> => {
  await field(phone, name).locator('input, textarea').fill(text);
};
const pause = async (phone: PhonePage): Promise<void> => {
  await phone.tap('暂停队列');
  await answer(phone, '确认暂停');
};
const edit = async (phone: PhonePage, changes: Record<string, string>): Promise<void> => {
  await phone.tap('编辑');
  for (const [name, text] of Object.entries(changes)) await type(phone, name, text);
  await phone.tap('保存');
  await phone.idle();
};
const puts = async () => (await console.it.requests('PUT')).length;
/** How long the bar that offers to take a write back is there, milliseconds. */
const BAR_MS = 10_000;
/** How long after a check without a result the next look at the cloud is taken, milliseconds. */
const NEXT_LOOK_MS = 15_000;
const withUrl = (xml: string, url: string) => xml.replace(/<Url>.*<\/Url>/, `<Url>${url}</Url>`);

describe('an unclear answer', () => {
  const isUnknown = (phone: PhonePage): Promise<void> =>
    phone
      .find(/结果未知，正在核对/)
      .first()
      .waitFor();

  test('after the commit: unknown first, then done, with one PUT', async () => {
    const phone = await open();
    await console.it.faults({ service: 'ci', method: 'PUT', kind: 'drop-after', times: 1 });
    const checks = await console.it.holdChecks(() => pause(phone));
    await isUnknown(phone);
    checks.open();
    await phone.find(/已暂停，并已核对/).waitFor();
    expect((await console.it.queueOf(GOODS)).state).toBe('Paused');
    expect(await puts()).toBe(1);
  });

  test('before the commit: unknown first, then not done, and the page shows the truth', async () => {
    const phone = await open();
    await console.it.faults({ service: 'ci', method: 'PUT', kind: 'drop-before', times: 1 });
    const checks = await console.it.holdChecks(() => pause(phone));
    await isUnknown(phone);
    // Not done before the cloud's own clock is past everything that could still arrive.
    await console.it.faults({ service: 'ci', kind: 'clock', ms: 100_000 });
    checks.open();
    await phone
      .find(/没有提交成功|没有生效/)
      .first()
      .waitFor();
    await phone.idle();
    expect((await console.it.queueOf(GOODS)).state).toBe('Active');
    expect(await puts()).toBe(1);
    const again = await phone.reopen();
    await again.find('暂停队列').waitFor();
  });

  test('is found out after the page was left', async () => {
    const phone = await phones.open(console.it.url);
    await phone.tap('商品图片');
    await phone.idle();
    await console.it.faults({ service: 'ci', method: 'PUT', kind: 'drop-after', times: 1 });
    const checks = await console.it.holdChecks(() => pause(phone));
    await isUnknown(phone);
    await phone.back();
    const card = phone.screen.locator('queue-card').filter({ hasText: GOODS });
    await card.waitFor();
    expect(await card.innerText()).not.toContain('已暂停');
    checks.open();
    await card.getByText('已暂停').first().waitFor();
    expect(await puts()).toBe(1);
  });

  test('survives closing the app', async () => {
    const phone = await open();
    const write = console.it.hold({ method: 'PUT' });
    await pause(phone);
    await write.arrived();
    const again = await phone.reopen();
    await again.find('再次核对').waitFor();
    await again.idle();
    write.open();
    await again.pass(NEXT_LOOK_MS);
    // The open write itself says 已暂停, as what was wanted: only this says how it ended.
    await again
      .find(/已核对：改动已生效/)
      .first()
      .waitFor();
    expect((await console.it.queueOf(GOODS)).state).toBe('Paused');
    expect(await puts()).toBe(1);
  });
});

describe('a page that is left while its write is being sent', () => {
  const leave = async (phone: PhonePage): Promise<void> => {
    await phone.back();
    await phone.screen.locator('queue-card').filter({ hasText: GOODS }).waitFor();
  };
  const openFromBoard = async (): Promise<PhonePage> => {
    const phone = await phones.open(console.it.url);
    await phone.tap('商品图片');
    await phone.find('暂停队列').waitFor();
    return phone;
  };

  test('and entered again shows it under way, begins no other, and tells its end', async () => {
    const phone = await openFromBoard();
    const write = console.it.hold({ method: 'PUT' });
    await pause(phone);
    await write.arrived();
    await leave(phone);
    await phone.tap('商品图片');
    const toggle = phone.screen.locator('.toggle');
    await toggle.getByText('正在提交…').waitFor();
    await toggle.tap({ force: true });
    write.open();
    await phone.find(/已暂停，并已核对/).waitFor();
    await phone.find('恢复队列').waitFor();
    await phone.idle();
    // A question that the tap had opened would still be there.
    expect(await phone.screen.locator('[role=dialog]').filter({ visible: true }).count()).toBe(0);
    expect(await puts()).toBe(1);
  });

  test('as an edit that the cloud refuses comes back with its form and the reason', async () => {
    const phone = await openFromBoard();
    await edit(phone, { name: 'renamed' });
    await console.it.faults({ ...REFUSED_PUT, times: 1 });
    const write = console.it.hold({ method: 'PUT' });
    await answer(phone, '确认保存');
    await write.arrived();
    await leave(phone);
    await phone.tap('商品图片');
    await phone.screen.locator('.save').getByText('正在提交…').waitFor();
    write.open();
    await phone.find('没有提交成功').waitFor();
    expect(await field(phone, 'name').locator('input').inputValue()).toBe('renamed');
    expect(await puts()).toBe(1);
  });

  test('is on the row of the board, which then shows how it ended', async () => {
    const phone = await openFromBoard();
    const write = console.it.hold({ method: 'PUT' });
    await pause(phone);
    await write.arrived();
    await leave(phone);
    const row = phone.screen.locator('queue-card').filter({ hasText: GOODS });
    await row.getByText('正在提交…').waitFor();
    write.open();
    await phone.find(/已核对：改动已生效/).waitFor();
    await row.getByText('已暂停').first().waitFor();
    expect(await puts()).toBe(1);
  });
});

describe('somebody else writes meanwhile', () => {
  test('a pause keeps the address that he set', async () => {
    const phone = await open();
    const { notifyConfigXml } = await console.it.queueOf(GOODS);
    const theirs = withUrl(notifyConfigXml, 'https://theirs.example.com/');
    await console.it.edit(GOODS, { notifyConfigXml: theirs });
    await pause(phone);
    await phone.find(/已暂停，并已核对/).waitFor();
    expect(await console.it.queueOf(GOODS)).toMatchObject({ state: 'Paused', notifyConfigXml: theirs });
  });

  test('an edit of the same field is asked about: when opened, now, yours', async () => {
    const phone = await open();
    const { notifyConfigXml } = await console.it.queueOf(GOODS);
    await console.it.edit(GOODS, {
      notifyConfigXml: withUrl(notifyConfigXml, 'https://theirs.example.com/'),
      name: 'theirs',
    });
    await edit(phone, { url: 'https://mine.example.com/' });
    await answer(phone, '确认保存');
    await phone.find('别人刚改过同样的内容').first().waitFor();
    await phone.idle();
    const text = await phone.read();
    for (const shown of [
      '打开时',
      '现在',
      '你的',
      'https://theirs.example.com/',
      'https://mine.example.com/',
      '别人改动的其他内容',
    ]) {
      expect(text).toContain(shown);
    }
    expect(await puts()).toBe(0);

    await phone.find('https://mine.example.com/').last().tap();
    await phone.tap('按所选提交');
    await phone.find(/已保存，并已核对/).waitFor();
    const after = await console.it.queueOf(GOODS);
    expect(after.name).toBe('theirs');
    expect(after.notifyConfigXml).toContain('<Url>https://mine.example.com/</Url>');
    expect(await puts()).toBe(1);
  });

  test('a queue that he paused already is told as such', async () => {
    const phone = await open();
    await console.it.edit(GOODS, { state: 'Paused' });
    await pause(phone);
    await phone.find(/队列已经是这样，没有提交/).waitFor();
    expect(await puts()).toBe(0);
  });
});

describe('before a save', () => {
  test('each change is shown as old and new, and the loss of delivery stands out', async () => {
    const phone = await open();
    await phone.tap('编辑');
    await field(phone, 'notifyState').locator('switch').tap();
    await phone.tap('保存');
    await phone.idle();
    const text = await phone.read();
    expect(text).toContain(
      '回调将停止：不再通知 https://notify.shop.example.com/ci/picture?app=goods&token=••••',
    );
    expect(text).toMatch(/原来\s*开启[\s\S]*改为\s*关闭/);
    const colour = await phone.find(/回调将停止/).evaluate((element) => getComputedStyle(element).color);
    const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map(Number);
    expect(red).toBeGreaterThan(green + 60);
    expect(red).toBeGreaterThan(blue + 60);
  });

  test('nothing changed, nothing is sent', async () => {
    const phone = await open();
    await phone.tap('编辑');
    await phone.tap('保存');
    await phone.find('没有改动，没有提交').waitFor();
    expect(await puts()).toBe(0);
  });
});

test('what the cloud did not keep is told with what it was, and stays told', async () => {
  const { notifyConfigXml } = await console.it.queueOf(KAFKA);
  const phone = await open(KAFKA);
  const checks = await console.it.holdChecks(() => pause(phone));
  await checks.arrived();
  await console.it.edit(KAFKA, { notifyConfigXml: notifyConfigXml.replace(/<Topic>.*<\/Topic>/, '') });
  checks.open();

  await phone.find('已提交，但云端的内容与提交的不一致').waitFor();
  await phone.screen.locator('[role=dialog]').getByRole('button', { name: '复制原来的内容' }).tap();
  expect(await phone.clipboard()).toBe('KafkaConfig.Topic: ci-pic-events');
  await phone.tap('知道了');
  await phone.idle();
  const text = await phone.read();
  expect(text).toContain('其他内容与提交前不一样');
  expect(text).toContain('ci-pic-events');
  expect(await puts()).toBe(1);
});

describe('undo', () => {
  test('for ten seconds a bar puts the pause back', async () => {
    const phone = await open();
    await pause(phone);
    await phone.find('撤销').waitFor();
    await phone.pass(BAR_MS - 1);
    await phone.tap('撤销');
    await phone.find(/已恢复到修改前，并已核对/).waitFor();
    expect((await console.it.queueOf(GOODS)).state).toBe('Active');
    expect(await puts()).toBe(2);
  });

  test('the bar of the board takes a pause back, with one more PUT, and everything is as before', async () => {
    const before = await console.it.queueOf(GOODS);
    const phone = await phones.open(console.it.url);
    const card = phone.screen.locator('queue-card').filter({ hasText: GOODS });
    await card.getByText('暂停', { exact: true }).tap();
    await answer(phone, '确认暂停');
    await phone.find(`已暂停 ${before.name}`).waitFor();
    await phone.tap('撤销');
    await phone.find(`已撤销：${before.name} 又运行了`).waitFor();
    expect(await phone.read()).toContain('暂停期间被拒绝的任务不会自动重新提交');
    await card.getByText('运行中').waitFor();
    const after = await console.it.queueOf(GOODS);
    expect(after).toEqual({ ...before, updateTime: after.updateTime });
    expect(await puts()).toBe(2);
  });

  test('later the page offers to put the last change back, and says what cannot be undone', async () => {
    const before = await console.it.queueOf(GOODS);
    const phone = await open();
    await edit(phone, { url: 'https://mine.example.com/' });
    await answer(phone, '确认保存');
    await phone.find(/已保存，并已核对/).waitFor();
    await phone.pass(BAR_MS);
    await phone.find(/已保存，并已核对/).waitFor({ state: 'hidden' });
    await phone.tap('恢复到修改前');
    await phone.idle();
    expect(await phone.read()).toContain('这段时间里没有发出的回调不会补发');
    await answer(phone, '确认恢复');
    await phone.find(/已恢复到修改前，并已核对/).waitFor();
    expect((await console.it.queueOf(GOODS)).notifyConfigXml).toBe(before.notifyConfigXml);
  });
});

describe('unsaved edits', () => {
  test('leaving by the back button asks', async () => {
    const phone = await phones.open(console.it.url);
    await phone.tap('商品图片');
    await phone.idle();
    await phone.tap('编辑');
    await type(phone, 'name', 'half-way');
    await phone.back();
    await phone
      .find(/有未保存的修改/)
      .first()
      .waitFor();
    await phone.app.getByRole('button', { name: '取消' }).last().tap();
    await phone.idle();
    expect(await field(phone, 'name').locator('input').inputValue()).toBe('half-way');
  });

  test('survive the app being killed, and are offered, not applied', async () => {
    const phone = await open();
    await phone.tap('编辑');
    await type(phone, 'name', 'half-way');
    await phone.idle();
    await console.it.edit(GOODS, { name: 'theirs' });
    const again = await phone.reopen();
    await again.find('有未保存的修改').waitFor();
    await again.idle();
    const text = await again.read();
    expect(text).toContain('此后队列已改变');
    expect(text).toContain('theirs');
    expect((await console.it.queueOf(GOODS)).name).toBe('theirs');
    await again.tap('继续编辑');
    await again.idle();
    expect(await field(again, 'name').locator('input').inputValue()).toBe('half-way');
  });

  test('a token in an unsaved address is not stored', async () => {
    const phone = await open();
    await phone.tap('编辑');
    await type(phone, 'url', 'https://mine.example.com/?token=hush-hush-hush');
    await phone.idle();
    const stored = await phone.app.evaluate(
      () => JSON.stringify(window.parent.localStorage) + JSON.stringify(localStorage),
    );
    expect(stored).toContain('mine.example.com');
    expect(stored).not.toContain('hush-hush');
    const again = await phone.reopen();
    await again.tap('继续编辑');
    await again.idle();
    expect(await field(again, 'url').innerText()).toContain('请重新填写完整地址');
  });
});

test('a queue with KafkaConfig and deeper children is renamed and keeps the rest', async () => {
  const before = await console.it.queueOf(KAFKA);
  const phone = await open(KAFKA);
  await edit(phone, { name: 'renamed' });
  await answer(phone, '确认保存');
  await phone.find(/已保存，并已核对/).waitFor();
  const after = await console.it.queueOf(KAFKA);
  expect(after).toEqual({ ...before, name: 'renamed', updateTime: after.updateTime });
});
