/** Whatever another version, a full phone or a curious person left in the storage: reading it never throws. */
import fc from 'fast-check';
import type { PendingWrite } from '../../../miniprogram/services/writes/pending';
import { loadBoard } from '../../../miniprogram/services/stored/board';
import { loadDraft } from '../../../miniprogram/services/stored/drafts';
import { PausedQueues } from '../../../miniprogram/services/stored/paused-queues';
import { loadSentWrites, type RecordedWrite } from '../../../miniprogram/services/stored/sent-writes';
import { viewQueue } from '../../../miniprogram/pages/queue/page-view';
import { INITIAL_STATE } from '../../../miniprogram/pages/queue/state';
import { queueKey, refOf } from '../../../miniprogram/models/queue';
import { makePendingWrite } from '../../support/make-pending-write';
import { makeQueue } from '../../support/make-queue';

let stored: unknown;
const queue = makeQueue();
const grant = {
  bucket: queue.bucket,
  region: queue.region,
  label: '相册',
  environment: 'production' as const,
  group: 'g',
};

beforeAll(() => {
  Object.assign(globalThis, {
    wx: { getStorageSync: () => stored, getAppBaseInfo: () => ({ language: 'zh_CN' }) },
  });
});

/** A good value with something odd put in the place of one of its parts. */
const spoiled = (good: object): fc.Arbitrary<unknown> =>
  fc
    .tuple(fc.constantFrom(...Object.keys(good)), fc.jsonValue())
    .map(([name, odd]) => ({ ...good, [name]: odd }));

const { status, recorded, ...sent } = makePendingWrite();
const write: RecordedWrite = { ...sent, told: false, later: '' };
const paused = { ...refOf(queue), updateTime: '', run: 1, status: 'paused' };
const draft = { changes: { name: 'a' }, seenUpdateTime: '', savedAt: 1, incomplete: [] };

test.each([
  ['sent writes', () => loadSentWrites(), spoiled(write).map((odd) => [odd, write])],
  ['a draft', () => loadDraft(queue), spoiled(draft).map((odd) => ({ [queueKey(queue)]: odd }))],
  ['the paused list', () => new PausedQueues().has(queue), spoiled(paused).map((odd) => [odd])],
  ['the board', () => loadBoard(), spoiled({ version: 1, role: 'viewer', savedAt: 1, buckets: [] })],
] as const)('%s', (_what, load, odd) => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), odd as fc.Arbitrary<unknown>), (value) => {
      stored = value;
      load();
    }),
  );
});

test('what is read of a sent write can be shown', () => {
  fc.assert(
    fc.property(spoiled(write), (value) => {
      stored = [value];
      for (const read of loadSentWrites()) {
        const pending: PendingWrite = { ...read, status, recorded };
        viewQueue({ ...INITIAL_STATE, status: 'ready', queue, grant, pending });
      }
    }),
  );
});

test('what is read of a draft can be shown', () => {
  fc.assert(
    fc.property(spoiled(draft), (value) => {
      stored = { [queueKey(queue)]: value };
      const read = loadDraft(queue);
      viewQueue({ ...INITIAL_STATE, status: 'ready', role: 'operator', queue, grant, draft: read });
    }),
  );
});

test('a good write is read beside an odd one', () => {
  stored = [{ ...write, fields: [{ field: 'toString', from: '', to: '', wanted: '' }] }, write, null];
  expect(loadSentWrites()).toEqual([write]);
});
