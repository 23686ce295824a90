/** Several queues paused with one yes: each is told what CI holds, one PUT for each, and the way back is exact. */
import type { CloudQueue } from '../sandbox/cloud';
import { useConsole } from './console';
import { holdRequests, usePhones, type PhonePage } from './harness';
import { answer } from './screens';

const console = useConsole();
const phones = usePhones();

type Truth = CloudQueue & { environment: string };

/** What CI holds, with the environment of each bucket. */
async function truth(): Promise<Truth[]> {
  const environments = new Map(
    console.it.sandbox.cloud.buckets().map(({ bucket, environment }) => [bucket, environment]),
  );
  return (await console.it.queues()).map((queue) => ({
    ...queue,
    environment: environments.get(queue.bucket) ?? '',
  }));
}

const hostOf = ({ bucket, region }: CloudQueue): string => `${bucket}.ci.${region}.myqcloud.com`;
const sheet = (phone: PhonePage) => phone.screen.locator('[role=dialog]');
const rows = (phone: PhonePage) => sheet(phone).getByRole('listitem');
const card = (phone: PhonePage, bucket: string) =>
  phone.screen.locator('queue-card').filter({ hasText: bucket }).getByRole('checkbox');
/** Everything that a row of the sheet says, by the bucket that it names. */
async function said(phone: PhonePage): Promise<Map<string, string>> {
  const texts = await rows(phone).allInnerTexts();
  return new Map(texts.map((text) => [/[\w-]+-1250000000/.exec(text)?.[0] ?? text, text]));
}
/** How often CI was asked to write each queue, by bucket; queues that it was not are missing. */
async function puts(): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { host } of await console.it.requests('PUT')) {
    const bucket = host.split('.')[0] ?? '';
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  return counts;
}

/** Opens a board of so many buckets and begins to choose. */
async function choosing(
  buckets: number,
  options: Parameters<typeof phones.open>[1] = {},
): Promise<PhonePage> {
  const phone = await phones.open(console.it.url, options);
  await console.it.reset({ buckets, queuesPerBucket: 1 });
  const board = await phone.reopen();
  await board.tap('批量暂停');
  await board.idle();
  return board;
}

async function askAll(phone: PhonePage, environment: string): Promise<void> {
  await phone.tap(new RegExp(`^${environment} \\d+$`));
  await phone.idle();
  await phone.tap(/^暂停 \d+$/);
  await phone.idle();
}

async function sayYes(phone: PhonePage, count: number, verb: string): Promise<void> {
  await sheet(phone).locator('input').fill(String(count));
  await answer(phone, `${verb} ${count}`);
}

const isOver = (phone: PhonePage): Promise<void> => sheet(phone).getByText('关闭', { exact: true }).waitFor();

