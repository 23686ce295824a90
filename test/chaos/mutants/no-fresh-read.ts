import type * as real from '../../../miniprogram/services/ci/queues';
import type { Queue } from '../../../miniprogram/models/queue';

/** Hands back what the admin saw, for the read before the PUT. */
export const readQueue: typeof real.readQueue = (ref) =>
  Promise.resolve({ queue: ref as Queue, isStale: false, cloudTime: undefined });
