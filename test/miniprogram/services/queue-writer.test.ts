import { fieldsOf } from '../../../miniprogram/models/fields';
import type { Queue } from '../../../miniprogram/models/queue';
import type { WritePhase, PendingOutcome } from '../../../miniprogram/models/write';
import { hurry, skipPauses, usePhone } from '../../support/phone';

const bench = usePhone();
const GOODS = 'goods-image-1250000000';
const KAFKA = 'content-review-1250000000';
/** The phone's timeout of ten seconds becomes one: short enough to wait for, long enough for a busy machine. */
const HURRY = 10;

/** The queue of a bucket as the phone reads it. */
const see = async (bucket = GOODS): Promise<Queue> => {
  const place = bench.sandbox.cloud.buckets().find((known) => known.bucket === bucket);
  const [queue] = place === undefined ? [] : (await bench.services.queues.listQueues(place)).queues;
  if (queue === undefined) throw new Error(`${bucket} has no queue`);
  return queue;
};
/** The same queue as the cloud has it. */
const truth = (bucket = GOODS) => {
  const queue = bench.sandbox.cloud.queues().find((known) => known.bucket === bucket);
  if (queue === undefined) throw new Error(`${bucket} has no queue`);
  return queue;
};
const puts = () => bench.requests('ci', 'PUT');
const edit = (change: object, bucket = GOODS) =>
  bench.sandbox.cloud.edit({ bucket, queueId: truth(bucket).queueId, ...change });
const faults = (...list: object[]) =>
  bench.sandbox.cloud.setFaults(list.map((fault) => ({ service: 'ci', times: 1, ...fault })));

describe('pausing and resuming', () => {
  test('changes State and UpdateTime, and nothing else to the byte', async () => {
    for (const bucket of [GOODS, KAFKA]) {
      const before = truth(bucket);
      const result = await bench.services.writer.pauseQueue(await see(bucket));
      expect(result).toMatchObject({
        outcome: 'done',
        changed: [{ field: 'state', from: 'Active', to: 'Paused' }],
      });
      const { state, updateTime, ...rest } = truth(bucket);
      expect(state).toBe('Paused');
      expect(updateTime).not.toBe(before.updateTime);
      expect({ ...rest, state: before.state, updateTime: before.updateTime }).toEqual(before);
    }
    expect(puts()).toHaveLength(2);
  });

  test('tells each phase, and done only after CI showed it', async () => {
    const phases: WritePhase[] = [];
    await bench.services.writer.pauseQueue(await see(), { onPhase: (phase) => phases.push(phase) });
    expect(phases).toEqual(['reading', 'sending', 'verifying']);
    const log = bench.requests('ci').map(({ method }) => method);
    expect(log).toEqual(['GET', 'GET', 'PUT', 'GET']);
  });

  test('a queue that somebody else paused is told as such, and nothing is sent', async () => {
    const seen = await see();
    edit({ state: 'Paused' });
    await expect(bench.services.writer.pauseQueue(seen)).resolves.toMatchObject({ outcome: 'already' });
    expect(puts()).toHaveLength(0);
  });

  test('works on what is there, not on what the screen said', async () => {
    const seen = await see();
    await bench.services.writer.pauseQueue(seen);
    edit({ state: 'Active' });
    await expect(bench.services.writer.pauseQueue({ ...seen, state: 'Paused' })).resolves.toMatchObject({
      outcome: 'done',
    });
    expect(truth().state).toBe('Paused');
  });

  test('carries over what others changed meanwhile, and tells it', async () => {
    const seen = await see();
    edit({
      notifyConfigXml:
        '<NotifyConfig><State>On</State><Type>Url</Type><Event>TaskFinish</Event><Url>https://new.example.com/</Url><Extra><Deep>1</Deep></Extra></NotifyConfig>',
    });
    const there = truth().notifyConfigXml;
    const result = await bench.services.writer.pauseQueue(seen);
    expect(result.theirs).toContainEqual({
      field: 'url',
      from: fieldsOf(seen).url,
      to: 'https://new.example.com/',
    });
    expect(truth()).toMatchObject({ state: 'Paused', notifyConfigXml: there });
  });
});

