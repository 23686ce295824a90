import type * as real from '../../../miniprogram/services/ci/newest-reads';

/** Believes every read. */
export const noteRead: typeof real.noteRead = (queue, cloudTime) => ({ queue, isStale: false, cloudTime });
export const isOlder: typeof real.isOlder = () => false;
