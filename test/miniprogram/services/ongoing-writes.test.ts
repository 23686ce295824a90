import type { WriteIntent, WritePhase, WriteResult } from '../../../miniprogram/models/write';
import { beginWrite, ongoingWriteFor, ongoingWrites } from '../../../miniprogram/services/writes/ongoing';
import { deferred } from '../../support/deferred';
import { makeQueue } from '../../support/make-queue';

const queue = makeQueue();
const intent: WriteIntent = { kind: 'pause', seen: queue, changes: { state: 'Paused' } };
const result: WriteResult = { outcome: 'already', after: queue, theirs: [] };

/** A write in the hands of a test. */
function begin(seen = queue) {
  const end = deferred<WriteResult>();
  const perform = jest.fn((_: WriteIntent, _onPhase: (phase: WritePhase) => void) => end.promise);
  const write = beginWrite({ ...intent, seen }, perform);
  return { write, end, perform, enter: (phase: WritePhase) => perform.mock.calls[0]?.[1](phase) };
}

test('who comes later is told where it is and what follows, and ends with it', async () => {
  const { write, end, enter, perform } = begin();
  await Promise.resolve();
  enter('sending');
  const phases: WritePhase[] = [];
  const joined = ongoingWriteFor(queue)?.join({ onPhase: (phase) => phases.push(phase) });
  enter('verifying');
  end.resolve(result);
  expect(await joined).toBe(result);
  expect(await write.join()).toBe(result);
  expect(phases).toEqual(['sending', 'verifying']);
  expect(perform).toHaveBeenCalledTimes(1);
});

test('it is there until it ends, however it ends', async () => {
  const { write, end } = begin();
  expect(ongoingWrites()).toEqual([write]);
  end.reject(new Error('no'));
  await expect(write.join()).rejects.toThrow('no');
  expect(ongoingWrites()).toEqual([]);
});

test('a failure that nobody waits for is nobody’s unhandled rejection', async () => {
  const { write, end } = begin();
  end.reject(new Error('no'));
  await write.over();
});

test('the one to be joined is the last of the queue, and it waits', async () => {
  const first = begin();
  const second = begin();
  const phases: WritePhase[] = [];
  expect(ongoingWriteFor(queue)).toBe(second.write);
  const joined = second.write.join({ onPhase: (phase) => phases.push(phase) });
  expect(phases).toEqual(['waiting']);
  await Promise.resolve();
  expect(second.perform).not.toHaveBeenCalled();
  first.end.resolve(result);
  second.end.resolve(result);
  await joined;
  expect(ongoingWriteFor(queue)).toBeUndefined();
});

test('writes to other queues do not wait', async () => {
  const first = begin();
  const other = begin(makeQueue({ QueueId: 'other' }));
  await Promise.resolve();
  await Promise.resolve();
  expect(other.perform).toHaveBeenCalledTimes(1);
  first.end.resolve(result);
  other.end.resolve(result);
  await Promise.all([first.write.over(), other.write.over()]);
});
