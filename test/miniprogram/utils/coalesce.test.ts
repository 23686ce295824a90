import { Coalesced } from '../../../miniprogram/utils/coalesce';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('the first news is told as soon as the code has ended, later ones together', () => {
  const task = jest.fn();
  const news = new Coalesced(task, 100);
  news.ask();
  news.ask();
  expect(task).not.toHaveBeenCalled();
  jest.advanceTimersByTime(0);
  expect(task).toHaveBeenCalledTimes(1);

  for (let count = 0; count < 9; count++) {
    news.ask();
    jest.advanceTimersByTime(10);
  }
  expect(task).toHaveBeenCalledTimes(1);
  jest.advanceTimersByTime(10);
  expect(task).toHaveBeenCalledTimes(2);
});

test('what is told at once is not told again', () => {
  const task = jest.fn();
  const news = new Coalesced(task, 100);
  news.ask();
  news.now();
  jest.advanceTimersByTime(1000);
  expect(task).toHaveBeenCalledTimes(1);
});

test('nothing is told after it was called off', () => {
  const task = jest.fn();
  const news = new Coalesced(task, 100);
  news.ask();
  news.cancel();
  jest.advanceTimersByTime(1000);
  expect(task).not.toHaveBeenCalled();
});

test('a clock that was set back delays nothing for longer than usual', () => {
  const task = jest.fn();
  const news = new Coalesced(task, 100);
  news.now();
  jest.setSystemTime(Date.now() - 3_600_000);
  news.ask();
  jest.advanceTimersByTime(100);
  expect(task).toHaveBeenCalledTimes(2);
});
