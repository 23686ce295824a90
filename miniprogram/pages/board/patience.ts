import { READ_POLICY } from '../../services/ci/read-policy';

const { firstLimitMs, slowNetworkAfter } = READ_POLICY.slowBucket;

/** Decides how long each bucket of one load is waited for, so that slow ones do not hold up the others. */
export class Patience {
  private timeouts = 0;
  private answers = 0;

  /** @returns the longest wait for the next bucket, `undefined` for as long as a request may ever take */
  limitMs(waitingBehind: number): number | undefined {
    const networkIsSlow = this.answers === 0 && this.timeouts >= slowNetworkAfter;
    return waitingBehind === 0 || networkIsSlow ? undefined : firstLimitMs;
  }

  answered(): void {
    this.answers += 1;
  }

  timedOut(): void {
    this.timeouts += 1;
  }
}
