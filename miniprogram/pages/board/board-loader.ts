import type { AdminRole } from '../../../typings/signing-api';
import {
  bucketKey,
  hasFailed,
  isSameBucket,
  oldestRead,
  startLoading,
  withBucket,
  withQueue,
  type BoardBucket,
} from '../../models/board';
import { entriesOf, RowOrder } from '../../models/board-entries';
import { toBoardQueue, type BoardQueue } from '../../models/board-queue';
import { AppError, toAppError, type AppErrorCode } from '../../models/errors';
import { queueKey, type BucketRef, type Queue } from '../../models/queue';
import { listQueues } from '../../services/ci/queues';
import { READ_POLICY } from '../../services/ci/read-policy';
import { getSession, renewSession } from '../../services/access/session';
import { eachLimited } from '../../utils/each-limited';
import { RequestGuard } from '../../utils/request-guard';
import { Patience } from './patience';

/** The first answer is waited for this long before the buckets are shown without one, milliseconds. */
const FIRST_ANSWER_MS = 400;

/** Reads the board, bucket by bucket, and keeps what is newest. Says `changed` whenever there is more to show. */
export class BoardLoader {
  board: readonly BoardBucket[] = [];
  /** `undefined` while nobody is signed in and nothing was restored. */
  role: AdminRole | undefined;
  /** What is shown comes from the phone's storage, and has not been read as a whole since. */
  isStored = false;
  /** The first answers may come any moment. */
  isEarly = false;

  /** Every bucket was asked once, or is there from the storage: only then has the board an age. */
  private isWhole = false;
  private underWay = 0;
  private readonly loads = new RequestGuard();
  private readonly reads = new Map<string, RequestGuard>();

  constructor(private readonly changed: () => void) {}

  /** When the oldest of what is shown was read, milliseconds by the phone's clock; `undefined` if nothing was. */
  get updatedAt(): number | undefined {
    return this.isWhole ? oldestRead(this.board) : undefined;
  }

  /** Something is being read. */
  get isBusy(): boolean {
    return this.underWay > 0 || this.board.some(({ loading }) => loading);
  }

  /**
   * Reads everything: the session, then each bucket. A bucket that fails is part of the board; only a session that
   * fails rejects.
   *
   * @param renew signs in again first: role or buckets may have changed
   * @param signedIn called when the session is there
   * @returns whether this load is still the newest
   */
  async load(renew: boolean, signedIn: () => void): Promise<boolean> {
    this.underWay += 1;
    try {
      return await this.loadAll(renew, signedIn);
    } finally {
      this.underWay -= 1;
    }
  }

  /** Reads the buckets again that failed, and those alone. @param code of these, those that failed so */
  async retryFailed(code?: AppErrorCode): Promise<void> {
    const isMeant = (bucket: BoardBucket): boolean =>
      hasFailed(bucket) && (code === undefined || bucket.error?.code === code);
    const places = placesOf(this.board.filter(isMeant));
    for (const place of places) this.board = withBucket(this.board, place, { loading: true });
    this.changed();
    await this.readAll(places, () => true);
  }

  /** Shows what was last known, until it is read. */
  restore(board: readonly BoardBucket[], role: AdminRole): void {
    this.board = board;
    this.role = role;
    this.isStored = true;
    this.isWhole = true;
  }

