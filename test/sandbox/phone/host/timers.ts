/** A timer that is longer than this is no part of what a tap sets off: a countdown, a next look at the cloud. */
const SHORT_MS = 1000;

type Timers = Pick<Window, 'setTimeout' | 'clearTimeout' | 'setInterval' | 'clearInterval'>;

/** The mini-program's timers. Short ones are counted, so that a test can wait until a page has come to rest. */
export class CountedTimers {
  private readonly short = new Set<number>();
  readonly functions: Timers;

  constructor(window: Timers) {
    const start = (run: () => void, delay = 0): number => {
      const id = window.setTimeout(() => {
        this.short.delete(id);
        run();
      }, delay);
      if (delay <= SHORT_MS) this.short.add(id);
      return id;
    };
    const stop = (id: number | undefined): void => {
      if (id !== undefined) this.short.delete(id);
      window.clearTimeout(id);
    };
    this.functions = {
      setTimeout: ((run: (...values: unknown[]) => void, delay?: number, ...values: unknown[]) =>
        start(() => {
          run(...values);
        }, delay)) as Timers['setTimeout'],
      clearTimeout: stop,
      setInterval: window.setInterval.bind(window),
      clearInterval: window.clearInterval.bind(window),
    };
  }

  /** How many short timers have still to run. */
  get pending(): number {
    return this.short.size;
  }
}