describe('editing', () => {
  test('changes the one field', async () => {
    const before = truth();
    const result = await bench.services.writer.updateQueue(await see(), {
      url: "https://b.example.com/?a=1&b='2'",
    });
    expect(result.outcome).toBe('done');
    const oldUrl = /<Url>.*<\/Url>/.exec(before.notifyConfigXml)?.[0] ?? '';
    expect(truth().notifyConfigXml).toBe(
      before.notifyConfigXml.replace(oldUrl, "<Url>https://b.example.com/?a=1&amp;b='2'</Url>"),
    );
  });

  test('nothing changed, nothing is sent', async () => {
    const seen = await see();
    await expect(bench.services.writer.updateQueue(seen, { name: seen.name })).resolves.toMatchObject({
      outcome: 'already',
    });
    expect(puts()).toHaveLength(0);
  });

  test('what both sides changed is asked, with all three values, and nothing is sent', async () => {
    const seen = await see();
    edit({ name: 'theirs' });
    await expect(bench.services.writer.updateQueue(seen, { name: 'mine' })).rejects.toMatchObject({
      code: 'WRITE_CONFLICT',
      conflicts: [{ field: 'name', seen: seen.name, now: 'theirs', mine: 'mine' }],
      now: { name: 'theirs' },
    });
    expect(puts()).toHaveLength(0);
  });

  test('a value that CI would refuse is not sent', async () => {
    await expect(bench.services.writer.updateQueue(await see(), { name: 'a b' })).rejects.toMatchObject({
      code: 'INVALID_EDIT',
    });
    expect(puts()).toHaveLength(0);
  });

  test('a queue with parts that cannot be sent back is not touched', async () => {
    const seen = await see();
    edit({ notifyConfigXml: '<NotifyConfig><State>Off</State><Extra mode="x">1</Extra></NotifyConfig>' });
    await expect(bench.services.writer.pauseQueue(seen)).rejects.toMatchObject({
      code: 'CANNOT_CARRY',
      details: { note: 'NotifyConfig.Extra' },
    });
    expect(puts()).toHaveLength(0);
  });
});

const cloudClock = (ms: number): void => {
  bench.sandbox.cloud.setFaults([{ service: 'ci', kind: 'clock', ms }]);
};
/** Long after the signature of a PUT has ended, and any read that is older than that. */
const LONG_AFTER_MS = 100_000;
/** Moves the cloud's clock on, once the write is being checked. */
const laterWhenChecking = (phase: WritePhase): void => {
  if (phase === 'checking') cloudClock(LONG_AFTER_MS);
};

describe('one confirmed tap, at most one PUT', () => {
  test.each([
    ['a 503, nothing done', { kind: 'status', status: 503, code: 'ServiceUnavailable' }, 'WRITE_NOT_DONE'],
    ['a 500, nothing done', { kind: 'status', status: 500, code: 'InternalError' }, 'WRITE_NOT_DONE'],
    ['a refusal', { kind: 'status', status: 429, code: 'SlowDown' }, 'WRITE_NOT_DONE'],
    ['a connection cut before', { kind: 'drop-before' }, 'WRITE_NOT_DONE'],
    ['a gateway page, nothing done', { kind: 'html' }, 'WRITE_NOT_DONE'],
  ])('%s: not done, with the reason', async (_what, fault, code) => {
    skipPauses();
    const seen = await see();
    faults({ method: 'PUT', ...fault });
    const failure = await bench.services.writer
      .pauseQueue(seen, { onPhase: laterWhenChecking })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code, reason: { code: expect.any(String) } });
    expect(truth().state).toBe('Active');
    expect(puts()).toHaveLength(1);
  });

  test.each([
    ['a connection cut after', { kind: 'drop-after' }],
    ['half an answer', { kind: 'truncate' }],
  ])('%s: unknown first, then done', async (_what, fault) => {
    skipPauses();
    const phases: WritePhase[] = [];
    const seen = await see();
    faults({ method: 'PUT', ...fault });
    const result = await bench.services.writer.pauseQueue(seen, { onPhase: (phase) => phases.push(phase) });
    expect(result.outcome).toBe('done');
    expect(phases).toEqual(['reading', 'sending', 'checking']);
    expect(truth().state).toBe('Paused');
    expect(puts()).toHaveLength(1);
  });

  test('a timeout whose write arrives late is not called failed', async () => {
    const seen = await see();
    hurry(HURRY);
    faults({ method: 'PUT', kind: 'latency', ms: 14_000 / HURRY });
    await expect(bench.services.writer.pauseQueue(seen)).resolves.toMatchObject({ outcome: 'done' });
    expect(puts()).toHaveLength(1);
  });

  test('a double tap writes once', async () => {
    const seen = await see();
    const { pauseQueue } = bench.services.writer;
    const results = await Promise.all([pauseQueue(seen), pauseQueue(seen)]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['done', 'already']);
    expect(puts()).toHaveLength(1);
  });

  test('an app sent to the background finds out when it comes back', async () => {
    const seen = await see();
    hurry(HURRY);
    faults({ method: 'PUT', kind: 'latency', ms: 8_000 / HURRY });
    const outcome = nextOutcome();
    const failure = bench.services.writer.pauseQueue(seen).catch((error: unknown) => error);
    await arrived('PUT');
    bench.phone.background();
    expect(await failure).toMatchObject({ code: 'WRITE_UNKNOWN' });
    bench.phone.foreground();
    await bench.services.pending.resumePendingWrites();
    expect(await outcome).toEqual({ kind: 'done' });
    expect(puts()).toHaveLength(1);
  });
});

