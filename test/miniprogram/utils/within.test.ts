import { within } from '../../../miniprogram/utils/within';
import { deferred } from '../../support/deferred';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const never = (): Promise<string> => new Promise(() => undefined);

test('an answer in time is taken, and leaves no timer behind', async () => {
  await expect(within(1_000, Promise.resolve('answer'), () => 'late')).resolves.toBe('answer');
  expect(jest.getTimerCount()).toBe(0);
});

test('a failure in time is passed on', async () => {
  const failing = within(1_000, Promise.reject<string>(new Error('no')), () => 'late');
  await expect(failing).rejects.toThrow('no');
});

test('a call that never answers gives what was agreed on, when time is up and not before', async () => {
  const late = jest.fn(() => 'late');
  const waiting = within(1_000, never(), late);
  await jest.advanceTimersByTimeAsync(999);
  expect(late).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(1);
  await expect(waiting).resolves.toBe('late');
});

test('what is thrown when time is up ends the wait', async () => {
  const waiting = within(1_000, never(), () => {
    throw new Error('too late');
  });
  const ended = expect(waiting).rejects.toThrow('too late');
  await jest.advanceTimersByTimeAsync(1_000);
  await ended;
});

test('an answer that comes too late changes nothing', async () => {
  const answer = deferred<string>();
  const waiting = within(1_000, answer.promise, () => 'late');
  await jest.advanceTimersByTimeAsync(1_000);
  answer.resolve('answer');
  await expect(waiting).resolves.toBe('late');
});
