import {
  circuitBreaker,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleType,
  isBrokenCircuitError,
  retry,
  wrap,
} from 'cockatiel';
import { OutageError, SigningError } from './errors';

/** Timing of the guard around one upstream, in milliseconds. */
export interface GuardOptions {
  /** How long an open circuit stays open before one call may try again. */
  openMs: number;
  /** The first pause before a retry; it doubles, with jitter. */
  retryMs: number;
}

export const GUARD_DEFAULTS: GuardOptions = { openMs: 10_000, retryMs: 100 };

/** Outages in a row that open the circuit. */
const OUTAGES_TO_OPEN = 5;

/** Runs calls to one upstream. Rejects with what the call rejects with, or with `code` while the circuit is open. */
export type Guard = <T>(call: () => Promise<T>) => Promise<T>;

/**
 * Retries outages that are safe to retry, twice, and stops calling an upstream that is down.
 * Any other failure is an answer: it passes through and counts as a sign of life.
 */
export function guardUpstream(code: 'WECHAT_UNAVAILABLE' | 'STS_UNAVAILABLE', options: GuardOptions): Guard {
  const retrying = retry(
    handleType(OutageError, ({ again }) => again),
    {
      maxAttempts: 2,
      backoff: new ExponentialBackoff({ initialDelay: options.retryMs, maxDelay: options.retryMs * 10 }),
    },
  );
  const circuit = circuitBreaker(handleType(OutageError), {
    halfOpenAfter: options.openMs,
    breaker: new ConsecutiveBreaker(OUTAGES_TO_OPEN),
  });
  const policy = wrap(retrying, circuit);
  return async (call) => {
    try {
      const outcome = await policy.execute(() => answerOf(call));
      if ('refusal' in outcome) throw outcome.refusal;
      return outcome.value;
    } catch (error) {
      if (!isBrokenCircuitError(error)) throw error;
      throw new SigningError(code, { reason: 'circuit open', retryAfter: Math.ceil(options.openMs / 1000) });
    }
  };
}

/** The circuit resets its count on results only, so a refusal has to leave it as one. */
async function answerOf<T>(call: () => Promise<T>): Promise<{ value: T } | { refusal: unknown }> {
  try {
    return { value: await call() };
  } catch (error) {
    if (error instanceof OutageError) throw error;
    return { refusal: error };
  }
}
