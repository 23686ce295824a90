import { Arming, REST_MS } from '../../../miniprogram/components/confirm-sheet/arming';

/** A clock that goes on when the test says so. */
class Clock {
  private now = 0;
  private tasks: { at: number; run: () => void }[] = [];

  readonly after = (ms: number, run: () => void): (() => void) => {
    const task = { at: this.now + ms, run };
    this.tasks.push(task);
    return () => {
      this.tasks = this.tasks.filter((other) => other !== task);
    };
  };

  pass(ms: number): void {
    this.now += ms;
    const due = this.tasks.filter(({ at }) => at <= this.now);
    this.tasks = this.tasks.filter((task) => !due.includes(task));
    for (const { run } of due) run();
  }
}

let clock: Clock;
let told: boolean[];
let arming: Arming;

beforeEach(() => {
  clock = new Clock();
  told = [];
  arming = new Arming(clock.after, (armed) => told.push(armed));
});

/** A finger that comes down now and goes up after so long. */
function tap(heldMs = 0): boolean {
  arming.touchStart();
  clock.pass(heldMs);
  return arming.isYes();
}

test.each([0, 250, 400, REST_MS - 1])('a tap %i ms after the question came up is no yes', (ms) => {
  arming.ask('pause a');
  clock.pass(ms);
  expect(tap()).toBe(false);
});

test('a tap after the rest is a yes, and the button is told when that begins', () => {
  arming.ask('pause a');
  clock.pass(REST_MS - 1);
  expect(told).toEqual([false]);
  clock.pass(1);
  expect(told).toEqual([false, true]);
  expect(tap()).toBe(true);
});

test('a finger that came down during the rest is no yes, however late it goes up', () => {
  arming.ask('pause a');
  clock.pass(REST_MS - 1);
  expect(tap(5_000)).toBe(false);
  expect(tap()).toBe(true);
});

test('a tap without a touch, by keyboard or screen reader, counts after the rest and not before', () => {
  arming.ask('pause a');
  clock.pass(REST_MS - 1);
  expect(arming.isYes()).toBe(false);
  clock.pass(1);
  expect(arming.isYes()).toBe(true);
});

test('a touch that was cancelled does not speak for the tap after it', () => {
  arming.ask('pause a');
  arming.touchStart();
  arming.touchCancel();
  clock.pass(REST_MS);
  expect(arming.isYes()).toBe(true);
});

test('another question rests anew, also for a finger that was already down on the first one', () => {
  arming.ask('pause a');
  clock.pass(REST_MS);
  arming.touchStart();
  arming.ask('pause b');
  expect(arming.isYes()).toBe(false);
  arming.touchStart();
  clock.pass(REST_MS);
  expect(arming.isYes()).toBe(false);
  expect(tap()).toBe(true);
});

test('the same question, told again, goes on resting', () => {
  arming.ask('pause a');
  clock.pass(REST_MS - 1);
  arming.ask('pause a');
  clock.pass(1);
  expect(tap()).toBe(true);
});

test('the same question rests anew after a write that failed, and when the page comes back', () => {
  arming.ask('pause a');
  clock.pass(REST_MS);
  arming.ask(null);
  arming.ask('pause a');
  expect(tap()).toBe(false);
  clock.pass(REST_MS);
  arming.restAgain();
  expect(tap()).toBe(false);
  clock.pass(REST_MS);
  expect(tap()).toBe(true);
});

test('without a question no tap is a yes, and nothing is left to run', () => {
  arming.ask('pause a');
  arming.ask(null);
  clock.pass(REST_MS);
  expect([tap(), arming.isYes(), told]).toEqual([false, false, [false]]);
});
