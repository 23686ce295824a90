import { useConsole } from './console';
import { usePhones, type PhonePage } from './harness';
import { answer } from './screens';

const console = useConsole();
const phones = usePhones();

const GOODS = 'goods-image-1250000000';
const COVER = 'live-cover-1250000000';
const open = (options: Parameters<typeof phones.open>[1] = {}) => phones.open(console.it.url, options);
/** The card of a bucket, found by its full name. */
const card = (phone: PhonePage, bucket: string) =>
  phone.screen.locator('queue-card').filter({ hasText: bucket });
const filter = async (phone: PhonePage, name: string): Promise<void> => {
  await phone.screen.locator('.filter').filter({ hasText: name }).tap();
  await phone.idle();
};
const labels = (phone: PhonePage) => phone.screen.locator('queue-card').count();

test('the board shows the queue of every bucket, with place, environment, state and callbacks', async () => {
  const phone = await open();
  expect(await phone.title()).toBe('图片处理队列');
  expect(await labels(phone)).toBe(8);
  const goods = await card(phone, GOODS).innerText();
  for (const text of [
    '商品图片',
    '生产',
    'queue-pic-process-1',
    'ap-guangzhou',
    '运行中',
    '回调：Url notify.shop.example.com',
    '暂停',
  ]) {
    expect(goods).toContain(text);
  }
  expect(goods).not.toContain('4f1c9e7b2a');
  const cover = await card(phone, COVER).innerText();
  for (const text of ['直播封面', '已暂停', '恢复']) expect(cover).toContain(text);
  expect(await card(phone, 'content-review').innerText()).toContain('回调：Kafka');
  expect(await phone.read()).toContain('刚刚更新');
});

test('a filter leaves the queues of one state, and 全部 brings all back', async () => {
  const phone = await open();
  await filter(phone, '已暂停');
  expect(await labels(phone)).toBe(2);
  expect(await phone.read()).toContain('直播封面');
  await filter(phone, '运行中');
  expect(await labels(phone)).toBe(6);
  await filter(phone, '全部');
  expect(await labels(phone)).toBe(8);
});

test.each([
  ['a queue name', 'queue-live', '直播封面'],
  ['a bucket', 'brand-asset', '品牌物料'],
  ['a label', '头像', '用户头像'],
])('a search by %s finds it', async (_what, text, label) => {
  const phone = await open();
  await phone.screen.locator('input').fill(text);
  await phone.idle();
  expect(await labels(phone)).toBe(1);
  expect(await phone.read()).toContain(label);
});

test('a search by queue id finds it, and one without a hit says so and leads back', async () => {
  const { queueId } = await console.it.queueOf(COVER);
  const phone = await open();
  await phone.screen.locator('input').fill(queueId.slice(0, 12));
  await phone.idle();
  expect(await phone.read()).toContain('直播封面');
  await phone.screen.locator('input').fill('no such thing');
  await phone.idle();
  await phone.tap('查看全部');
  await phone.idle();
  expect(await labels(phone)).toBe(8);
});

test('a pause asks first, naming queue, bucket, environment and effect; then changes State and UpdateTime alone', async () => {
  const phone = await open();
  const before = await console.it.queues();
  await card(phone, GOODS).getByText('暂停', { exact: true }).tap();
  await phone.idle();
  const question = await phone.read();
  for (const text of [
    '暂停生产环境的队列？',
    'queue-pic-process-1',
    GOODS,
    '生产',
    '运行中的任务会跑完',
    '等待中的任务继续等待',
    '积压',
    '只改变状态',
  ]) {
    expect(question).toContain(text);
  }
  expect(await console.it.requests('PUT')).toHaveLength(0);

  await answer(phone, '确认暂停');
  await phone.find(/已暂停 queue-pic-process-1/).waitFor();
  await phone.idle();
  expect(await card(phone, GOODS).innerText()).toContain('已暂停');

  const after = await console.it.queues();
  expect(await console.it.requests('PUT')).toHaveLength(1);
  const changed = after.find(({ bucket }) => bucket === GOODS);
  const original = before.find(({ bucket }) => bucket === GOODS);
  expect(changed?.updateTime).not.toBe(original?.updateTime);
  expect(after).toEqual(
    before.map((queue) =>
      queue.bucket === GOODS ? { ...queue, state: 'Paused', updateTime: changed?.updateTime } : queue,
    ),
  );
});

test('a cancelled question changes nothing', async () => {
  const phone = await open();
  await card(phone, GOODS).getByText('暂停', { exact: true }).tap();
  await phone.tap('取消');
  await phone.idle();
  expect(await console.it.requests('PUT')).toHaveLength(0);
  expect((await console.it.queueOf(GOODS)).state).toBe('Active');
});

