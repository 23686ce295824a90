import { Freshness } from '../../../../miniprogram/pages/board/freshness';

let readAt: number | undefined;
let busy: boolean;
let ok: boolean;
const refresh = jest.fn();
const tick = jest.fn();
let freshness: Freshness;

beforeEach(() => {
  jest.useFakeTimers();
  refresh.mockReset().mockImplementation(() => {
    if (ok) readAt = Date.now();
    freshness.noteEnd(ok);
    return Promise.resolve(ok);
  });
  tick.mockReset();
  [readAt, busy, ok] = [Date.now(), false, true];
  freshness = new Freshness({
    age: () => (readAt === undefined ? undefined : Date.now() - readAt),
    isBusy: () => busy,
    refresh: refresh as () => Promise<boolean>,
    tick,
  });
});

afterEach(() => {
  freshness.hide();
  jest.useRealTimers();
});

const wait = (seconds: number): void => {
  jest.advanceTimersByTime(seconds * 1_000);
};

test('while it can be seen it is read again every 30 seconds', () => {
  freshness.show();
  wait(29);
  expect(refresh).not.toHaveBeenCalled();
  wait(1);
  expect(refresh).toHaveBeenCalledTimes(1);
  wait(60);
  expect(refresh).toHaveBeenCalledTimes(3);
});

test('when it is seen again it is read at once if it is older than that, and not if it is not', () => {
  freshness.show();
  wait(10);
  freshness.hide();
  freshness.show();
  expect(refresh).not.toHaveBeenCalled();
  freshness.hide();
  wait(600);
  expect(refresh).not.toHaveBeenCalled();
  freshness.show();
  expect(refresh).toHaveBeenCalledTimes(1);
});

test('nothing is read while a question is open or a write runs; afterwards it is', () => {
  freshness.show();
  busy = true;
  wait(120);
  expect(refresh).not.toHaveBeenCalled();
  busy = false;
  wait(1);
  expect(refresh).toHaveBeenCalledTimes(1);
});

test('after failures it becomes slower, to a limit, and after a success quick again', () => {
  ok = false;
  freshness.show();
  const triesIn = (seconds: number): number => {
    const before = refresh.mock.calls.length;
    wait(seconds);
    return refresh.mock.calls.length - before;
  };
  expect(triesIn(30)).toBe(1);
  expect(triesIn(59)).toBe(0);
  expect(triesIn(1)).toBe(1);
  expect(triesIn(119)).toBe(0);
  expect(triesIn(1)).toBe(1);
  expect(triesIn(240)).toBe(1);
  expect(triesIn(240)).toBe(1);
  ok = true;
  wait(240);
  expect(triesIn(30)).toBe(1);
});

test('there is nothing to refresh where nothing could be read', () => {
  readAt = undefined;
  freshness.show();
  wait(120);
  expect(refresh).not.toHaveBeenCalled();
});

test('every second is told while it can be seen', () => {
  freshness.show();
  wait(5);
  expect(tick).toHaveBeenCalledTimes(6);
  freshness.hide();
  wait(5);
  expect(tick).toHaveBeenCalledTimes(6);
});
