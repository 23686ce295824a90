import autocannon from 'autocannon';

/** One run of one server. */
export interface Measured {
  /** Requests per second. */
  rate: number;
  /** Milliseconds. */
  p99: number;
}

/**
 * Sends `POST /v1/credentials` over this many connections, each as fast as it is answered, for so many seconds or so
 * many requests. Throws if a single answer is not a 200.
 *
 * @param codes a login code for each request, used once
 */
export async function measure(
  url: string,
  connections: number,
  limit: { duration: number } | { amount: number },
  codes: readonly string[],
): Promise<Measured> {
  let next = 0;
  const result = await autocannon({
    url: `${url}/v1/credentials`,
    connections,
    ...limit,
    // A run by amount is over at the next sample, a whole second too late by default.
    sampleInt: 50,
    requests: [
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        setupRequest: (request) => {
          const code = codes[next % codes.length];
          next += 1;
          return { ...request, body: JSON.stringify({ code }) };
        },
      },
    ],
  });
  const bad = result.non2xx + result.errors + result.timeouts;
  if (bad > 0) {
    const statuses = JSON.stringify(result.statusCodeStats);
    throw new Error(`${bad} of ${result.requests.total} requests failed, answers by status: ${statuses}`);
  }
  return { rate: result.requests.total / result.duration, p99: result.latency.p99 };
}

/** The middle one of an odd number of runs, by each figure for itself. */
export function median(runs: readonly Measured[]): Measured {
  const middle = (figures: number[]): number =>
    figures.sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0;
  return { rate: middle(runs.map(({ rate }) => rate)), p99: middle(runs.map(({ p99 }) => p99)) };
}
