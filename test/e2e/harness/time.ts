import type { Frame } from 'playwright-core';
import { READ_POLICY } from '../../../miniprogram/services/ci/read-policy';

/** How the mini-program's time passes. */
export type PhoneTime =
  /**
   * Short rests are over at once, and so are the pauses between two reads. The clock stands still, and everything else
   * that takes seconds waits until the test moves it: time limits, the watch over a write, a bar that goes away.
   */
  | 'hurried'
  /** As for a user, motion included. */
  | 'real'
  /** The same, except that what takes two seconds or more waits for the test: no time limit ends a request of a busy machine. */
  | 'unlimited';

/** The time of a phone, as a script inside its window keeps it. */
interface HeldTime {
  /** Holds every timer of at least so many milliseconds, `null` as at the start; those that are shorter and were held go on. */
  holdFrom(ms: number | null): void;
  /** Moves the clock and runs what is due by then, in its order. */
  pass(ms: number): Promise<void>;
}

declare global {
  interface Window {
    heldTime?: HeldTime;
  }
}

/** What {@link keepTime} is to do; a script in another window cannot read a constant of this one. */
export interface TimeSettings {
  /** Timers of exactly these lengths are over at once. */
  hurried: readonly number[];
  /** Timers of at least this length are held; `null` for none. */
  heldFromMs: number | null;
  /** The same for intervals. */
  intervalsHeldFromMs: number | null;
  isClockStill: boolean;
  /** Where a clock that stands still begins; now when left out. */
  clockAt?: number | undefined;
}

/**
 * Rests and pauses of the mini-program, in milliseconds: news that are shown together, the first answer of a board, a draft
 * that is kept, a question that rests; and the growing pauses between the reads before and after a write. A length that
 * is missing here costs a test time and nothing else. Time limits are no part of it: 500, 1 000, and 2 000 or more.
 */
const RESTS_AND_PAUSES_MS = [
  100,
  400,
  600,
  ...READ_POLICY.freshPausesMs,
  ...READ_POLICY.checkPausesMs,
].filter((ms) => ms > 0);
/** Longer than a toast and than what the phone itself may take for a call; the shortest limit of a request. */
const HELD_FROM_MS = 2_000;
/** The board looks at its age once a second. */
const INTERVALS_HELD_FROM_MS = 1_000;

export const TIME_SETTINGS: Readonly<Record<PhoneTime, TimeSettings>> = {
  hurried: {
    hurried: RESTS_AND_PAUSES_MS,
    heldFromMs: HELD_FROM_MS,
    intervalsHeldFromMs: INTERVALS_HELD_FROM_MS,
    isClockStill: true,
  },
  unlimited: { hurried: [], heldFromMs: HELD_FROM_MS, intervalsHeldFromMs: null, isClockStill: false },
  real: { hurried: [], heldFromMs: null, intervalsHeldFromMs: null, isClockStill: false },
};

/** Takes the timers and the clock of the mini-program's window over, before anything runs in it. */
export function keepTime(settings: TimeSettings): void {
  const { hurried, heldFromMs, intervalsHeldFromMs, isClockStill, clockAt } = settings;
  if (window.name !== 'app') return;
  interface Held {
    ms: number;
    due: number;
    run: () => void;
    /** It was let go: its timer in the browser. */
    native?: number;
  }
  // Far from the ids that the browser gives.
  let lastId = 1_000_000_000;
  let passed = 0;
  let from = heldFromMs ?? Infinity;
  let hurries = true;
  let intervalsFrom = intervalsHeldFromMs ?? Infinity;
  const held = new Map<number, Held>();
  const native = {
    setTimeout: window.setTimeout.bind(window),
    clearTimeout: window.clearTimeout.bind(window),
    setInterval: window.setInterval.bind(window),
    clearInterval: window.clearInterval.bind(window),
  };
  type Run = (...values: unknown[]) => void;

  const hold = (ms: number, run: (id: number) => void): number => {
    lastId += 1;
    const id = lastId;
    held.set(id, {
      ms,
      due: passed + ms,
      run: () => {
        run(id);
      },
    });
    return id;
  };
  const drop = (id: number | undefined): boolean => {
    const timer = id === undefined ? undefined : held.get(id);
    if (id === undefined || timer === undefined) return false;
    native.clearTimeout(timer.native);
    return held.delete(id);
  };
  const start = (run: Run, delay = 0, ...values: unknown[]): number => {
    const isHurried = hurries && hurried.includes(delay);
    if (!isHurried && delay < from) return native.setTimeout(run, delay, ...values);
    const runOnce = (timer: number): void => {
      held.delete(timer);
      run(...values);
    };
    if (!isHurried) return hold(delay, runOnce);
    // No task between the end of one thing and the beginning of the next: a screen never seems to be at rest there.
    const id = hold(0, runOnce);
    void Promise.resolve().then(() => held.get(id)?.run());
    return id;
  };
  const startInterval = (run: Run, delay = 0, ...values: unknown[]): number => {
    if (delay < intervalsFrom) return native.setInterval(run, delay, ...values);
    return hold(delay, (id) => {
      const timer = held.get(id);
      if (timer !== undefined) timer.due += Math.max(delay, 1);
      run(...values);
    });
  };
  const stop = (id: number | undefined): void => {
    if (!drop(id)) native.clearTimeout(id);
  };
  Object.assign(window, {
    setTimeout: start,
    clearTimeout: stop,
    setInterval: startInterval,
    clearInterval: stop,
  });

  const nextTask = (): Promise<void> => new Promise((resolve) => native.setTimeout(resolve, 0));
  const earliest = (): Held | undefined =>
    [...held.values()]
      .filter((timer) => timer.native === undefined)
      .sort((one, other) => one.due - other.due)[0];
  window.heldTime = {
    holdFrom: (ms) => {
      hurries = ms === null;
      from = ms ?? heldFromMs ?? Infinity;
      intervalsFrom = Math.min(from, intervalsHeldFromMs ?? Infinity);
      for (const timer of held.values()) {
        if (timer.ms < from && timer.native === undefined)
          timer.native = native.setTimeout(timer.run, timer.due - passed);
      }
    },
    pass: async (ms) => {
      const end = passed + ms;
      for (let next = earliest(); next !== undefined && next.due <= end; next = earliest()) {
        passed = Math.max(passed, next.due);
        next.run();
        // What it led to may be due within the same time.
        await nextTask();
      }
      passed = end;
    },
  };

  if (!isClockStill) return;
  const RealDate = Date;
  const opened = clockAt ?? RealDate.now();
  const now = (): number => opened + passed;
  window.Date = new Proxy(RealDate, {
    construct: (target, values: unknown[], made) =>
      Reflect.construct(target, values.length === 0 ? [now()] : values, made) as Date,
    apply: () => new RealDate(now()).toString(),
    get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
  });
}

/** Lets so much time pass inside a phone. */
export async function passTime(app: Frame, ms: number): Promise<void> {
  await app.evaluate((length) => window.heldTime?.pass(length), ms);
}

/** From now on timers of at least this length wait for {@link passTime}; `null` lets them go as at the start. */
export async function holdTimers(app: Frame, fromMs: number | null): Promise<void> {
  await app.evaluate((from) => {
    window.heldTime?.holdFrom(from);
  }, fromMs);
}
