import { stateQuestion } from '../../components/confirm-sheet/state-question';
import { describeError, type ErrorView } from '../../i18n/error-view';
import { t } from '../../i18n/index';
import { isSameBucket, type BoardFilter } from '../../models/board';
import { toAppError, type AppErrorCode } from '../../models/errors';
import { refOf, type BucketRef, type QueueRef } from '../../models/queue';
import { queuePath } from '../../models/queue-link';
import type { ResultView } from '../../components/result-bar/result-bar';
import { listPatch } from '../../utils/list-patch';
import { formatClock } from '../../utils/time';
import { BoardLoader } from './board-loader';
import type { QueuesData } from './data';
import { viewOutcome, viewResult, type StateQuestion } from './questions';
import { RowWrites } from './row-writes';
import { hasFailed, viewBoard } from './view';

/** The page as its controller sees it. */
export interface QueuesPage {
  readonly data: Pick<QueuesData, 'groups' | 'filters' | 'filter' | 'search'>;
  setData(patch: Partial<QueuesData> & Record<string, unknown>): void;
}

/** With these the admin may see nothing of the board, whatever was on it. */
const SHUT_OUT: readonly AppErrorCode[] = ['NOT_ADMIN', 'NO_BUCKETS', 'LOGIN_BLOCKED'];

/** How long the outcome of a write stays on the screen. */
const RESULT_SHOWN_MS = 8_000;

/** What the board does, behind the handlers of the page. */
export class QueuesController {
  private readonly loader = new BoardLoader(() => {
    this.render();
  });
  private readonly writes: RowWrites;
  /** The last load failed in part or in whole: role or buckets may have changed. */
  private doubtful = false;
  /** The queue whose page was opened: it may have changed when the admin comes back. */
  private opened: QueueRef | undefined;
  private resultTimer: number | undefined;

  constructor(private readonly page: QueuesPage) {
    this.writes = new RowWrites(this.loader, {
      showQuestion: (question) => {
        this.showQuestion(question);
      },
      showResult: (question, result) => {
        this.showResult(viewResult(question, result));
      },
      showOutcome: (queue, outcome) => {
        this.showResult(viewOutcome(queue, outcome));
        void this.loader.reload(queue);
      },
      changed: () => {
        this.render();
      },
    });
  }

  dispose(): void {
    this.stopResultTimer();
    this.writes.dispose();
  }

  /** Reads everything. Signs in again if there is a reason to doubt the session. */
  async load(): Promise<void> {
    const writesFailed = this.writes.forgetFailures();
    const renew = this.doubtful || writesFailed || this.loader.role === 'viewer';
    try {
      const newest = await this.loader.load(renew, () => {
        this.page.setData({ status: 'ready', error: null, retrying: false });
      });
      if (newest) this.doubtful = this.loader.board.some(hasFailed);
    } catch (failure) {
      this.doubtful = true;
      this.showSessionFailure(failure);
    }
  }

  /** Tries again after the session failed. */
  retry(): Promise<void> {
    this.page.setData({ retrying: true });
    return this.load();
  }

  retryBucket(place: BucketRef): Promise<void> {
    return this.loader.reload(place);
  }

  filter(filter: BoardFilter): void {
    this.page.setData({ filter });
    this.render();
  }

  search(search: string): void {
    this.page.setData({ search });
    this.render();
  }

  /** @returns the address of the queue's page, `undefined` if the queue is gone. */
  open(key: string): string | undefined {
    const queue = this.loader.find(key);
    if (queue === undefined) return undefined;
    this.opened = refOf(queue);
    return queuePath(queue);
  }

  /** Back on the board. */
  async returned(): Promise<void> {
    const { opened } = this;
    this.opened = undefined;
    if (opened !== undefined) await this.loader.reload(opened);
  }

  /** Asks before the queue is paused or resumed. */
  ask(key: string, action: StateQuestion['action']): void {
    const queue = this.loader.find(key);
    if (queue === undefined || this.loader.role !== 'operator') return;
    const bucket = this.loader.board.find(({ grant }) => isSameBucket(grant, queue));
    if (bucket !== undefined) this.writes.ask({ action, queue, grant: bucket.grant });
  }

  cancel(): void {
    this.writes.cancel();
  }

  confirm(): Promise<void> {
    return this.writes.confirm();
  }

  async readAgain(key: string): Promise<void> {
    const queue = this.loader.find(key);
    if (queue !== undefined) await this.writes.readAgain(queue);
  }

  closeResult(): void {
    this.stopResultTimer();
    this.page.setData({ result: null });
  }

  private render(): void {
    const { board, role, updatedAt } = this.loader;
    if (role === undefined) return;
    const { data } = this.page;
    const canWrite = role === 'operator';
    const view = viewBoard(board, data, (queue) => this.writes.activityOf(queue), canWrite);
    const { groups, filters, ...rest } = view;
    this.page.setData({
      ...rest,
      ...listPatch('groups', data.groups, groups),
      ...listPatch('filters', data.filters, filters),
      readOnly: !canWrite,
      updated: updatedAt === undefined ? '' : t('queues.updated', { time: formatClock(updatedAt) }),
    });
  }

  private showSessionFailure(failure: unknown): void {
    const error: ErrorView = describeError(failure);
    if (SHUT_OUT.includes(toAppError(failure).code)) this.loader.clear();
    if (this.loader.board.length > 0) this.page.setData({ retrying: false, error });
    else this.page.setData({ retrying: false, error, status: 'error', groups: [] });
  }

  private showQuestion(question: StateQuestion | null): void {
    if (question === null) this.page.setData({ asking: false });
    else
      this.page.setData({
        asking: true,
        question: stateQuestion(question.action, question.queue, question.grant),
        result: null,
      });
  }

  private showResult(result: ResultView): void {
    this.stopResultTimer();
    this.page.setData({ result });
    this.resultTimer = setTimeout(() => {
      this.closeResult();
    }, RESULT_SHOWN_MS);
  }

  private stopResultTimer(): void {
    if (this.resultTimer !== undefined) clearTimeout(this.resultTimer);
  }
}
