import { useConsole } from './console';
import { usePhones, type PhonePage } from './harness';
import { answer, GOODS, pathOf } from './screens';

const console = useConsole();
const phones = usePhones();

const MATERIAL = 'ad-material-1250000000';
const KAFKA = 'content-review-1250000000';

const open = async (bucket: string, role: 'operator' | 'viewer' = 'operator') =>
  phones.open(console.it.url, { path: await pathOf(console.it, bucket), role });
const field = (phone: PhonePage, name: string) => phone.screen.locator(`#field-${name}`);
const type = async (phone: PhonePage, name: string, text: string): Promise<void> => {
  await field(phone, name).locator('input, textarea').fill(text);
};
const save = async (phone: PhonePage): Promise<void> => {
  await phone.tap('保存');
  await phone.idle();
};

test('a queue opens cold and shows everything that CI returns', async () => {
  const truth = await console.it.queueOf(GOODS);
  const phone = await open(GOODS);
  const text = await phone.read();
  for (const shown of [
    '商品图片',
    '生产',
    'queue-pic-process-1',
    '运行中',
    truth.queueId,
    GOODS,
    'ap-guangzhou',
    'PicProcessing',
    '10000',
    '10',
    '任务完成、工作流完成',
    'HTTP 地址（Url）',
    'JSON',
    '2024-03-11',
    '2025-10-21',
  ]) {
    expect(text).toContain(shown);
  }
  expect(text).not.toContain('4f1c9e7b2a');
  await phone.tap('显示完整地址');
  await phone.idle();
  expect(await phone.read()).toContain('token=4f1c9e7b2a');
});

test('what this program does not know is shown read-only', async () => {
  const phone = await open(KAFKA);
  const text = await phone.read();
  for (const shown of [
    'Kafka',
    'KafkaConfig.Topic',
    'ci-pic-events',
    'KafkaConfig.Producer.Acks',
    '原样保留',
  ]) {
    expect(text).toContain(shown);
  }
});

test('a callback address is corrected: the difference is asked about, and that field alone changes', async () => {
  const before = await console.it.queueOf(GOODS);
  const phone = await open(GOODS);
  await phone.tap('编辑');
  await type(phone, 'url', 'https://new.example.com/ci?a=1&token=fresh-token');
  await save(phone);
  const question = await phone.read();
  expect(question).toContain('不再通知原来的目标');
  expect(question).toContain('https://new.example.com/ci?a=1&token=•••• (10 → 11 位)');
  expect(question).not.toContain('4f1c9e7b2a');
  await answer(phone, '确认保存');
  await phone.find(/已保存，并已核对/).waitFor();

  const after = await console.it.queueOf(GOODS);
  const oldUrl = /<Url>.*<\/Url>/.exec(before.notifyConfigXml)?.[0] ?? '';
  expect(after).toEqual({
    ...before,
    updateTime: after.updateTime,
    notifyConfigXml: before.notifyConfigXml.replace(
      oldUrl,
      '<Url>https://new.example.com/ci?a=1&amp;token=fresh-token</Url>',
    ),
  });
  expect(await console.it.requests('PUT')).toHaveLength(1);
});

test('a message queue callback is edited', async () => {
  const phone = await open(MATERIAL);
  await phone.tap('编辑');
  await field(phone, 'mqMode').getByText('队列（Queue）').tap();
  await field(phone, 'mqRegion').getByText(/上海/).tap();
  await type(phone, 'mqName', 'finished-jobs');
  await save(phone);
  await answer(phone, '确认保存');
  await phone.find(/已保存，并已核对/).waitFor();
  const { notifyConfigXml } = await console.it.queueOf(MATERIAL);
  for (const part of [
    '<MqMode>Queue</MqMode>',
    '<MqRegion>sh</MqRegion>',
    '<MqName>finished-jobs</MqName>',
    '<Type>TDMQ</Type>',
  ]) {
    expect(notifyConfigXml).toContain(part);
  }
});

test('errors stand at their fields, in words, and nothing typed is lost', async () => {
  const phone = await open(GOODS);
  await phone.tap('编辑');
  await type(phone, 'name', 'with space');
  await type(phone, 'url', 'http://192.168.1.8/callback');
  await save(phone);
  expect(await field(phone, 'name').innerText()).toContain('名称只能包含中文、字母、数字和 _ - *');
  expect(await field(phone, 'url').innerText()).toContain('地址必须能从公网访问');
  expect(await console.it.requests('PUT')).toHaveLength(0);
  expect(await field(phone, 'name').locator('input').inputValue()).toBe('with space');
  await type(phone, 'name', 'without-space');
  await phone.idle();
  expect(await field(phone, 'name').innerText()).not.toContain('名称只能包含');
});

