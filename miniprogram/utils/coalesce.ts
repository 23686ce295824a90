/**
 * Runs a task soon after it was asked for, at most once in `ms`: many small news become one piece of work. The first one
 * after a pause runs as soon as the code that asked has ended.
 */
export class Coalesced {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastRun = -Infinity;

  constructor(
    private readonly task: () => void,
    private readonly ms: number,
  ) {}

  ask(): void {
    if (this.timer !== undefined) return;
    const wait = Math.min(this.ms, Math.max(0, this.lastRun + this.ms - Date.now()));
    this.timer = setTimeout(() => {
      this.now();
    }, wait);
  }

  /** Runs it at once; whatever was asked for is in it. */
  now(): void {
    this.cancel();
    this.lastRun = Date.now();
    this.task();
  }

  cancel(): void {
    if (this.timer !== undefined) clearTimeout(this.timer);
    this.timer = undefined;
  }
}
