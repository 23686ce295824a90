import type { AppErrorCode } from '../../models/errors';

/**
 * How often, how long and after which failures CI is asked again. Every read follows it. A write never does: it is sent
 * once, and only its outcome is read. All times in milliseconds.
 */
export const READ_POLICY = {
  /** Longest wait for one call, the re-sends of the SDK included. */
  timeoutMs: 10_000,
  /** The SDK re-sends a read by itself after a 5xx or a lost connection (measured on 1.8.0), within the time of one call. */
  maySdkResend: true as boolean,
  /** Calls with a new key after CI refused the old one. */
  callsWithNewKey: 1,
  /** Pauses before the reads that look for one that is not older than what is known, for a write to start from. */
  freshPausesMs: [0, 1_200, 2_500],
  /** Pauses before the reads that find out how a write ended: growing, so as not to press a slow cloud. */
  checkPausesMs: [0, 1_200, 2_500, 4_500, 8_000],
  /** Pauses between the later looks at a write whose outcome is open: closer while most is still to be learned. */
  watchPausesMs: [...Array<number>(8).fill(15_000), ...Array<number>(18).fill(30_000)],
  /** The board reads buckets in two passes: those that exceed the first limit are read last, with the full timeout. */
  slowBucket: { firstLimitMs: 2_000, code: 'TIMEOUT' satisfies AppErrorCode, slowNetworkAfter: 8 },
  /** Buckets read at once: WeChat allows ten requests, and a tap must find one free. Slow ones keep their place longer. */
  atOnce: { buckets: 8, slowBuckets: 6 },
  /** A shown board is read again at this age, and after each failed refresh waits twice as long. */
  refresh: { everyMs: 30_000, mostDoublings: 3 },
} as const;
