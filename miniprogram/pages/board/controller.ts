import type { BucketEnvironment } from '../../../typings/signing-api';
import { stateQuestion } from '../../components/confirm-sheet/state-question';
import type { ResultView } from '../../components/result-bar/result-bar';
import { describeError } from '../../i18n/error-view';
import { hasFailed, type BoardFilter } from '../../models/board';
import { toAppError, type AppErrorCode } from '../../models/errors';
import { refOf, type BucketRef, type QueueRef } from '../../models/queue';
import { queuePath } from '../../models/queue-link';
import { dropBoard, loadBoard, saveBoard } from '../../services/stored/board';
import { lastWriteFor, UNDO_MS } from '../../services/writes/last';
import { QuestionGate } from '../../utils/confirm-flow';
import { BoardLoader } from './board-loader';
import { BoardScreen, type QueuesPage } from './board-screen';
import { Bulk } from './bulk';
import { Freshness } from './freshness';
import { viewJoined, viewOutcome, viewResult, type RowWish, type StateQuestion } from './questions';
import { RowWrites } from './row-writes';
import type { ActivityOf } from './view';

/** With these the admin may see nothing of the board, whatever was on it. */
const SHUT_OUT: readonly AppErrorCode[] = ['NOT_ADMIN', 'NO_BUCKETS', 'LOGIN_BLOCKED'];

/** What the board does, behind the handlers of the page. */
export class QueuesController {
  private readonly loader = new BoardLoader(() => {
    this.screen.refresh();
  });
  private readonly writes: RowWrites;
  private readonly screen: BoardScreen;
  /** Pausing several at once. */
  readonly bulk: Bulk;
  private readonly freshness: Freshness;
  private readonly gate = new QuestionGate(() => this.writes.isAsking || this.bulk.isOpen);
  /** The last load failed in part or in whole: role or buckets may have changed. */
  private doubtful = false;
  /** Why the session failed, when it did last. */
  private failure: unknown;
  /** The queue whose page was opened: it may have changed when the admin comes back. */
  private opened: QueueRef | undefined;
  /** What the result on the screen is of, if it can be taken back. */
  private undoable: RowWish | undefined;
  private resultTimer: number | undefined;

  constructor(private readonly page: QueuesPage) {
    this.writes = new RowWrites(this.loader, {
      showQuestion: (question) => {
        this.showQuestion(question);
      },
      showResult: (wish, result) => {
        const done = result.outcome === 'done' && wish.action !== 'undo';
        this.showResult(viewResult(wish, result), done ? wish : undefined);
      },
      showJoined: (result) => {
        this.showResult(viewJoined(result));
      },
      showOutcome: (queue, outcome) => {
        this.showResult(viewOutcome(queue, outcome));
        void this.loader.reload(queue);
      },
      changed: () => {
        if (this.bulk.busy) this.screen.refresh();
        else this.screen.refreshNow();
      },
    });
    const activityOf: ActivityOf = (queue) => this.writes.activityOf(queue);
    this.bulk = new Bulk({
      entries: () => this.screen.all,
      activityOf,
      write: (question) => this.writes.perform(question),
      gate: this.gate,
      changed: () => {
        this.screen.refresh();
      },
    });
    this.screen = new BoardScreen(page, this.loader, activityOf, this.bulk);
    this.freshness = new Freshness({
      age: () => this.age(),
      isBusy: () => this.loader.isBusy || this.writes.busy || this.bulk.busy,
      refresh: () => this.load(),
      tick: () => {
        this.screen.showAge();
      },
    });
  }

  dispose(): void {
    this.freshness.hide();
    this.stopResultTimer();
    this.bulk.stop();
    this.screen.dispose();
    this.writes.dispose();
  }

  /** The language has changed. */
  translate(): void {
    this.closeResult();
    this.screen.refreshNow();
    if (this.page.data.error !== null) this.page.setData({ error: describeError(this.failure) });
  }

  /** Shows the board as it was last known, at once, and reads it. */
  async open(): Promise<void> {
    const stored = loadBoard();
    if (stored !== undefined) {
      this.loader.restore(stored.board, stored.role);
      this.screen.refreshNow();
    }
    await this.load();
  }

  /** The admin pulled the board down. */
  async pullDown(): Promise<void> {
    this.screen.startOver();
    await this.load();
  }

  /** Reads everything. Signs in again if there is a reason to doubt the session. @returns whether all went well */
  async load(): Promise<boolean> {
    const writesFailed = this.writes.forgetFailures();
    const renew = this.doubtful || writesFailed || this.loader.role === 'viewer';
    let ok = false;
    try {
      const newest = await this.loader.load(renew, () => {
        this.screen.noteSession();
      });
      if (!newest) return true;
      this.doubtful = this.loader.board.some(hasFailed);
      ok = !this.doubtful;
      this.screen.sortIfCalm();
      this.save();
    } catch (failure) {
      this.doubtful = true;
      this.showSessionFailure(failure);
    }
    this.freshness.noteEnd(ok);
    return ok;
  }

  /** Tries again after the session failed. */
  async retry(): Promise<void> {
    this.page.setData({ retrying: true });
    await this.load();
  }

