import { bucketKey } from '../../models/board';
import type { AppError } from '../../models/errors';
import type { BucketRef } from '../../models/queue';

/** What CI last said for a bucket, or why it said nothing. */
export interface LastAnswer {
  /** Milliseconds by the phone's clock. */
  endedAt: number;
  /** `undefined` when all was well. */
  failure: AppError | undefined;
}

const answers = new Map<string, LastAnswer>();

/** Notes how a request to the bucket ended, for the diagnostics page. */
export function noteAnswer(place: BucketRef, failure: AppError | undefined): void {
  answers.set(bucketKey(place), { endedAt: Date.now(), failure });
}

/** @returns how the last request to the bucket ended in this run of the app, if there was one. */
export function lastAnswer(place: BucketRef): LastAnswer | undefined {
  return answers.get(bucketKey(place));
}
