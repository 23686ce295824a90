interface Timer {
  id: number;
  due: number;
  task: () => void;
}

/** A clock that moves only when it is told to, so that a minute takes no time and ends the same way each time. */
export class VirtualClock {
  #now: number;
  #lastId = 0;
  /** In the order in which they are due; those of one moment in the order in which they were set. */
  readonly #timers: Timer[] = [];

  /** @param start milliseconds since 1970. */
  constructor(start: number) {
    this.#now = start;
  }

  /** Milliseconds since 1970. */
  readonly now = (): number => this.#now;

  readonly setTimeout = (task: () => void, ms = 0): number => {
    const timer = { id: ++this.#lastId, due: this.#now + Math.max(0, ms), task };
    const later = this.#timers.findIndex(({ due }) => due > timer.due);
    this.#timers.splice(later === -1 ? this.#timers.length : later, 0, timer);
    return timer.id;
  };

  readonly clearTimeout = (id: number | undefined): void => {
    const index = this.#timers.findIndex((timer) => timer.id === id);
    if (index !== -1) this.#timers.splice(index, 1);
  };

  /** Resolves when so many milliseconds have passed; rejects with the signal's reason. */
  readonly wait = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const abort = (): void => {
        this.clearTimeout(id);
        reject(signal?.reason as Error);
      };
      const id = this.setTimeout(() => {
        signal?.removeEventListener('abort', abort);
        resolve();
      }, ms);
      if (signal?.aborted === true) abort();
      else signal?.addEventListener('abort', abort, { once: true });
    });

  /** Moves to the next timer and runs it. Returns false, and stays, if there is none until `limit`. */
  step(limit = Infinity): boolean {
    const next = this.#timers[0];
    if (next === undefined || next.due > limit) return false;
    this.#timers.shift();
    this.#now = next.due;
    next.task();
    return true;
  }

  /** Lets so many milliseconds pass and runs what is due meanwhile. Promises that resolve by it are not awaited. */
  advance(ms: number): void {
    const end = this.#now + ms;
    while (this.step(end));
    this.#now = end;
  }
}
