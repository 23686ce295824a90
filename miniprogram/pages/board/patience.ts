/** How long a bucket may take while others wait for its place, milliseconds: slow ones come back at the end. */
const PATIENCE_MS = 2_000;
/** So many first timeouts without an answer mean a slow network, not a slow bucket. */
const SLOW_NETWORK = 8;

/** Decides how long each bucket of one load is waited for, so that slow ones do not hold up the others. */
export class Patience {
  private timeouts = 0;
  private answers = 0;

  /** @returns the longest wait for the next bucket, `undefined` for as long as a request may ever take */
  limitMs(waitingBehind: number): number | undefined {
    const networkIsSlow = this.answers === 0 && this.timeouts >= SLOW_NETWORK;
    return waitingBehind === 0 || networkIsSlow ? undefined : PATIENCE_MS;
  }

  answered(): void {
    this.answers += 1;
  }

  timedOut(): void {
    this.timeouts += 1;
  }
}
