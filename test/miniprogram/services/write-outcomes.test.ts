/** What is said about a write whose outcome is open: nothing but what the cloud, by its own clock, has proved. */
import type { Queue } from '../../../miniprogram/models/queue';
import type { PendingOutcome, WritePhase, WriteResult } from '../../../miniprogram/models/write';
import { queueFingerprint } from '../../../miniprogram/services/writes/check';
import { makeQueue } from '../../support/make-queue';
import { skipPauses, usePhone } from '../../support/phone';

const bench = usePhone();
const GOODS = 'goods-image-1250000000';
/** The signature of a PUT ends 25 s after the read before it; a read may be 60 s old. */
const PROOF_MS = 90_000;
/** ... and it is watched for ten more minutes. */
const WATCH_OVER_MS = 700_000;

const see = async (): Promise<Queue> => {
  const place = bench.sandbox.cloud.buckets().find(({ bucket }) => bucket === GOODS);
  const [queue] = place === undefined ? [] : (await bench.services.queues.listQueues(place)).queues;
  if (queue === undefined) throw new Error('the bucket has no queue');
  return queue;
};
const truth = () => {
  const queue = bench.sandbox.cloud.queues().find(({ bucket }) => bucket === GOODS);
  if (queue === undefined) throw new Error('the bucket has no queue');
  return queue;
};
const puts = () => bench.requests('ci', 'PUT');
const gets = () => bench.requests('ci', 'GET');
const edit = (change: object) =>
  bench.sandbox.cloud.edit({ bucket: GOODS, queueId: truth().queueId, ...change });
const faults = (...list: object[]): void => {
  bench.sandbox.cloud.setFaults(list.map((fault) => ({ service: 'ci', ...fault })));
};
const clock = (ms: number): object => ({ kind: 'clock', ms });
const whenChecking =
  (...list: object[]) =>
  (phase: WritePhase): void => {
    if (phase === 'checking') faults(...list);
  };
const pause = async (
  seen: Queue,
  onPhase: (phase: WritePhase) => void = () => undefined,
): Promise<WriteResult | { code: string; details: { asOf?: number } }> =>
  bench.services.writer.pauseQueue(seen, { onPhase }).catch((failure: unknown) => failure as never);
/** CI takes the write and does not carry it out while the test lasts, ... */
const NEVER_SHOWN = { method: 'PUT', kind: 'late', ms: 600_000 };
/** ... or does so now. */
const takeEffect = (): void => {
  edit({ state: 'Paused' });
};
const pending = () => bench.services.pending.pendingWriteFor(truth());

/** Every outcome that the listeners are told. */
function listen(): PendingOutcome[] {
  const told: PendingOutcome[] = [];
  bench.services.pending.onPendingChange((_ref, _pending, outcome) => {
    if (outcome !== undefined) told.push(outcome);
  });
  return told;
}

/** Looks again at what is open, as the app does when it comes back. */
const look = async (...list: object[]): Promise<void> => {
  faults(...list);
  await bench.services.pending.resumePendingWrites();
};

/** Tests that have ended. */
let ended = 0;

beforeEach(() => {
  skipPauses();
});
afterEach(() => {
  ended += 1;
});

describe('what another admin did before is no proof', () => {
  /** Another admin paused the queue 40 s ago, which the read before the PUT does not show, and the read after it does. */
  const pauseAfterAnother = async (): Promise<unknown> => {
    const seen = await see();
    edit({ state: 'Paused' });
    faults(
      clock(40_000),
      { method: 'GET', kind: 'stale', ms: 50_000 },
      { method: 'PUT', kind: 'status', status: 500 },
    );
    return pause(seen, whenChecking(clock(40_000)));
  };

  test('their pause in a read that may lag leaves the outcome open', async () => {
    expect(await pauseAfterAnother()).toMatchObject({ code: 'WRITE_UNKNOWN' });
  });

  test('a read that cannot be from before the write settles it', async () => {
    await pauseAfterAnother();
    const told = listen();
    await look(clock(40_000 + PROOF_MS));
    expect(told).toEqual([{ kind: 'done' }]);
  });
});

