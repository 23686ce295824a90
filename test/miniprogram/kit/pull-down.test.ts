import { refreshPulled } from '../../../miniprogram/kit/pull-down';
import { deferred } from '../../support/deferred';

const stopPullDownRefresh = jest.fn((): Promise<unknown> => Promise.resolve());

beforeEach(() => {
  jest.clearAllMocks();
  Object.assign(globalThis, { wx: { stopPullDownRefresh } });
});
afterEach(() => jest.useRealTimers());

test('the dots stay until the refresh has ended', async () => {
  const refresh = deferred<undefined>();
  const pulled = refreshPulled(() => refresh.promise);
  expect(stopPullDownRefresh).not.toHaveBeenCalled();
  refresh.resolve(undefined);
  await pulled;
  expect(stopPullDownRefresh).toHaveBeenCalledTimes(1);
});

test('the dots go when the refresh breaks, and its failure is passed on', async () => {
  await expect(refreshPulled(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(stopPullDownRefresh).toHaveBeenCalledTimes(1);
});

test('a pull ends where WeChat never says that the dots are gone', async () => {
  jest.useFakeTimers();
  stopPullDownRefresh.mockReturnValueOnce(new Promise(() => undefined));
  const pulled = refreshPulled(() => Promise.resolve());
  await jest.advanceTimersByTimeAsync(1_000);
  await expect(pulled).resolves.toBeUndefined();
});