test('a paused queue stays on the board and can be resumed', async () => {
  const phone = await open();
  await card(phone, COVER).getByText('恢复', { exact: true }).tap();
  await answer(phone, '确认恢复');
  await phone.find(/已恢复 queue-live-cover/).waitFor();
  expect((await console.it.queueOf(COVER)).state).toBe('Active');
  expect(await labels(phone)).toBe(8);
});

test('a bucket that fails says why, can be retried, and leaves the others usable', async () => {
  const path = {
    service: 'ci',
    host: `${GOODS}.ci.ap-guangzhou.myqcloud.com`,
    kind: 'status',
    status: 403,
    code: 'AccessDenied',
  };
  await console.it.faults({ ...path, times: 1 });
  const phone = await open();
  const text = await phone.read();
  expect(text).toContain('没有权限访问这个存储桶的队列');
  expect(text).toContain('没有开通图片异步处理');
  expect(await labels(phone)).toBe(7);
  const failed = phone.screen.locator('bucket-failure').filter({ hasText: '商品图片' });
  await failed.getByText('商品图片').tap();
  await phone.idle();
  for (const part of [GOODS, 'AccessDenied', 'RequestId']) expect(await failed.innerText()).toContain(part);
  await failed.getByText('复制', { exact: true }).tap();
  expect(await phone.clipboard()).toMatch(/^错误码: AccessDenied\nRequestId: \S+$/);
  await failed.getByText('重试', { exact: true }).tap();
  await phone.idle();
  expect(await labels(phone)).toBe(8);
});

test('several buckets that fail leave the paused queues on the first screen', async () => {
  await console.it.faults(
    ...console.it.sandbox.cloud
      .buckets()
      .filter(({ bucket }) => !bucket.startsWith('live-cover'))
      .slice(0, 5)
      .map(({ bucket, region }) => ({
        service: 'ci',
        host: `${bucket}.ci.${region}.myqcloud.com`,
        kind: 'status',
        status: 403,
        code: 'AccessDenied',
      })),
  );
  const phone = await open();
  // One cause, one banner: five rows that say the same would push away what can be read.
  expect(await phone.find('5 个存储桶读取失败：没有权限访问这个存储桶的队列').count()).toBe(1);
  expect(await phone.screen.locator('bucket-failure').count()).toBe(1);
  const paused = await card(phone, COVER).boundingBox();
  expect((paused?.y ?? NaN) + (paused?.height ?? NaN)).toBeLessThan(844);
});

test('异常 leaves the buckets that failed and the callbacks that look broken, and counts both', async () => {
  const phone = await open();
  // In production, with its callbacks off.
  expect(await phone.find('1 异常').count()).toBe(1);
  await filter(phone, '异常');
  expect(await labels(phone)).toBe(1);
  expect(await phone.read()).toContain('用户头像');
});

test('pulling down reads again', async () => {
  const phone = await open();
  await console.it.edit(GOODS, { name: 'renamed-outside' });
  await phone.pullDown();
  await phone.find('renamed-outside').waitFor();
});

test('a viewer sees everything and no write; the cloud would refuse one', async () => {
  const phone = await open({ role: 'viewer' });
  expect(await labels(phone)).toBe(8);
  expect(await phone.read()).toContain('只读');
  expect(await phone.screen.getByText('暂停', { exact: true }).filter({ visible: true }).count()).toBe(0);
  await phone.tap('商品图片');
  await phone.idle();
  const detail = await phone.read();
  expect(detail).toContain('运行中');
  expect(detail).not.toContain('暂停队列');
  expect(detail).not.toContain('编辑');
});

test('a person who is not on the list is told his openid and whom to send it to', async () => {
  const phone = await open({ role: 'none', openid: 'o-stranger-1' });
  const text = await phone.read();
  expect(text).toContain('你还不在管理员名单里');
  expect(text).toContain('o-stranger-1');
  await phone.tap('复制 openid');
  expect(await phone.clipboard()).toBe('o-stranger-1');
  expect(await console.it.requests('GET')).toHaveLength(0);
});

test('in English nothing is left in Chinese but what people named themselves', async () => {
  const phone = await open({ lang: 'en' });
  const text = await phone.read();
  expect(text).toContain('Active');
  const own = (await console.it.queues())
    .map(({ name }) => name)
    .concat(console.it.sandbox.cloud.buckets().map(({ label }) => label));
  const rest = own.reduce((left, name) => left.split(name).join(''), text);
  expect(rest).not.toMatch(/[\u4e00-\u9fff]/);
});