describe('"not done" needs a proof', () => {
  test('an untouched queue is unknown while the signature lasts', async () => {
    faults({ method: 'PUT', kind: 'drop-before', times: 1 });
    expect(await pause(await see())).toMatchObject({ code: 'WRITE_UNKNOWN' });
    expect(pending()).toMatchObject({ status: 'gave-up', accepted: false });
  });

  test('it is still unknown when a read could be from before the signature ended', async () => {
    faults({ method: 'PUT', kind: 'drop-before', times: 1 });
    expect(await pause(await see(), whenChecking(clock(PROOF_MS - 20_000)))).toMatchObject({
      code: 'WRITE_UNKNOWN',
    });
  });

  test('after that it is not done, as of a minute before the read', async () => {
    faults({ method: 'PUT', kind: 'drop-before', times: 1 });
    const failure = await pause(await see(), whenChecking(clock(PROOF_MS)));
    expect(failure).toMatchObject({ code: 'WRITE_NOT_DONE', details: { asOf: expect.any(Number) } });
    const { details } = failure as { details: { asOf: number } };
    expect(Math.abs(details.asOf - (Date.now() + PROOF_MS - 60_000))).toBeLessThan(60_000);
  });

  test('a step of the phone clock proves nothing', async () => {
    faults({ method: 'PUT', kind: 'drop-before', times: 1 });
    const now = Date.now;
    const onPhase = (phase: WritePhase): void => {
      if (phase === 'checking') jest.spyOn(Date, 'now').mockImplementation(() => now() + 86_400_000);
    };
    expect(await pause(await see(), onPhase)).toMatchObject({ code: 'WRITE_UNKNOWN' });
  });

  test('a PUT refused for being late says so, and keeps the key', async () => {
    const seen = await see();
    const onPhase = (phase: WritePhase): void => {
      if (phase === 'sending') faults(clock(60_000));
    };
    expect(await pause(seen, onPhase)).toMatchObject({
      code: 'WRITE_NOT_DONE',
      reason: { code: 'REQUEST_TOO_LATE', details: { cloudCode: 'SignatureExpired' } },
    });
    const signedIn = bench.requests('wechat').length;
    faults();
    await bench.services.writer.pauseQueue(seen);
    expect(bench.requests('wechat')).toHaveLength(signedIn);
  });

  test('reads that lag behind an answer that was lost prove nothing', async () => {
    faults(
      { method: 'PUT', kind: 'drop-after', times: 1 },
      { method: 'GET', kind: 'stale', ms: 60_000 },
      clock(0),
    );
    const seen = await see();
    const failure = await pause(seen, whenChecking({ kind: 'stale', ms: 60_000 }, clock(30_000)));
    expect(failure).toMatchObject({ code: 'WRITE_UNKNOWN' });
    expect(truth().state).toBe('Paused');
    const told = listen();
    await look(clock(30_000));
    expect(told).toEqual([{ kind: 'done' }]);
  });
});

describe('an accepted write', () => {
  test('is never not done: it is accepted and not shown yet, and found later', async () => {
    faults(NEVER_SHOWN);
    const failure = await pause(await see(), whenChecking(clock(PROOF_MS)));
    expect(failure).toMatchObject({ code: 'WRITE_UNKNOWN' });
    expect(pending()).toMatchObject({ accepted: true, status: 'gave-up' });
    const told = listen();
    takeEffect();
    await look(clock(PROOF_MS));
    expect(told).toEqual([{ kind: 'done' }]);
    expect(puts()).toHaveLength(1);
  });

  test('that is never shown is told as such when it is watched no more', async () => {
    faults(NEVER_SHOWN);
    await pause(await see(), whenChecking(clock(PROOF_MS)));
    const told = listen();
    await look(clock(WATCH_OVER_MS));
    expect(told).toEqual([{ kind: 'not-shown' }]);
    expect(pending()).toBeUndefined();
  });

  test('is not called overtaken by a read from before it', async () => {
    const seen = await see();
    const onPhase = (phase: WritePhase): void => {
      if (phase !== 'sending') return;
      faults(NEVER_SHOWN);
      edit({ name: 'theirs' });
    };
    expect(await pause(seen, onPhase)).not.toMatchObject({ code: 'WRITE_DIFFERS' });
  });
});

describe('"done" needs a read from after the write', () => {
  /** Paused by another admin, then resumed; the phone has seen the second. */
  const seenAfterTwoEdits = async (): Promise<Queue> => {
    edit({ state: 'Paused' });
    faults(clock(10_000));
    edit({ state: 'Active' });
    faults(clock(20_000));
    return see();
  };

  test('a read older than the write does not make it done', async () => {
    const seen = await seenAfterTwoEdits();
    faults({ method: 'PUT', kind: 'drop-before', times: 1 }, clock(20_000));
    const failure = await pause(seen, whenChecking({ kind: 'stale', ms: 15_000 }, clock(20_000)));
    expect(failure).toMatchObject({ code: 'WRITE_UNKNOWN' });
    expect(truth().state).toBe('Active');
  });

  test('nothing is written on top of a read that is older than an earlier one', async () => {
    const seen = await seenAfterTwoEdits();
    faults({ method: 'GET', kind: 'stale', ms: 15_000 }, clock(20_000));
    expect(await pause(seen)).toMatchObject({
      code: 'WRITE_NOT_DONE',
      reason: { code: 'STALE_ANSWER' },
    });
    expect(puts()).toHaveLength(0);
  });

  test('a list that is older than an earlier one shows what is known already', async () => {
    await seenAfterTwoEdits();
    faults({ method: 'GET', kind: 'stale', ms: 15_000 }, clock(20_000));
    expect((await see()).state).toBe('Active');
  });
});

