import type { QueueRef } from './queue';

/** Opens the board. */
export const BOARD_PATH = '/pages/board/board';

/** The names of a queue as they can stand in a host name and a path; anything else never came from this program. */
const SHAPES: Readonly<Record<keyof QueueRef, RegExp>> = {
  bucket: /^[a-z0-9][a-z0-9-]{0,61}-\d{5,20}$/,
  region: /^[a-z]+(-[a-z0-9]+)*$/,
  queueId: /^[A-Za-z0-9_-]{1,128}$/,
};

/**
 * @param query what the page was opened with; WeChat hands the values over still URI-encoded
 * @returns the queue that is meant, or `undefined` if the link names none
 */
export function parseQueueRef(query: Readonly<Record<string, string | undefined>>): QueueRef | undefined {
  const bucket = valid('bucket', query.bucket);
  const region = valid('region', query.region);
  const queueId = valid('queueId', query.queueId);
  if (bucket === undefined || region === undefined || queueId === undefined) return undefined;
  return { bucket, region, queueId };
}

/** @returns the path that opens the queue cold: for links and shared cards, so without anything but names. */
export function queuePath(ref: QueueRef): string {
  const query = (['bucket', 'region', 'queueId'] as const)
    .map((name) => `${name}=${encodeURIComponent(ref[name])}`)
    .join('&');
  return `/pages/queue/queue?${query}`;
}

function valid(name: keyof QueueRef, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  try {
    const decoded = decodeURIComponent(value);
    return SHAPES[name].test(decoded) ? decoded : undefined;
  } catch {
    // A lone % is no encoding of anything: the link is broken, not the page.
    return undefined;
  }
}