  /** @returns the queue of that {@link queueKey}, if it is on the board. */
  find(key: string): BoardQueue | undefined {
    for (const { queues } of this.board) {
      const found = queues.find((queue) => queueKey(queue) === key);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** @returns the bucket, if it is on the board. */
  bucketOf(place: BucketRef): BoardBucket | undefined {
    return this.board.find(({ grant }) => isSameBucket(grant, place));
  }

  /** Reads one bucket again. */
  async reload(place: BucketRef): Promise<void> {
    this.change(place, { loading: true });
    await this.read(place);
  }

  /**
   * Shows a queue as it was just read elsewhere. A read that was under way may be older, and is dropped; the pages that
   * were to come of it are read anew, and so is a bucket that had failed: it answers again.
   */
  put(queue: Queue): void {
    this.guardOf(queue).start();
    this.board = withQueue(this.board, queue);
    const bucket = this.bucketOf(queue);
    const isOld = bucket !== undefined && (!bucket.known || hasFailed(bucket));
    this.change(queue, { loading: isOld });
    if (isOld) void this.read(queue);
  }

  /** Forgets the board: the admin may not see it any more. */
  clear(): void {
    this.loads.start();
    this.reads.clear();
    this.board = [];
    this.role = undefined;
    this.isWhole = false;
  }

  private async loadAll(renew: boolean, signedIn: () => void): Promise<boolean> {
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
    const read = this.readAll(placesOf(this.board), isNewest);
    signedIn();
    // Buckets without an answer are worth drawing only where answers take long.
    this.isEarly = true;
    setTimeout(() => {
      this.isEarly = false;
      this.changed();
    }, FIRST_ANSWER_MS);
    await read;
    if (!isNewest()) return false;
    this.isStored = false;
    this.isWhole = true;
    this.changed();
    return true;
  }

  /** Reads in two passes: buckets that exceed the first limit are read last, with the full timeout. */
  private async readAll(places: readonly BucketRef[], isNewest: () => boolean): Promise<void> {
    const patience = new Patience();
    const slow: BucketRef[] = [];
    let waiting = places.length;
    await eachLimited(places, READ_POLICY.atOnce.buckets, async (place) => {
      waiting -= 1;
      if (!isNewest()) return;
      const outOfTime = await this.read(place, patience, patience.limitMs(waiting));
      if (outOfTime) slow.push(place);
    });
    await eachLimited(slow, READ_POLICY.atOnce.slowBuckets, async (place) => {
      if (isNewest()) await this.read(place);
    });
  }

  /** @returns whether it took longer than it was given, and is not over */
  private async read(place: BucketRef, patience?: Patience, limitMs?: number): Promise<boolean> {
    const isNewest = this.guardOf(place).start();
    try {
      const { queues } = await listQueues(
        place,
        {},
        {
          ...(limitMs === undefined ? {} : { timeoutMs: limitMs }),
          onPage: (part) => {
            if (isNewest()) this.showPart(place, part);
          },
        },
      );
      patience?.answered();
      if (isNewest()) {
        this.change(place, {
          loading: false,
          known: true,
          queues: queues.map(toBoardQueue),
          readAt: Date.now(),
          error: null,
        });
      }
    } catch (failure) {
      const error = toAppError(failure);
      if (limitMs !== undefined && error.code === READ_POLICY.slowBucket.code) {
        patience?.timedOut();
        return isNewest();
      }
      if (isNewest()) this.change(place, { loading: false, error, ...this.wholeOf(place) });
    }
    return false;
  }

  /** The first pages of a bucket that nothing was known of. What was known as a whole stays until the whole is there. */
  private showPart(place: BucketRef, part: readonly Queue[]): void {
    const bucket = this.bucketOf(place);
    if (bucket?.known !== false || part.length <= bucket.queues.length) return;
    this.change(place, { queues: part.map(toBoardQueue) });
  }

  /** Discards a partial bucket when a later page fails. */
  private wholeOf(place: BucketRef): { queues?: [] } {
    return this.bucketOf(place)?.known === false ? { queues: [] } : {};
  }

  private change(place: BucketRef, change: Partial<Omit<BoardBucket, 'grant'>>): void {
    this.board = withBucket(this.board, place, change);
    this.changed();
  }

  private guardOf(place: BucketRef): RequestGuard {
    const key = bucketKey(place);
    const known = this.reads.get(key);
    if (known !== undefined) return known;
    const guard = new RequestGuard();
    this.reads.set(key, guard);
    return guard;
  }
}

/** @returns each bucket once, those first that stand first on the screen. */
function placesOf(board: readonly BoardBucket[]): BucketRef[] {
  const grants = new RowOrder().sort(entriesOf(board)).map(({ bucket }) => bucket.grant);
  return [...new Set(grants)];
}