/** Resolves once the stand-in has received a request of that method. */
async function arrived(method: string): Promise<void> {
  while (bench.requests('ci', method).length === 0) await new Promise(setImmediate);
}

/** The outcome that the journal tells next. */
function nextOutcome(): Promise<PendingOutcome> {
  return new Promise((resolve) => {
    bench.services.pending.onPendingChange((_ref, _pending, outcome) => {
      if (outcome !== undefined) resolve(outcome);
    });
  });
}

describe('verifying', () => {
  test('a field that reads otherwise is told, with what is there', async () => {
    const seen = await see();
    const phase = (name: WritePhase): void => {
      if (name === 'verifying') edit({ name: 'overwritten' });
    };
    await expect(bench.services.writer.pauseQueue(seen, { onPhase: phase })).rejects.toMatchObject({
      code: 'WRITE_DIFFERS',
      before: { state: 'Active' },
      after: { state: 'Paused', name: 'overwritten' },
      differences: [{ field: 'name', from: seen.name, to: 'overwritten' }],
    });
  });

  test('an unknown child that CI lost is named, and stays known until it is back', async () => {
    const before = truth(KAFKA);
    const seen = await see(KAFKA);
    const phase = (name: WritePhase): void => {
      if (name === 'verifying')
        edit({ notifyConfigXml: truth(KAFKA).notifyConfigXml.replace(/<Topic>.*?<\/Topic>/, '') }, KAFKA);
    };
    await expect(bench.services.writer.pauseQueue(seen, { onPhase: phase })).rejects.toMatchObject({
      code: 'WRITE_DIFFERS',
      lost: [{ path: 'KafkaConfig.Topic', from: 'ci-pic-events', to: '' }],
    });
    const { lastWriteFor, lostIn } = bench.services.lastWrites;
    const topic = { path: 'KafkaConfig.Topic', from: 'ci-pic-events', to: '' };
    expect(lostIn(await see(KAFKA))).toEqual([topic]);
    expect(lastWriteFor(seen)?.changed).toEqual([{ field: 'state', from: 'Active', to: 'Paused' }]);

    const last = lastWriteFor(seen);
    if (last !== undefined) await bench.services.writer.undoWrite(last);
    expect(truth(KAFKA).state).toBe('Active');
    // What was carried along is not back with it, and is still known as it was.
    expect(lostIn(await see(KAFKA))).toEqual([topic]);
    edit({ notifyConfigXml: before.notifyConfigXml }, KAFKA);
    expect(lostIn(await see(KAFKA))).toEqual([]);
  });

  test('what somebody else made of the queue is not the last write of this phone', async () => {
    const seen = await see();
    const phase = (name: WritePhase): void => {
      if (name === 'verifying') edit({ state: 'Active', name: 'overwritten' });
    };
    await expect(bench.services.writer.pauseQueue(seen, { onPhase: phase })).rejects.toMatchObject({
      code: 'WRITE_DIFFERS',
    });
    expect(bench.services.lastWrites.lastWriteFor(seen)).toBeUndefined();
  });

  test('a verification that cannot be read is unknown, then known', async () => {
    skipPauses();
    const seen = await see();
    const phases: WritePhase[] = [];
    const onPhase = (phase: WritePhase): void => {
      phases.push(phase);
      if (phase === 'verifying') faults({ method: 'GET', kind: 'status', status: 500, times: 500 });
      if (phase === 'checking') faults();
    };
    await expect(bench.services.writer.pauseQueue(seen, { onPhase })).resolves.toMatchObject({
      outcome: 'done',
    });
    expect(phases).toEqual(['reading', 'sending', 'verifying', 'checking']);
  });
});

