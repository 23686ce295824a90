import { queueKey } from '../../../miniprogram/models/queue';
import { loadPaused, savePaused, toPausedQueue } from '../../../miniprogram/services/paused-queues';
import { makeQueue } from '../../support/make-queue';

let stored: unknown;
const setStorageSync = jest.fn((_key: string, value: unknown) => {
  // As WeChat does: a copy goes in.
  stored = JSON.parse(JSON.stringify(value));
});
const getStorageSync = jest.fn((_key: string) => stored);

beforeEach(() => {
  stored = '';
  Object.assign(globalThis, { wx: { getStorageSync, setStorageSync } });
});

const secret = makeQueue({
  QueueId: 'p1',
  UpdateTime: '2026-11-24T10:00:00+0800',
  NotifyConfig: { State: 'On', Type: 'Url', Url: 'https://u:pw@a.example.com/path-key?token=abc' },
});

test('what was paused is there at the next start, with its time and without its callback address', () => {
  savePaused([toPausedQueue(secret)]);
  const { bucket, region } = secret;
  expect([...loadPaused()]).toEqual([
    [queueKey(secret), { bucket, region, queueId: 'p1', updateTime: '2026-11-24T10:00:00+0800' }],
  ]);
  expect(JSON.stringify(stored)).not.toMatch(/example|token|pw/);
});

test('nothing was paused yet', () => {
  expect(loadPaused().size).toBe(0);
});

test.each([[null], [7], ['p1'], [{}], [[null, 7, {}, { bucket: 'b', region: 'r', queueId: 'p' }]]])(
  'what is no list of paused queues, %p, is none',
  (broken) => {
    stored = broken;
    expect(loadPaused().size).toBe(0);
  },
);

test('a phone that can not store goes without', () => {
  const fail = (): never => {
    throw new Error('exceed storage max size');
  };
  setStorageSync.mockImplementationOnce(fail);
  getStorageSync.mockImplementationOnce(fail);
  savePaused([toPausedQueue(secret)]);
  expect(loadPaused().size).toBe(0);
});
