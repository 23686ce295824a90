import type { AdminRole } from '../../../typings/signing-api';
import { startLoading, withBucket, withQueue, type BoardBucket } from '../../models/board';
import { AppError, toAppError } from '../../models/errors';
import { queueKey, type BucketRef, type Queue } from '../../models/queue';
import { listQueues } from '../../services/queues';
import { getSession, renewSession } from '../../services/session';
import { eachLimited } from '../../utils/each-limited';
import { RequestGuard } from '../../utils/request-guard';

/** Buckets asked at once: WeChat allows ten requests, and a tap must find one free. */
const BUCKETS_AT_ONCE = 8;

/** Reads the board, bucket by bucket, and keeps what is newest. Says `changed` whenever there is more to show. */
export class BoardLoader {
  board: readonly BoardBucket[] = [];
  /** `undefined` while nobody is signed in. */
  role: AdminRole | undefined;
  /** When the whole board was last read, milliseconds by the phone's clock. */
  updatedAt: number | undefined;

  private readonly loads = new RequestGuard();
  private readonly reads = new Map<string, RequestGuard>();

  constructor(private readonly changed: () => void) {}

  /**
   * Reads everything: the session, then each bucket. A bucket that fails is part of the board; only a session that
   * fails rejects.
   *
   * @param renew signs in again first: role or buckets may have changed
   * @param signedIn called when the session is there, before the first bucket is asked
   * @returns whether this load is still the newest
   */
  async load(renew: boolean, signedIn: () => void): Promise<boolean> {
    const isNewest = this.loads.start();
    try {
      const { admin, buckets } = await (renew ? renewSession() : getSession());
      if (!isNewest()) return false;
      // The contract never sends an empty list; if it did, this is what it would mean.
      if (buckets.length === 0) throw new AppError('NO_BUCKETS');
      this.role = admin.role;
      this.board = startLoading(this.board, buckets);
    } catch (failure) {
      if (isNewest()) throw failure;
      return false;
    }
    signedIn();
    this.changed();
    const places = this.board.map(({ grant }) => grant);
    await eachLimited(places, BUCKETS_AT_ONCE, (place) =>
      isNewest() ? this.read(place) : Promise.resolve(),
    );
    if (!isNewest()) return false;
    this.updatedAt = Date.now();
    this.changed();
    return true;
  }

  /** @returns the queue of that {@link queueKey}, if it is on the board. */
  find(key: string): Queue | undefined {
    for (const { queues } of this.board) {
      const found = queues.find((queue) => queueKey(queue) === key);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Reads one bucket again. */
  async reload(place: BucketRef): Promise<void> {
    this.change(place, { loading: true });
    await this.read(place);
  }

  /** Shows a queue as it was just read elsewhere. A read that was under way may be older, and is dropped. */
  put(queue: Queue): void {
    this.guardOf(queue).start();
    this.board = withQueue(this.board, queue);
    this.change(queue, { loading: false });
  }

  /** Forgets the board: the admin may not see it any more. */
  clear(): void {
    this.loads.start();
    this.reads.clear();
    this.board = [];
    this.role = undefined;
  }

  private async read(place: BucketRef): Promise<void> {
    const isNewest = this.guardOf(place).start();
    try {
      const { queues } = await listQueues(place);
      if (isNewest()) this.change(place, { loading: false, known: true, queues, error: null });
    } catch (failure) {
      if (isNewest()) this.change(place, { loading: false, error: toAppError(failure) });
    }
  }

  private change(place: BucketRef, change: Partial<Omit<BoardBucket, 'grant'>>): void {
    this.board = withBucket(this.board, place, change);
    this.changed();
  }

  private guardOf({ bucket, region }: BucketRef): RequestGuard {
    const key = `${region}/${bucket}`;
    const known = this.reads.get(key);
    if (known !== undefined) return known;
    const guard = new RequestGuard();
    this.reads.set(key, guard);
    return guard;
  }
}
