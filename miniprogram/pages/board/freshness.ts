/** A board that is older than this is read again, milliseconds. */
const FRESH_MS = 30_000;
/** After each failed refresh the next one waits twice as long, so many times at most. */
const MOST_DOUBLINGS = 3;
/** How often the age is looked at, milliseconds. */
const TICK_MS = 1_000;

export interface FreshnessSteps {
  /** How old the board is, milliseconds; `undefined` while there is none that could be refreshed. */
  age(): number | undefined;
  /** Something is going on that a refresh would disturb: a question, a write, another refresh. */
  isBusy(): boolean;
  /** @returns whether everything was read */
  refresh(): Promise<boolean>;
  /** A second has passed. */
  tick(): void;
}

/** Keeps the board fresh while it can be seen: never in the background, slower after failures. */
export class Freshness {
  private timer: ReturnType<typeof setInterval> | undefined;
  private failures = 0;
  private triedAt = -Infinity;

  constructor(private readonly steps: FreshnessSteps) {}

  /** The page can be seen. */
  show(): void {
    if (this.timer !== undefined) return;
    this.timer = setInterval(() => {
      this.look();
    }, TICK_MS);
    this.look();
  }

  /** The page can not be seen. */
  hide(): void {
    if (this.timer !== undefined) clearInterval(this.timer);
    this.timer = undefined;
  }

  /** A refresh of somebody's own accord has ended. */
  noteEnd(ok: boolean): void {
    this.triedAt = Date.now();
    this.failures = ok ? 0 : Math.min(this.failures + 1, MOST_DOUBLINGS);
  }

  private look(): void {
    this.steps.tick();
    const age = this.steps.age();
    if (age === undefined || this.steps.isBusy()) return;
    const patience = FRESH_MS * 2 ** this.failures;
    const isDue = age >= FRESH_MS && Date.now() - this.triedAt >= patience;
    if (isDue) void this.steps.refresh();
  }
}