test('twenty are paused: faults of every kind, another who was faster; each row says what CI holds', async () => {
  // Every third bucket of generated data is of production, and its queue runs.
  const phone = await choosing(60);
  const twenty = (await truth()).filter(({ environment }) => environment === 'production');
  await askAll(phone, '生产');
  expect(await sheet(phone).getAttribute('aria-label')).toBe('暂停生产环境的 20 个队列');
  const listed = await said(phone);
  expect([...listed.keys()].sort()).toEqual(twenty.map(({ bucket }) => bucket).sort());
  for (const { bucket, region, name } of twenty) {
    for (const part of [name, region, '生产']) expect(listed.get(bucket)).toContain(part);
  }
  for (const effect of ['运行中的任务会跑完', '只改变状态']) expect(await phone.read()).toContain(effect);
  // Without the number there is no yes.
  await sheet(phone).getByText('暂停 20', { exact: true }).tap({ force: true });
  await sheet(phone).locator('input').fill('19');
  await sheet(phone).getByText('暂停 20', { exact: true }).tap({ force: true });
  expect((await puts()).size).toBe(0);

  const [busy, lost, refused, faster] = twenty.slice(3).filter((_, index) => index % 4 === 0);
  if (!busy || !lost || !refused || !faster) throw new Error('there are twenty');
  await console.it.edit(faster.bucket, { state: 'Paused' });
  const fault = { service: 'ci', method: 'PUT' };
  await console.it.faults(
    { ...fault, host: hostOf(busy), kind: 'status', status: 503, code: 'ServiceUnavailable' },
    { ...fault, host: hostOf(lost), kind: 'drop-after', times: 1 },
    { ...fault, host: hostOf(refused), kind: 'status', status: 403, code: 'AccessDenied' },
  );
  await sayYes(phone, 20, '暂停');
  await isOver(phone);

  const after = new Map((await truth()).map((queue) => [queue.bucket, queue]));
  const sent = await puts();
  for (const [bucket, text] of await said(phone)) {
    const state = after.get(bucket)?.state;
    if (bucket === busy.bucket || bucket === refused.bucket) {
      expect([bucket, state]).toEqual([bucket, 'Active']);
      // A refusal is a proof; a cloud that failed may still carry the write out.
      expect(text).toContain(
        bucket === refused.bucket ? '没有生效，队列没有变化' : '结果未知：已提交，还没能核对',
      );
      if (bucket === refused.bucket) expect(text).toMatch(/AccessDenied[\s\S]*RequestId\s+\S+/);
    } else {
      expect([bucket, state]).toEqual([bucket, 'Paused']);
      expect(text).toContain(bucket === faster.bucket ? '本来如此，没有提交' : '已暂停，并已核对');
    }
    expect([bucket, sent.get(bucket) ?? 0]).toEqual([bucket, bucket === faster.bucket ? 0 : 1]);
  }
  expect([...sent.keys()].every((bucket) => twenty.some((queue) => queue.bucket === bucket))).toBe(true);
  await expectLive(phone, '20/20 · 17 已暂停，并已核对 · 1 本来如此，没有提交 · 2 异常');
  // What has to be looked at comes first.
  expect(await rows(phone).first().innerText()).toMatch(/没有生效|结果未知/);

  // The way back is still there when the sheet was closed, and touches what this run has paused alone.
  await sheet(phone).getByText('关闭', { exact: true }).tap();
  await phone.idle();
  await console.it.faults();
  await phone.tap('这次暂停的 17 个');
  await phone.idle();
  await sheet(phone).getByText('只恢复这 17 个').tap();
  await phone.idle();
  expect(await sheet(phone).getAttribute('aria-label')).toBe('恢复生产环境的 17 个队列');
  await sayYes(phone, 17, '恢复');
  await isOver(phone);
  const resumed = await truth();
  const untouched = new Set([busy.bucket, refused.bucket, faster.bucket]);
  for (const queue of resumed) {
    const mine = twenty.some(({ bucket }) => bucket === queue.bucket) && !untouched.has(queue.bucket);
    const { state } = after.get(queue.bucket) ?? queue;
    expect([queue.bucket, queue.state]).toEqual([queue.bucket, mine ? 'Active' : state]);
  }
  for (const [bucket, count] of await puts()) {
    expect([bucket, count]).toEqual([bucket, untouched.has(bucket) ? 1 : 2]);
  }
  await sheet(phone).getByText('关闭', { exact: true }).tap();
  await phone.idle();
  expect(await phone.find(/这次暂停的/).count()).toBe(0);
});

/** The words are where a screen reader hears them change. */
async function expectLive(phone: PhonePage, words: string): Promise<void> {
  await sheet(phone).locator('[aria-live=polite]').getByText(words, { exact: true }).waitFor();
}

test('after the app was closed, what the run paused can still be resumed, and that alone', async () => {
  const phone = await choosing(12);
  const [mine, resumed, other] = (await truth()).filter(({ environment }) => environment === 'production');
  if (!mine || !resumed || !other) throw new Error('every third bucket is of production');
  // Paused before, and by somebody else.
  await console.it.edit(other.bucket, { state: 'Paused' });
  await phone.pullDown();
  await phone.idle();
  await askAll(phone, '生产');
  await sayYes(phone, 3, '暂停');
  await isOver(phone);
  await console.it.edit(resumed.bucket, { state: 'Active' });

  const again = await phone.reopen();
  await again.tap('这次暂停的 2 个');
  await again.idle();
  expect(await sheet(again).getAttribute('aria-label')).toBe('恢复生产环境的 2 个队列');
  expect([...(await said(again)).keys()]).not.toContain(other.bucket);
  await sayYes(again, 2, '恢复');
  await isOver(again);
  const states = (await truth()).filter(({ environment }) => environment === 'production');
  expect(states.map(({ bucket, state }) => [bucket, state])).toEqual(
    states.map(({ bucket }) => [bucket, bucket === other.bucket ? 'Paused' : 'Active']),
  );
  expect((await puts()).get(resumed.bucket)).toBe(1);
  expect(await (await again.reopen()).find(/这次暂停的/).count()).toBe(0);
});

