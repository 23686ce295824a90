import type { Cloud } from '../../sandbox/cloud';

/** How much there is on the board, and what is wrong with it. */
export interface Scenario {
  name: string;
  buckets: number;
  queuesPerBucket: number;
  /** How often both are opened. */
  rounds: number;
  /** So many buckets answer late, ... */
  slow?: number;
  /** ... and so many refuse; both are spread over all. */
  failing?: number;
}

export const SCENARIOS: readonly Scenario[] = [
  { name: '1 bucket', buckets: 1, queuesPerBucket: 1, rounds: 9 },
  { name: '10 buckets', buckets: 10, queuesPerBucket: 1, rounds: 9 },
  { name: '100 buckets', buckets: 100, queuesPerBucket: 1, rounds: 5 },
  { name: '200 buckets', buckets: 200, queuesPerBucket: 1, rounds: 5 },
  { name: '1 bucket, 1,000 queues', buckets: 1, queuesPerBucket: 1_000, rounds: 9 },
  {
    name: '200 buckets, 10 slow, 5 failing',
    buckets: 200,
    queuesPerBucket: 1,
    rounds: 3,
    slow: 10,
    failing: 5,
  },
];

/** The two whose figures say how they grow. */
export const SMALLEST = '1 bucket';
export const LARGEST = '200 buckets';

const SLOW_MS = 5_000;

/** Gives the cloud the data and the faults of a scenario. */
export function prepare(cloud: Cloud, { buckets, queuesPerBucket, slow = 0, failing = 0 }: Scenario): void {
  cloud.reset({ buckets, queuesPerBucket });
  const hosts = cloud.buckets().map(({ bucket, region }) => `${bucket}.ci.${region}.myqcloud.com`);
  cloud.setFaults([
    ...spread(hosts, slow, 0.5).map((host) => ({ service: 'ci', host, kind: 'latency', ms: SLOW_MS })),
    ...spread(hosts, failing, 0.2).map((host) => ({
      service: 'ci',
      host,
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
    })),
  ]);
}

/** @returns so many of the items, in even steps, from a part of the first step on */
function spread<Item>(items: readonly Item[], count: number, from: number): Item[] {
  const step = items.length / count;
  return items.filter((_, index) =>
    Array.from({ length: count }, (_nothing, turn) => Math.floor((turn + from) * step)).includes(index),
  );
}