describe('an outcome that stays unknown', () => {
  const lose = async (): Promise<{ pendingId: string }> => {
    skipPauses();
    const seen = await see();
    const onPhase = (phase: WritePhase): void => {
      if (phase === 'checking') faults({ kind: 'drop-before', method: 'GET', times: 500 });
    };
    faults({ method: 'PUT', kind: 'drop-after' });
    return bench.services.writer.pauseQueue(seen, { onPhase }).then(
      () => {
        throw new Error('this write cannot have been verified');
      },
      (error: unknown) => error as { pendingId: string },
    );
  };

  test('is given up openly, and found out when asked again', async () => {
    const error = await lose();
    expect(error).toMatchObject({ code: 'WRITE_UNKNOWN', reason: { code: 'NO_CLEAR_ANSWER' } });
    const pending = bench.services.pending.pendingWriteFor(truth());
    expect(pending).toMatchObject({ id: error.pendingId, status: 'gave-up', kind: 'pause' });
    faults();
    const outcome = nextOutcome();
    await bench.services.pending.checkPending(error.pendingId);
    expect(await outcome).toEqual({ kind: 'done' });
    expect(bench.services.pending.pendingWriteFor(truth())).toBeUndefined();
  });

  test('survives closing the app', async () => {
    await lose();
    faults();
    const { pending } = bench.reopen();
    expect(pending.pendingWriteFor(truth())).toMatchObject({ kind: 'pause', status: 'gave-up' });
    const outcome = nextOutcome();
    await pending.resumePendingWrites();
    expect(await outcome).toEqual({ kind: 'done' });
    expect(bench.reopen().pending.pendingWriteFor(truth())).toBeUndefined();
    expect(puts()).toHaveLength(1);
  });

  test("that somebody else's write has covered is told as overtaken", async () => {
    const { pendingId } = await lose();
    cloudClock(LONG_AFTER_MS);
    edit({ state: 'Active' });
    const outcome = nextOutcome();
    await bench.services.pending.checkPending(pendingId);
    expect(await outcome).toEqual({ kind: 'overtaken' });
  });

  test('is stored without any address or token', async () => {
    skipPauses();
    const seen = await see();
    const stored: string[] = [];
    const onPhase = (phase: WritePhase): void => {
      if (phase === 'sending') stored.push(JSON.stringify(bench.phone.wx.getStorageSync('pending-writes')));
    };
    await bench.services.writer.updateQueue(
      seen,
      { url: 'https://c.example.com/?token=hush-hush' },
      { onPhase },
    );
    faults({ method: 'PUT', kind: 'drop-after' });
    await bench.services.writer.updateQueue(
      await see(),
      { url: 'https://d.example.com/?token=quiet-now' },
      {
        onPhase: (phase) => {
          if (phase === 'checking')
            stored.push(JSON.stringify(bench.phone.wx.getStorageSync('pending-writes')));
        },
      },
    );
    expect(stored.join()).toContain('d.example.com');
    for (const secret of ['hush-hush', 'quiet-now', '4f1c9e7b2a'])
      expect(stored.join()).not.toContain(secret);
  });

  test('is in storage before the PUT goes out', async () => {
    const seen = await see();
    faults({ method: 'PUT', kind: 'latency', ms: 300 });
    const write = bench.services.writer.pauseQueue(seen);
    await arrived('PUT');
    expect(bench.phone.wx.getStorageSync('pending-writes')).toMatchObject([
      { kind: 'pause', ref: { bucket: GOODS } },
    ]);
    await write;
    expect(bench.phone.wx.getStorageSync('pending-writes')).toEqual([]);
  });
});