test('a pasted address shows what will be saved, also when the same is pasted again', async () => {
  const phone = await open(GOODS);
  await phone.tap('编辑');
  const input = field(phone, 'url').locator('textarea');
  for (const pasted of [
    '\nhttps://new.example.com/ci\n',
    '\u200b https://new.example.com/ci ',
    '\nhttps://new.example.com\n/ci',
  ]) {
    await input.fill(pasted);
    await input.blur();
    await phone.idle();
    expect(await input.inputValue()).toBe('https://new.example.com/ci');
  }
});

test('what is worth knowing about the callbacks stands beside the fields, and blocks nothing', async () => {
  const phone = await open(GOODS);
  await phone.tap('编辑');
  await phone.idle();
  expect(await field(phone, 'type').innerText()).toContain('任务自带的 CallBack 优先');
  expect(await field(phone, 'events').innerText()).toContain('两种事件的内容结构不同');
  const url = field(phone, 'url');
  expect(await url.innerText()).toContain('看得到地址里的令牌');
  expect(await url.innerText()).not.toContain('注意：');
  await type(phone, 'url', 'http://new.example.com:8080/ci');
  await url.getByText('注意：http 不加密').waitFor();
  await url.getByText('注意：文档没有说明云端能否访问这个端口').waitFor();
  expect(await url.innerText()).not.toContain('令牌');
  await save(phone);
  await answer(phone, '确认保存');
  await phone.find(/已保存，并已核对/).waitFor();
  expect(await console.it.requests('PUT')).toHaveLength(1);
});

test('callbacks that are switched to a message queue need its name, mode and region', async () => {
  const phone = await open(GOODS);
  await phone.tap('编辑');
  await field(phone, 'type').getByText('消息队列（TDMQ）').tap();
  await save(phone);
  const text = await phone.read();
  for (const error of ['请选择 TDMQ 模式', '请选择 TDMQ 园区', '请填写 TDMQ 名称'])
    expect(text).toContain(error);
});

test('a rename leaves a Kafka queue with its children as it is', async () => {
  const before = await console.it.queueOf(KAFKA);
  const phone = await open(KAFKA);
  await phone.tap('编辑');
  await type(phone, 'name', '内容审核-新');
  await save(phone);
  await answer(phone, '确认保存');
  await phone.find(/已保存，并已核对/).waitFor();
  const after = await console.it.queueOf(KAFKA);
  expect(after).toEqual({ ...before, name: '内容审核-新', updateTime: after.updateTime });
});

test('a pause from here reaches the board behind it', async () => {
  const phone = await phones.open(console.it.url);
  await phone.tap('商品图片');
  await phone.idle();
  await phone.tap('暂停队列');
  await answer(phone, '确认暂停');
  await phone.find(/已暂停，并已核对/).waitFor();
  await phone.back();
  await phone.idle();
  expect(await phone.screen.locator('queue-card').filter({ hasText: GOODS }).innerText()).toContain('已暂停');
});

test('a viewer finds no way to write', async () => {
  const phone = await open(GOODS, 'viewer');
  const text = await phone.read();
  expect(text).toContain('只读');
  for (const write of ['编辑', '暂停队列', '保存']) expect(text).not.toContain(write);
});

test.each([
  ['without its parameters', 'pages/queue/queue?bucket=goods-image-1250000000', '链接不完整'],
  [
    'to a bucket of others',
    'pages/queue/queue?bucket=x-1250000000&region=ap-beijing&queueId=p1',
    '这个存储桶没有分配给你',
  ],
  [
    'to a queue that is gone',
    `pages/queue/queue?bucket=${GOODS}&region=ap-guangzhou&queueId=pgone`,
    '找不到这个队列',
  ],
])('a link %s lands on a page that says so', async (_what, path, text) => {
  const phone = await phones.open(console.it.url, { path });
  expect(await phone.read()).toContain(text);
  await phone.tap('查看全部队列');
  await phone.idle();
  expect(await phone.title()).toBe('图片处理队列');
});
