import type { PendingOutcome } from '../../models/write';
import { AppError, toAppError, type AppErrorCode } from '../../models/errors';
import { isSameQueue, type QueueRef } from '../../models/queue';
import { checkPending, onPendingChange, type PendingWrite } from '../../services/writes/pending';
import { getQueue } from '../../services/ci/queues';
import { getSession, renewSession } from '../../services/access/session';
import { RequestGuard } from '../../utils/request-guard';
import type { QueueEditor } from './editor';
import { memoryOf } from './memory';
import type { PageState } from './state';
import type { Store } from '../../kit/store';

/** Failures after which the admin may no longer see what is on the page. */
const ACCESS_LOST: readonly AppErrorCode[] = [
  'NOT_ADMIN',
  'NO_BUCKETS',
  'LOGIN_BLOCKED',
  'BUCKET_NOT_GRANTED',
];

/** Reads the queue, and hears what became of writes that were unclear. */
export class QueueLoader {
  private readonly reads = new RequestGuard();
  private stopListening: (() => void) | undefined;

  constructor(
    private readonly store: Store<PageState>,
    private readonly editor: QueueEditor,
  ) {}

  /** Opens the queue that a link means. */
  async open(ref: QueueRef | undefined): Promise<void> {
    if (ref === undefined) {
      this.store.set({ status: 'broken-link' });
      return;
    }
    this.stopListening = onPendingChange((changed, pending, outcome) => {
      if (isSameQueue(changed, ref)) this.onPending(pending, outcome);
    });
    this.store.set({ ref });
    await this.load(false);
  }

  close(): void {
    this.stopListening?.();
    this.dropReads();
  }

  /** What is being read now is older than what is about to happen, and must not be shown after it. */
  dropReads(): void {
    this.reads.start();
    this.store.set({ loading: false });
  }

  /** @param renew signs in again first: role or buckets may have changed */
  async load(renew: boolean): Promise<void> {
    const { ref } = this.store.get();
    if (ref === undefined) return;
    const isNewest = this.reads.start();
    this.store.set({ loading: true });
    try {
      await this.read(ref, renew, isNewest);
    } catch (reason) {
      if (isNewest()) this.fail(toAppError(reason));
    }
  }

  /** Looks again what became of a write that was given up. */
  async checkAgain(): Promise<void> {
    const { pending } = this.store.get();
    if (pending?.status === 'gave-up') await checkPending(pending.id);
  }

  private async read(ref: QueueRef, renew: boolean, isNewest: () => boolean): Promise<void> {
    const { admin, buckets } = await (renew ? renewSession() : getSession());
    const grant = buckets.find(({ bucket, region }) => bucket === ref.bucket && region === ref.region);
    if (grant === undefined) throw new AppError('BUCKET_NOT_GRANTED');
    const queue = await getQueue(ref);
    if (!isNewest()) return;
    this.store.set({
      status: 'ready',
      failure: undefined,
      loading: false,
      role: admin.role,
      grant,
      queue,
      ...memoryOf(ref, queue),
    });
    this.editor.offerDraft();
  }

  private fail(failure: AppError): void {
    this.store.batch(() => {
      if (ACCESS_LOST.includes(failure.code)) {
        this.store.set({ queue: undefined, form: undefined, texts: undefined, sheet: undefined });
      }
      const status = this.store.get().queue === undefined ? 'error' : 'ready';
      this.store.set({ status, failure, loading: false });
    });
  }

  private onPending(pending: PendingWrite | undefined, outcome: PendingOutcome | undefined): void {
    const { phase } = this.store.get();
    this.store.set({ pending });
    // While this page's own write is under way, its end is told by the write itself.
    if (outcome === undefined || phase !== undefined) return;
    this.store.set({ result: { kind: 'pending', outcome } });
    void this.load(false).then(() => {
      if (outcome.kind === 'done') this.editor.rebase();
    });
  }
}