describe('an open write ends', () => {
  const lose = async (): Promise<void> => {
    faults({ method: 'PUT', kind: 'drop-before', times: 1 });
    await pause(await see(), whenChecking({ kind: 'drop-before', method: 'GET' }));
  };

  test.each([
    ['a queue that is gone', 404, 'QueueNotFound', { kind: 'gone' }],
    ['a service that was closed', 400, 'MediaBucketUnBinded', { kind: 'gone' }],
    ['a right that was taken away', 403, 'AccessDenied', { kind: 'no-access' }],
  ])('with %s, after few reads', async (_what, status, code, outcome) => {
    await lose();
    const told = listen();
    const before = bench.requests('ci').length;
    await look({ method: 'GET', kind: 'status', status, code });
    expect(told).toEqual([outcome]);
    expect(bench.requests('ci').length - before).toBeLessThanOrEqual(3);
    expect(pending()).toBeUndefined();
  });

  test('at once where the queue went away while it was written', async () => {
    faults({ method: 'PUT', kind: 'drop-before', times: 1 });
    const failure = await pause(
      await see(),
      whenChecking({ method: 'GET', kind: 'status', status: 404, code: 'QueueNotFound' }),
    );
    expect(failure).toMatchObject({ code: 'WRITE_UNSETTLED', reason: { code: 'QUEUE_NOT_FOUND' } });
  });

  test('by the wish of the admin', async () => {
    await lose();
    bench.services.pending.dismissPending(pending()?.id ?? '');
    expect(pending()).toBeUndefined();
    expect(bench.reopen().pending.pendingWriteFor(truth())).toBeUndefined();
  });

  test('after a restart with a phone clock that is a day behind', async () => {
    await lose();
    bench.reopen();
    const now = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => now() - 86_400_000);
    const told = listen();
    await look(clock(PROOF_MS));
    expect(told).toMatchObject([{ kind: 'not-done' }]);
  });
});

describe('a write that was told of is watched', () => {
  const tellNotDone = async (): Promise<PendingOutcome[]> => {
    faults({ ...NEVER_SHOWN, answer: 'cut' });
    expect(await pause(await see(), whenChecking(clock(PROOF_MS)))).toMatchObject({ code: 'WRITE_NOT_DONE' });
    return listen();
  };

  test('and a late effect is told as such', async () => {
    const told = await tellNotDone();
    takeEffect();
    await look(clock(PROOF_MS));
    await until(() => told.length > 0);
    expect(told).toEqual([{ kind: 'late' }]);
  });

  test('also after the app was closed', async () => {
    await tellNotDone();
    bench.reopen();
    takeEffect();
    const told = listen();
    await look(clock(PROOF_MS));
    await until(() => told.length > 0);
    expect(told).toEqual([{ kind: 'late' }]);
  });

  test('and the same done again is not called late', async () => {
    const told = await tellNotDone();
    faults(clock(PROOF_MS));
    expect(await pause(await see())).toMatchObject({ outcome: 'done' });
    await look(clock(PROOF_MS));
    expect(told).toEqual([]);
  });

  test('and of its queue being gone nothing more is said', async () => {
    const told = await tellNotDone();
    await look({ method: 'GET', kind: 'status', status: 404, code: 'QueueNotFound' });
    await until(() => JSON.stringify(bench.phone.wx.getStorageSync('pending-writes')) === '[]');
    expect(told).toEqual([]);
  });

  test('for as long as the first, if it is a later one', async () => {
    const before = gets().length;
    await tellNotDone();
    // A list, a read before the PUT, one that proved it not done, and all looks of the watch.
    await until(() => gets().length >= before + 3 + 26);
    const told = await tellNotDone();
    takeEffect();
    await until(() => told.length > 0);
    expect(told[0]).toEqual({ kind: 'late' });
  });

  test('for ten minutes', async () => {
    await tellNotDone();
    await look(clock(WATCH_OVER_MS));
    await until(() => JSON.stringify(bench.phone.wx.getStorageSync('pending-writes')) === '[]');
  });
});

describe('a write on top of an open one', () => {
  const lose = async (): Promise<void> => {
    faults(NEVER_SHOWN);
    await pause(await see());
    faults();
  };

  test('is refused where it would take back the open one unseen', async () => {
    await lose();
    const seen = await see();
    await expect(bench.services.writer.updateQueue(seen, { name: 'renamed' })).rejects.toMatchObject({
      code: 'EARLIER_WRITE_PENDING',
    });
    expect(puts()).toHaveLength(1);
  });

  test('is sent where it decides about the same fields', async () => {
    await lose();
    expect(await pause(await see())).toMatchObject({ outcome: 'done' });
    expect(pending()).toBeUndefined();
  });
});

