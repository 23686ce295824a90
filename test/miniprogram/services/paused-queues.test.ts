import type { Queue } from '../../../miniprogram/models/queue';
import type { PausedQueues } from '../../../miniprogram/services/stored/paused-queues';
import { skipPauses, usePhone } from '../../support/phone';

const bench = usePhone();
const GOODS = 'goods-image-1250000000';
const AVATAR = 'user-avatar-1250000000';
const KAFKA = 'content-review-1250000000';

/** What the app keeps. */
const paused = (): PausedQueues => bench.services.paused.pausedQueues;
const see = async (bucket = GOODS): Promise<Queue> => {
  const place = bench.sandbox.cloud.buckets().find((known) => known.bucket === bucket);
  const [queue] = place === undefined ? [] : (await bench.services.queues.listQueues(place)).queues;
  if (queue === undefined) throw new Error(`${bucket} has no queue`);
  return queue;
};
/** Reads the queue again, as the board does. @returns whether it is what the last run paused */
const isOurs = async (bucket = GOODS): Promise<boolean> => {
  const queue = await see(bucket);
  paused().follow(queue);
  return queue.state === 'Paused' && paused().has(queue);
};
const edit = (change: object, bucket = GOODS): void => {
  const { queueId } = bench.sandbox.cloud.queues().find((queue) => queue.bucket === bucket) ?? {};
  bench.sandbox.cloud.edit({ bucket, queueId: queueId ?? '', ...change });
};
const faults = (...list: object[]): void => {
  bench.sandbox.cloud.setFaults(list.map((fault) => ({ service: 'ci' as const, ...fault })));
};
/** Pauses it for real, as part of that run. */
async function pause(run: number, bucket = GOODS): Promise<void> {
  const { after } = await bench.services.writer.pauseQueue(await see(bucket));
  paused().notePaused(run, after);
}
/** Sends a pause that takes effect, and whose outcome stays unknown as long as this run of the app lives. */
async function lose(bucket = GOODS): Promise<void> {
  const seen = await see(bucket);
  skipPauses();
  const lost = bench.services.writer.pauseQueue(seen, {
    onPhase: (phase) => {
      if (phase === 'sending') faults({ method: 'PUT', kind: 'drop-after' });
      if (phase === 'checking') faults({ method: 'GET', kind: 'status', status: 503 });
    },
  });
  await expect(lost).rejects.toMatchObject({ code: 'WRITE_UNKNOWN' });
}
/** Opens the app anew, and lets it learn what became of what was under way. */
async function openAgain(): Promise<void> {
  bench.reopen();
  faults();
  paused().watch();
  await bench.services.pending.resumePendingWrites();
}

test('what the run paused, and nothing else, is known after the app was closed', async () => {
  const run = paused().begin([await see(), await see(AVATAR)]);
  await pause(run);
  await openAgain();
  edit({ state: 'Paused' }, AVATAR);
  expect([await isOurs(), await isOurs(AVATAR)]).toEqual([true, false]);
});

test('the app is ended while an answer is awaited: that queue is part of the way back as soon as it is found done', async () => {
  paused().begin([await see(), await see(AVATAR), await see(KAFKA)]);
  await lose();
  await openAgain();
  expect([await isOurs(), await isOurs(AVATAR), await isOurs(KAFKA)]).toEqual([true, false, false]);
  // Also the next time, when nothing is left to be learned.
  await openAgain();
  expect(await isOurs()).toBe(true);
});

test('an outcome that is learned while the app runs is part of it as well', async () => {
  paused().watch();
  paused().begin([await see()]);
  await lose();
  faults();
  await bench.services.pending.resumePendingWrites();
  expect(await isOurs()).toBe(true);
});

test('what is found not done is no part of it', async () => {
  const seen = await see();
  paused().begin([seen]);
  await lose();
  // Another admin has resumed it meanwhile.
  edit({ state: 'Active' });
  await openAgain();
  edit({ state: 'Paused' });
  expect(await isOurs()).toBe(false);
});

test('a queue as it was before the pause does not speak against it', async () => {
  const before = await see();
  paused().watch();
  paused().begin([before]);
  await lose();
  faults();
  await bench.services.pending.resumePendingWrites();
  paused().follow(before);
  expect(await isOurs()).toBe(true);
  paused().follow(before);
  expect(await isOurs()).toBe(true);
});

test('a run that pauses nothing leaves the last one as it is, one that does takes its place', async () => {
  await pause(paused().begin([await see()]));
  const second = paused().begin([await see(AVATAR)]);
  paused().drop(await see(AVATAR));
  expect(await isOurs()).toBe(true);
  await openAgain();
  expect(await isOurs()).toBe(true);
  const third = paused().begin([await see(AVATAR)]);
  expect(third).toBeGreaterThanOrEqual(second);
  await pause(third, AVATAR);
  expect([await isOurs(), await isOurs(AVATAR)]).toEqual([false, true]);
});

test('an outcome of the run before the last one no longer counts when the last one has paused something', async () => {
  paused().watch();
  paused().begin([await see()]);
  await lose();
  faults();
  await pause(paused().begin([await see(AVATAR)]), AVATAR);
  await bench.services.pending.resumePendingWrites();
  expect([await isOurs(), await isOurs(AVATAR)]).toEqual([false, true]);
});

test('one that was resumed, and one that was written to while the app was closed, are no part of it', async () => {
  const run = paused().begin([await see(), await see(AVATAR)]);
  await pause(run);
  await pause(run, AVATAR);
  edit({ state: 'Active' });
  expect([await isOurs(), await isOurs(AVATAR)]).toEqual([false, true]);
  bench.reopen();
  edit({ name: 'renamed' }, AVATAR);
  expect(await isOurs(AVATAR)).toBe(false);
});

test('one whose callback is corrected while the app runs stays, and also after it was closed then', async () => {
  await pause(paused().begin([await see()]));
  edit({ name: 'renamed' });
  expect(await isOurs()).toBe(true);
  bench.reopen();
  expect(await isOurs()).toBe(true);
});

test('nothing of a callback address is stored', async () => {
  await pause(paused().begin([await see()]));
  const stored = JSON.stringify(bench.phone.wx.getStorageSync('paused'));
  expect(stored).toContain(GOODS);
  expect(stored).not.toMatch(/notify|token|example/);
});

test('a phone that cannot store goes without', async () => {
  jest.spyOn(bench.phone.wx, 'setStorageSync').mockImplementation(() => {
    throw new Error('exceed storage max size');
  });
  await pause(paused().begin([await see()]));
  expect(await isOurs()).toBe(true);
  bench.reopen();
  expect(await isOurs()).toBe(false);
});
