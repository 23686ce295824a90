import { READ_POLICY } from '../../services/ci/read-policy';

const { everyMs, mostDoublings } = READ_POLICY.refresh;
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

  /** The page is out of sight. */
  hide(): void {
    if (this.timer !== undefined) clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Notes how a refresh ended that something else began. */
  noteEnd(ok: boolean): void {
    this.triedAt = Date.now();
    this.failures = ok ? 0 : Math.min(this.failures + 1, mostDoublings);
  }

  private look(): void {
    this.steps.tick();
    const age = this.steps.age();
    if (age === undefined || this.steps.isBusy()) return;
    const pause = everyMs * 2 ** this.failures;
    const isDue = age >= everyMs && Date.now() - this.triedAt >= pause;
    if (isDue) void this.steps.refresh();
  }
}