describe('what the phone knows of a failure', () => {
  test('a cloud error or a broken connection has a code of its own', async () => {
    faults({ method: 'PUT', kind: 'status', status: 503, code: 'ServiceUnavailable', times: 1 });
    expect(await pause(await see())).toMatchObject({
      code: 'WRITE_UNKNOWN',
      reason: { code: 'NO_CLEAR_ANSWER' },
    });
  });

  test('what fails before it was signed was not sent', async () => {
    const seen = await see();
    jest.spyOn(bench.phone.wx, 'request').mockImplementation(() => {
      throw new Error('nothing may be sent');
    });
    const { cosSdk } = jest.requireActual<typeof import('../../../miniprogram/services/ci/cos-sdk')>(
      '../../../miniprogram/services/ci/cos-sdk',
    );
    const onPhase = (phase: WritePhase): void => {
      if (phase !== 'sending') return;
      jest.spyOn(cosSdk().util, 'json2xml').mockImplementation(() => {
        throw new TypeError('not to be written as XML');
      });
    };
    jest.mocked(bench.phone.wx.request).mockRestore();
    expect(await pause(seen, onPhase)).toMatchObject({
      code: 'WRITE_NOT_DONE',
      reason: { code: 'UNEXPECTED' },
    });
    expect(pending()).toBeUndefined();
    expect(puts()).toHaveLength(0);
  });

  test('a full storage is told with the result', async () => {
    const seen = await see();
    jest.spyOn(bench.phone.wx, 'setStorageSync').mockImplementation(() => {
      throw new Error('exceed storage max size');
    });
    expect(await pause(seen)).toMatchObject({ outcome: 'done', recorded: false });
  });
});

test('what is stored of a write does not depend on the order of the fields', () => {
  const key = { id: 'k', fingerprint: (text: string) => text };
  const texts = queueFingerprint('w', makeQueue(), key);
  expect(JSON.parse(texts)).toEqual([
    'w',
    [
      ['events', 'TaskFinish,WorkflowFinish'],
      ['name', 'queue-pic-process-1'],
      ['notifyState', 'On'],
      ['resultFormat', 'JSON'],
      ['state', 'Active'],
      ['type', 'Url'],
      ['url', 'https://callback.example.com/ci'],
    ],
    [],
  ]);
});

describe('what is stored of an open write', () => {
  /** One that holds a short token, and is open. */
  const storeToken = async (): Promise<string> => {
    faults({ method: 'PUT', kind: 'drop-after', times: 1 });
    const onPhase = whenChecking({ kind: 'drop-before', method: 'GET' });
    const url = 'https://c.example.com/?token=1234567';
    await bench.services.writer.updateQueue(await see(), { url }, { onPhase }).catch(() => undefined);
    return JSON.stringify(bench.phone.wx.getStorageSync('pending-writes'));
  };

  test('cannot be searched for a short token', async () => {
    const stored = await storeToken();
    const records = JSON.parse(stored) as { id: string; fields: { wanted: string }[] }[];
    const { cosSdk } = jest.requireActual<typeof import('../../../miniprogram/services/ci/cos-sdk')>(
      '../../../miniprogram/services/ci/cos-sdk',
    );
    expect(records).toHaveLength(1);
    for (const { id, fields } of records) {
      const guess = cosSdk().util.md5(JSON.stringify([id, 'url', 'https://c.example.com/?token=1234567']));
      expect(fields.map(({ wanted }) => wanted)).not.toContain(guess);
    }
    const all = bench.phone.wx.getStorageInfoSync().keys.map((key) => {
      return JSON.stringify(bench.phone.wx.getStorageSync(key));
    });
    expect(all.join()).not.toContain('1234567');
    // The key itself cannot be read without WeChat's own encryption.
    await expect(async () => bench.phone.wx.getStorage({ key: 'install-key' })).rejects.toMatchObject({
      errMsg: expect.stringContaining('fail'),
    });
  });

  test('is enough to know the outcome after a restart', async () => {
    await storeToken();
    bench.reopen();
    const told = listen();
    await look();
    expect(told).toEqual([{ kind: 'done' }]);
  });

  test('is judged without a guess where the key is gone', async () => {
    await storeToken();
    bench.phone.wx.removeStorageSync('install-key');
    bench.reopen();
    const told = listen();
    await look(clock(PROOF_MS));
    expect(told).toEqual([{ kind: 'unclear' }]);
  });
});

/** Resolves when the condition holds; each turn lets requests and timers go on. */
async function until(condition: () => boolean): Promise<void> {
  const test = ended;
  // A test that timed out must not be waited for any more: the worker could not end.
  while (!condition() && test === ended) await new Promise(setImmediate);
}