test('ended in the middle by WeChat: what was paused by then, and what is found done afterwards, can be resumed', async () => {
  const phone = await choosing(12);
  await askAll(phone, '生产');
  // One write is answered; the others take effect while the app is closed.
  const [first, ...others] = [...(await said(phone)).keys()];
  if (first === undefined) throw new Error('there are four');
  const held = (await truth())
    .filter(({ bucket }) => others.includes(bucket))
    .map((queue) => console.it.hold({ method: 'PUT', host: hostOf(queue) }));
  await sayYes(phone, 4, '暂停');
  await rows(phone).getByText('已暂停，并已核对').waitFor();
  for (const write of held) await write.arrived();

  const again = await phone.reopen(() => {
    for (const write of held) write.open();
  });
  await again.tap('这次暂停的 4 个');
  await again.idle();
  await sayYes(again, 4, '恢复');
  await isOver(again);
  for (const { environment, state } of await truth())
    if (environment === 'production') expect(state).toBe('Active');
  expect(await console.it.requests('PUT')).toHaveLength(8);
});

test('stopped half-way: what was sent is finished and told, the rest is told as not sent', async () => {
  const phone = await choosing(30);
  await askAll(phone, '生产');
  const all = await rows(phone).count();
  const writes = console.it.hold({ method: 'PUT' });
  await sayYes(phone, all, '暂停');
  // Three at a time: no others are begun.
  await writes.arrived(3);
  await sheet(phone).getByText('停止', { exact: true }).tap();
  writes.open();
  await isOver(phone);
  const sent = await puts();
  expect(sent.size).toBe(3);
  const now = new Map((await truth()).map((queue) => [queue.bucket, queue.state]));
  for (const [bucket, text] of await said(phone)) {
    const wasSent = sent.has(bucket);
    expect([bucket, now.get(bucket)]).toEqual([bucket, wasSent ? 'Paused' : 'Active']);
    expect(text).toContain(wasSent ? '已暂停，并已核对' : '已停止，没有提交');
  }
  await expectLive(
    phone,
    `${all}/${all} · ${sent.size} 已暂停，并已核对 · ${all - sent.size} 已停止，没有提交`,
  );
});

test('the app in the background begins nothing more, and tells so when the admin is back', async () => {
  const phone = await choosing(30);
  await askAll(phone, '预发布');
  const all = await rows(phone).count();
  const writes = await holdRequests(phone.page, ({ method }) => method === 'PUT');
  await sayYes(phone, all, '暂停');
  // All that are under way: one that still reads would be cut off, which is another story.
  await writes.arrived(3);
  await phone.background();
  await phone.foreground();
  await writes.release();
  await isOver(phone);
  const sent = await puts();
  expect(sent.size).toBe(3);
  await expectLive(phone, `${all}/${all} · 3 已暂停，并已核对 · ${all - 3} 已停止，没有提交`);
});

test('queues of two environments are not chosen together, and the admin is told', async () => {
  const phone = await choosing(9);
  const active = (await truth()).filter(({ state }) => state === 'Active');
  const first = active.find(({ environment }) => environment === 'production');
  const other = active.find(({ environment }) => environment === 'staging');
  if (!first || !other) throw new Error('there are both');
  await card(phone, first.bucket).tap();
  await phone.idle();
  await card(phone, other.bucket).tap();
  await phone.idle();
  const note = phone.screen.locator('[aria-live=polite]').filter({ hasText: '没有选上' });
  expect(await note.innerText()).toBe(`没有选上：${other.name} 在预发布环境，不能和生产环境的一起暂停`);
  expect(await card(phone, other.bucket).getAttribute('aria-checked')).toBe('false');
  expect(await card(phone, first.bucket).getAttribute('aria-checked')).toBe('true');
  // All of the other environment are chosen instead of, not besides.
  await phone.tap(/^预发布 \d+$/);
  await phone.idle();
  expect(await card(phone, first.bucket).getAttribute('aria-checked')).toBe('false');
  await phone.tap(/^暂停 \d+$/);
  await phone.idle();
  for (const text of (await said(phone)).values()) expect(text).toContain('预发布');

  await sheet(phone).getByText('取消', { exact: true }).tap();
  await phone.idle();
  await phone.tap('取消');
  await phone.idle();
  expect(await phone.screen.getByRole('checkbox').count()).toBe(0);
  expect((await puts()).size).toBe(0);
});

test('a viewer is not offered it', async () => {
  const phone = await phones.open(console.it.url, { role: 'viewer' });
  expect(await phone.read()).not.toContain('批量暂停');
});
