import { OutageError, SigningError } from '../../server/src/errors';
import { guardUpstream, type UpstreamOutcome } from '../../server/src/upstreams/guard';

const OPEN_MS = 1000;

let answers: UpstreamOutcome[];
let calls: number;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['performance', 'nextTick', 'setImmediate'] });
  answers = [];
  calls = 0;
});

afterEach(() => {
  jest.useRealTimers();
});

const newGuard = (budgetMs = 10_000) =>
  guardUpstream('sts', budgetMs, { openMs: OPEN_MS, retryMs: 1 }, (_upstream, outcome) =>
    answers.push(outcome),
  );

const outage = (again: boolean) => () => {
  calls += 1;
  return Promise.reject(new OutageError('STS_UNAVAILABLE', 'down', again));
};

const works = () => {
  calls += 1;
  return Promise.resolve('key');
};

async function fail(guard: ReturnType<typeof newGuard>, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) await expect(guard(outage(false))).rejects.toThrow(OutageError);
}

test('an outage that is safe to try again is tried twice more, another is not', async () => {
  const guard = newGuard();
  const retried = expect(guard(outage(true))).rejects.toThrow(OutageError);
  await jest.advanceTimersByTimeAsync(100);
  await retried;
  expect(calls).toBe(3);
  await fail(guard, 1);
  expect(calls).toBe(4);
  expect(answers).toEqual(Array(4).fill('STS_UNAVAILABLE'));
});

test('after five outages in a row nothing is called for a while, and callers are told how long', async () => {
  const guard = newGuard();
  await fail(guard, 5);
  await expect(guard(works)).rejects.toMatchObject({
    code: 'STS_UNAVAILABLE',
    details: { reason: 'circuit open', retryAfter: 1 },
  });
  expect(calls).toBe(5);
});

test('then one call may try, and closes the circuit when it works', async () => {
  const guard = newGuard();
  await fail(guard, 5);
  jest.advanceTimersByTime(OPEN_MS);
  await expect(guard(works)).resolves.toBe('key');
  await expect(guard(works)).resolves.toBe('key');
});

test('if that one fails as well, the circuit stays open', async () => {
  const guard = newGuard();
  await fail(guard, 5);
  jest.advanceTimersByTime(OPEN_MS);
  await fail(guard, 1);
  await expect(guard(works)).rejects.toMatchObject({ details: { reason: 'circuit open' } });
});

test('a refusal is an answer: it passes through and the count starts again', async () => {
  const guard = newGuard();
  await fail(guard, 4);
  const refused = new SigningError('STS_REJECTED');
  await expect(guard(() => Promise.reject(refused))).rejects.toBe(refused);
  await fail(guard, 4);
  await expect(guard(works)).resolves.toBe('key');
});

test('all tries together end with the budget', async () => {
  const guard = newGuard(50);
  const hanging = guard(
    (signal) =>
      new Promise((_resolve, reject) => {
        calls += 1;
        signal.addEventListener('abort', () => {
          reject(new OutageError('STS_UNAVAILABLE', 'aborted', true));
        });
      }),
  );
  const ended = expect(hanging).rejects.toMatchObject({ details: { reason: 'aborted' } });
  await jest.advanceTimersByTimeAsync(50);
  await ended;
  expect(calls).toBe(1);
});