describe('undo', () => {
  test('puts back an address that could not be typed today', async () => {
    const odd = 'https://a.example.com/done。';
    edit({ notifyConfigXml: truth().notifyConfigXml.replace(/<Url>.*<\/Url>/, `<Url>${odd}</Url>`) });
    await bench.services.writer.updateQueue(await see(), { url: 'https://b.example.com/' });
    const last = bench.services.lastWrites.lastWriteFor(truth());
    if (last === undefined) throw new Error('a verified write is remembered');
    await expect(bench.services.writer.undoWrite(last)).resolves.toMatchObject({ outcome: 'done' });
    expect(truth().notifyConfigXml).toContain(odd);
  });

  test('puts back what the last write changed, and leaves alone what others did since', async () => {
    const before = truth();
    await bench.services.writer.updateQueue(await see(), {
      url: 'https://b.example.com/',
      resultFormat: 'XML',
    });
    edit({ name: 'theirs' });
    const last = bench.services.lastWrites.lastWriteFor(before);
    if (last === undefined) throw new Error('a verified write is remembered');
    await expect(bench.services.writer.undoWrite(last)).resolves.toMatchObject({ outcome: 'done' });
    expect(truth()).toMatchObject({ name: 'theirs', notifyConfigXml: before.notifyConfigXml });
  });

  test('asks where others have changed the same field since', async () => {
    await bench.services.writer.updateQueue(await see(), { name: 'mine' });
    edit({ name: 'theirs' });
    const last = bench.services.lastWrites.lastWriteFor(truth());
    if (last === undefined) throw new Error('a verified write is remembered');
    await expect(bench.services.writer.undoWrite(last)).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
  });
});

describe('writers take turns', () => {
  test('on one queue one after the other, each from what the last one left', async () => {
    const seen = await see();
    const { pauseQueue, updateQueue } = bench.services.writer;
    const phases: string[] = [];
    await Promise.all([
      pauseQueue(seen, { onPhase: (phase) => phases.push(`pause ${phase}`) }),
      updateQueue(seen, { name: 'renamed' }, { onPhase: (phase) => phases.push(`rename ${phase}`) }),
    ]);
    expect(phases).toEqual([
      'rename waiting',
      'pause reading',
      'pause sending',
      'pause verifying',
      'rename reading',
      'rename sending',
      'rename verifying',
    ]);
    expect(truth()).toMatchObject({ state: 'Paused', name: 'renamed' });
  });

  test('a failed one does not stop the next', async () => {
    const seen = await see();
    faults({ method: 'PUT', kind: 'status', status: 403, code: 'AccessDenied' });
    const { pauseQueue } = bench.services.writer;
    const results = await Promise.allSettled([pauseQueue(seen), pauseQueue(seen)]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });

  test('other queues do not wait', async () => {
    const [goods, kafka] = [await see(), await see(KAFKA)];
    const { pauseQueue } = bench.services.writer;
    const order: string[] = [];
    faults({ method: 'GET', host: `${GOODS}.ci.ap-guangzhou.myqcloud.com`, kind: 'latency', ms: 300 });
    await Promise.all([
      pauseQueue(goods).then(() => order.push('goods')),
      pauseQueue(kafka).then(() => order.push('kafka')),
    ]);
    expect(order).toEqual(['kafka', 'goods']);
  });
});

describe('nothing is sent', () => {
  test('without a fresh read', async () => {
    const seen = await see();
    faults({ method: 'GET', kind: 'status', status: 403, code: 'AccessDenied' });
    await expect(bench.services.writer.pauseQueue(seen)).rejects.toMatchObject({
      code: 'WRITE_NOT_DONE',
      reason: { code: 'ACCESS_DENIED' },
    });
    expect(puts()).toHaveLength(0);
  });

  test('by a viewer', async () => {
    const seen = await see();
    bench.sandbox.setPerson(bench.openid, 'viewer');
    await bench.services.session.renewSession();
    await expect(bench.services.writer.pauseQueue(seen)).rejects.toMatchObject({ code: 'READ_ONLY' });
    expect(puts()).toHaveLength(0);
  });
});

test('a phone whose storage is full can still pause', async () => {
  jest.spyOn(bench.phone.wx, 'setStorageSync').mockImplementation(() => {
    throw new Error('exceed storage max size');
  });
  await expect(bench.services.writer.pauseQueue(await see())).resolves.toMatchObject({ outcome: 'done' });
});
