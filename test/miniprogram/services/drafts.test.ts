import { makeQueue } from '../../support/make-queue';
import { usePhone } from '../../support/phone';

const bench = usePhone();
const queue = makeQueue();

test('a draft survives the app being killed', () => {
  bench.services.drafts.saveDraft(queue, { name: 'half-way' });
  expect(bench.reopen().drafts.loadDraft(queue)).toMatchObject({
    changes: { name: 'half-way' },
    seenUpdateTime: queue.updateTime,
    incomplete: [],
  });
});

test('the secret part of an address is not stored, and the draft says so', () => {
  bench.services.drafts.saveDraft(queue, { url: 'https://a.example.com/?token=hush-hush' });
  expect(JSON.stringify(bench.phone.wx.getStorageSync('drafts'))).not.toContain('hush');
  expect(bench.services.drafts.loadDraft(queue)).toMatchObject({ incomplete: ['url'] });
});

test('an ordinary address is stored whole', () => {
  bench.services.drafts.saveDraft(queue, { url: 'https://a.example.com/done' });
  expect(bench.services.drafts.loadDraft(queue)).toMatchObject({
    changes: { url: 'https://a.example.com/done' },
    incomplete: [],
  });
});

test('dropping one draft leaves those of other queues', () => {
  const other = makeQueue({ QueueId: 'pother' });
  bench.services.drafts.saveDraft(queue, { name: 'a' });
  bench.services.drafts.saveDraft(other, { name: 'b' });
  bench.services.drafts.dropDraft(queue);
  expect(bench.services.drafts.loadDraft(queue)).toBeUndefined();
  expect(bench.services.drafts.loadDraft(other)).toMatchObject({ changes: { name: 'b' } });
});

test.each([
  ['nothing', undefined],
  ['text', 'x'],
  ['a draft of another kind', { changes: { unheard: 'of' } }],
])('what is stored as %s is no draft', (_what, stored) => {
  const key = `${queue.region}/${queue.bucket}/${queue.queueId}`;
  bench.phone.wx.setStorageSync('drafts', { [key]: stored });
  expect(bench.services.drafts.loadDraft(queue)).toBeUndefined();
});

test('a full phone is told', () => {
  jest.spyOn(bench.phone.wx, 'setStorageSync').mockImplementation(() => {
    throw new Error('exceed storage max size');
  });
  expect(() => {
    bench.services.drafts.saveDraft(queue, { name: 'a' });
  }).toThrow(expect.objectContaining({ code: 'STORAGE_FAILED' }));
});
