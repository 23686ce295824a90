import type { AdminRole } from '../../../typings/signing-api';
import type { Bucket } from './list';

/** One statement of a CAM policy, version 2.0. */
export interface PolicyStatement {
  effect: 'allow';
  action: string[];
  resource: string[];
}

/** A CAM policy as STS takes it: without `principal`, which GetFederationToken refuses (document 598/35838). */
export interface Policy {
  version: '2.0';
  statement: PolicyStatement[];
}

/** `qcs::ci:<region>:uid/<appid>:bucket/<bucket>/*` (document 460/104297); the appid ends the bucket's name. */
function resourceOf({ bucket, region }: Bucket): string {
  const appid = bucket.slice(bucket.lastIndexOf('-') + 1);
  return `qcs::ci:${region}:uid/${appid}:bucket/${bucket}/*`;
}

/**
 * The least that the console needs: reading the queues of these buckets and, for an operator, updating them.
 * Reading and writing are statements of their own, so that neither can widen the other.
 */
export function policyFor(role: AdminRole, buckets: readonly Bucket[]): Policy {
  const resource = buckets.map(resourceOf);
  const read: PolicyStatement = { effect: 'allow', action: ['name/ci:DescribePicProcessQueues'], resource };
  const write: PolicyStatement = { effect: 'allow', action: ['name/ci:UpdatePicProcessQueue'], resource };
  return { version: '2.0', statement: role === 'operator' ? [read, write] : [read] };
}