  retryBucket(place: BucketRef): Promise<void> {
    return this.loader.reload(place);
  }

  /** Reads again what failed. @param code of that, what failed so */
  async retryFailed(code?: AppErrorCode): Promise<void> {
    await this.loader.retryFailed(code);
    this.screen.refreshNow();
    this.save();
  }

  toggleFailure(code: AppErrorCode): void {
    this.screen.toggleFailure(code);
  }

  filter(filter: BoardFilter): void {
    this.gate.drop();
    this.page.setData({ filter });
    this.screen.startOver();
  }

  search(search: string): void {
    this.gate.drop();
    this.page.setData({ search });
    this.screen.startOver();
  }

  scrolled(scrollTop: number): void {
    this.screen.scrolled(scrollTop);
  }

  touch(isDown: boolean): void {
    this.screen.touch(isDown);
  }

  /** @returns the address of the queue's page, `undefined` if the queue is gone. */
  openQueue(key: string): string | undefined {
    const queue = this.loader.find(key);
    if (queue === undefined) return undefined;
    this.opened = refOf(queue);
    return queuePath(queue);
  }

  /** The board can be seen: for the first time, or again. */
  async shown(): Promise<void> {
    const { opened } = this;
    this.opened = undefined;
    this.gate.show();
    this.writes.joinOngoing();
    this.freshness.show();
    // A whole refresh that has just begun reads it as well.
    if (opened !== undefined && !this.loader.isBusy) await this.loader.reload(opened);
  }

  hidden(): void {
    this.gate.hide();
    this.freshness.hide();
    // WeChat cuts requests in the background, and a yes is not good for whenever the admin comes back.
    this.bulk.stop();
  }

  /** Asks before the queue is paused or resumed. A queue that comes from the storage is read first. */
  async ask(key: string, action: StateQuestion['action']): Promise<void> {
    const mayAsk = this.gate.wish();
    const shown = this.loader.find(key);
    if (shown === undefined || this.loader.role !== 'operator') return;
    if (shown.seen === null) await this.writes.readFirst(shown);
    const queue = this.loader.find(key);
    const grant = queue === undefined ? undefined : this.loader.bucketOf(queue)?.grant;
    // What the button said may have been old: then the row as it is now is the answer.
    if (!queue?.seen || !grant || queue.state !== shown.state) return;
    this.writes.ask({ action, queue: queue.seen, grant }, mayAsk);
  }

  /** Chooses all that run in one environment, of what the query leaves. */
  chooseAll(environment: BucketEnvironment): void {
    this.bulk.chooseAll(environment, this.screen.entries);
  }

  cancel(): void {
    this.writes.cancel();
  }

  confirm(): Promise<void> {
    return this.writes.confirm();
  }

  /** Takes back the write that the bar tells of. */
  async undo(): Promise<void> {
    const wish = this.undoable;
    if (wish === undefined) return;
    this.gate.drop();
    this.closeResult();
    await this.writes.undo(wish);
  }

  async readAgain(key: string): Promise<void> {
    const queue = this.loader.find(key);
    if (queue !== undefined) await this.writes.readAgain(queue);
  }

  closeResult(): void {
    this.stopResultTimer();
    this.undoable = undefined;
    this.page.setData({ result: null, undoable: false });
  }

  private age(): number | undefined {
    const { board, updatedAt } = this.loader;
    if (board.length === 0) return undefined;
    // A board of which nothing could be read is as old as can be.
    return updatedAt === undefined ? Infinity : Date.now() - updatedAt;
  }

  private save(): void {
    const { board, role, updatedAt } = this.loader;
    if (role !== undefined && updatedAt !== undefined) saveBoard(board, role, updatedAt);
  }

  private showSessionFailure(failure: unknown): void {
    const error = describeError(failure);
    this.failure = failure;
    if (SHUT_OUT.includes(toAppError(failure).code)) {
      this.loader.clear();
      dropBoard();
    }
    if (this.loader.board.length > 0) this.page.setData({ retrying: false, error });
    else {
      this.page.setData({
        retrying: false,
        error,
        status: 'error',
        filters: [],
        failures: [],
        rows: [],
        above: 0,
        below: 0,
      });
    }
  }

  private showQuestion(question: StateQuestion | null): void {
    if (question === null) {
      this.page.setData({ asking: false });
      return;
    }
    this.closeResult();
    const { action, queue, grant } = question;
    this.page.setData({ asking: true, question: stateQuestion(action, queue, grant) });
  }

  /** @param wish what it is the result of, if that can be taken back */
  private showResult(result: ResultView, wish?: RowWish): void {
    this.stopResultTimer();
    // The row first: a result beside a row that says otherwise would be a lie of a tenth of a second.
    this.screen.refreshNow();
    this.undoable = wish && lastWriteFor(wish.queue) && wish;
    this.page.setData({ result, undoable: this.undoable !== undefined });
    this.resultTimer = setTimeout(() => {
      this.closeResult();
    }, UNDO_MS);
  }

  private stopResultTimer(): void {
    if (this.resultTimer !== undefined) clearTimeout(this.resultTimer);
  }
}
