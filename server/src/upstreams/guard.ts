import {
  circuitBreaker,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleType,
  isBrokenCircuitError,
  retry,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel';
import type { SigningErrorCode } from '../../../typings/signing-api';
import { OutageError, RETRY_AFTER_SECONDS, SigningError } from '../errors';

export type Upstream = 'wechat' | 'sts';

/** How an upstream answered one call. A refusal is an answer too. */
export type UpstreamOutcome = 'ok' | SigningErrorCode;

/** Told about every call that was made, not about those that an open circuit held back. */
export type OnAnswer = (
  upstream: Upstream,
  outcome: UpstreamOutcome,
  seconds: number,
  reason?: string,
) => void;

/** Timing of the guard around an upstream, in milliseconds. */
export interface GuardTiming {
  /** How long an open circuit stays open before one call may try again. */
  openMs: number;
  /** The first pause before a retry; it grows, with jitter. */
  retryMs: number;
}

export const GUARD_TIMING: GuardTiming = { openMs: 5000, retryMs: 100 };

/** Outages in a row that open the circuit. */
const OUTAGES_TO_OPEN = 5;

const CODE = { wechat: 'WECHAT_UNAVAILABLE', sts: 'STS_UNAVAILABLE' } as const;

/**
 * Runs calls to one upstream and passes on their result, or their rejection.
 * `signal` ends the call when its time is up.
 */
export type Guard = <T>(call: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/**
 * Turns a status that the upstream never sends itself into an error: a gateway or firewall sent it. Below 500 it concerns
 * this one call, such as a login code that a firewall blocks: counted as an outage, one caller could open the circuit.
 */
export function statusError(upstream: Upstream, status: number, again: boolean): SigningError {
  const reason = `status ${status}`;
  // Too slow, or too many calls: that concerns all of them.
  if (status >= 500 || status === 408 || status === 429)
    return new OutageError(CODE[upstream], reason, again);
  return new SigningError(CODE[upstream], { reason, retryAfter: RETRY_AFTER_SECONDS });
}

/**
 * Keeps a sick upstream from making the server sick: outages that are safe to try again are tried again, twice; all of
 * it takes `budgetMs` at most; and after five outages in a row nothing is called for a while. Any other failure is an
 * answer: it passes through and counts as a sign of life.
 */
export function guardUpstream(
  upstream: Upstream,
  budgetMs: number,
  timing: GuardTiming,
  onAnswer: OnAnswer,
): Guard {
  const { openMs, retryMs } = timing;
  const budget = timeout(budgetMs, { strategy: TimeoutStrategy.Cooperative, abortOnReturn: false });
  const retrying = retry(
    handleType(OutageError, ({ again }) => again),
    { maxAttempts: 2, backoff: new ExponentialBackoff({ initialDelay: retryMs, maxDelay: retryMs * 10 }) },
  );
  const circuit = circuitBreaker(handleType(OutageError), {
    halfOpenAfter: openMs,
    breaker: new ConsecutiveBreaker(OUTAGES_TO_OPEN),
  });
  const policy = wrap(budget, retrying, circuit);

  return async (call) => {
    try {
      const answer = await policy.execute(({ signal }) => answerOf(() => call(signal), upstream, onAnswer));
      if ('refusal' in answer) throw answer.refusal;
      return answer.value;
    } catch (error) {
      if (!isBrokenCircuitError(error)) throw error;
      throw new SigningError(CODE[upstream], {
        reason: 'circuit open',
        retryAfter: Math.ceil(openMs / 1000),
      });
    }
  };
}

/** Makes a refusal a result: the circuit takes only results for signs of life. */
async function answerOf<T>(
  call: () => Promise<T>,
  upstream: Upstream,
  onAnswer: OnAnswer,
): Promise<{ value: T } | { refusal: unknown }> {
  const start = performance.now();
  const report = (outcome: UpstreamOutcome, reason?: string) => {
    onAnswer(upstream, outcome, (performance.now() - start) / 1000, reason);
  };
  try {
    const value = await call();
    report('ok');
    return { value };
  } catch (error) {
    if (error instanceof SigningError) report(error.code, error.details.reason);
    else report('INTERNAL');
    if (error instanceof OutageError) throw error;
    return { refusal: error };
  }
}
