import { patch } from '../../kit/patch';
import { entriesOf, queryEntries, RowOrder, type BoardEntry } from '../../models/board-entries';
import { Coalesced } from '../../utils/coalesce';
import type { AppErrorCode } from '../../models/errors';
import { WindowedList, type ListWindow } from '../../utils/list-window';
import { measureRows, type Measurable } from '../../utils/measure-rows';
import { viewCardAge, viewUpdated } from './age-view';
import type { BoardLoader } from './board-loader';
import type { Bulk } from './bulk';
import type { QueuesData } from './data';
import { isToldAbove, viewFailures } from './failure-view';
import { viewFilters, viewMissingDomains, viewProgress, viewRow, type ActivityOf } from './view';

/** The page as its controller sees it. */
export interface QueuesPage extends Measurable {
  readonly data: QueuesData;
  setData(patch: Partial<QueuesData> & Record<string, unknown>, then?: () => void): void;
}

/** Answers that come within this time are shown together, milliseconds. */
const TOGETHER_MS = 100;
/** In this time what was sent to the screen can be seen on it, milliseconds. */
const PAINT_MS = 50;
/** Height of an ordinary row, px, until one was measured. */
const ROW_GUESS_PX = 138;
/** Most rows that are rendered. A row has at most about forty nodes, a page at most a thousand. */
const MOST_ROWS = 22;
/** Rows may be moved when nobody has touched the screen for so long, milliseconds, ... */
const CALM_MS = 3_000;
/** ... and it shows the top of the board, px. */
const NEAR_TOP_PX = 40;

/** Puts the board on the screen: in an order that holds still, as many rows as the screen needs, and only what changed. */
export class BoardScreen {
  private readonly order = new RowOrder();
  private readonly list = new WindowedList(ROW_GUESS_PX, MOST_ROWS);
  private readonly news = new Coalesced(() => {
    this.render();
  }, TOGETHER_MS);
  /** Every row, and those that the query leaves. */
  all: readonly BoardEntry[] = [];
  entries: readonly BoardEntry[] = [];
  private window: ListWindow = { start: 0, end: 0, above: 0, below: 0 };
  private sortNext = true;
  /** The failure that shows its buckets. */
  private openFailure: AppErrorCode | undefined;
  private isLeft = false;
  /** The rows that are on the screen were measured, or are being. */
  private isMeasured = true;
  private scrollTop = 0;
  private listTop = 0;
  private touchedAt = -Infinity;
  private touching = false;

  constructor(
    private readonly page: QueuesPage,
    private readonly loader: BoardLoader,
    private readonly activityOf: ActivityOf,
    private readonly bulk: Bulk,
  ) {
    this.list.view = { top: 0, height: wx.getWindowInfo().windowHeight };
  }

  /** The page is gone: what is still under way has nobody to be shown to. */
  dispose(): void {
    this.isLeft = true;
    this.news.cancel();
  }

  /** Somebody is signed in: an older failure is over. */
  noteSession(): void {
    if (this.isLeft) return;
    const { data } = this.page;
    const status = data.status === 'error' ? 'loading' : data.status;
    const changes = patch(data, { error: null, retrying: false, status });
    if (Object.keys(changes).length > 0) this.page.setData(changes);
  }

  /** There is news, of which there may be much: it is shown soon. */
  refresh(): void {
    this.news.ask();
  }

  /** Shows everything now. */
  refreshNow(): void {
    this.news.now();
  }

  /** The admin asked for another look at the board: what needs attention comes first, from the top. */
  startOver(): void {
    this.sortNext = true;
    if (this.scrollTop > 0) void wx.pageScrollTo({ scrollTop: 0, duration: 0 });
    this.setScrollTop(0);
    this.refreshNow();
  }

  /** Brings what needs attention to the top, unless a finger is near or the admin has gone further down. */
  sortIfCalm(): void {
    const isCalm = !this.touching && Date.now() - this.touchedAt > CALM_MS;
    this.sortNext ||= isCalm && this.scrollTop <= NEAR_TOP_PX;
    this.refreshNow();
  }

  /** A finger came down or went up. */
  touch(isDown: boolean): void {
    this.touching = isDown;
    this.touchedAt = Date.now();
  }

  scrolled(scrollTop: number): void {
    this.scrollTop = scrollTop;
    this.measureAtRest();
    const next = this.list.scrollTo(scrollTop - this.listTop);
    if (next !== undefined) this.showRows(next, {});
  }

  /** Counts up how old the board is. */
  showAge(): void {
    const { data } = this.page;
    const changes = patch(data, { updated: this.ageText() });
    data.rows.forEach((row, index) => {
      if (row.kind !== 'queue' || row.age === '') return;
      const bucket = this.loader.bucketOf(row);
      const age = bucket === undefined ? row.age : viewCardAge(bucket, Date.now());
      if (age !== row.age) changes[`rows[${index}].age`] = age;
    });
    if (Object.keys(changes).length > 0) this.page.setData(changes);
  }

  /** Shows which buckets a failure is about, or hides them. */
  toggleFailure(code: AppErrorCode): void {
    this.openFailure = this.openFailure === code ? undefined : code;
    this.refreshNow();
  }

  private render(): void {
    const { board, role } = this.loader;
    if (role === undefined || this.isLeft) return;
    const entries = entriesOf(board);
    this.all = this.sortNext ? this.order.sort(entries) : this.order.keep(entries);
    this.sortNext = false;
    const { data } = this.page;
    const failures = viewFailures(board, this.openFailure);
    const missingDomains = viewMissingDomains(board);
    // The panel of missing domains says how to mend that cause.
    const banners = failures.filter(({ key }) => missingDomains === null || key !== 'DOMAIN_NOT_LISTED');
    const found = this.bulk.narrow(queryEntries(this.all, data));
    // What is looked for by its name is an answer, also where a banner counts it.
    this.entries = data.search === '' ? found.filter((entry) => !isToldAbove(entry, failures)) : found;
    const isFirst = data.status !== 'ready';
    this.list.reachesAhead = this.isAtRest;
    this.showRows(this.list.setKeys(this.entries.map(({ key }) => key)), {
      ...(isFirst ? {} : { filters: viewFilters(board) }),
      failures: banners,
      ...viewProgress(board, banners),
      missingDomains,
      nothingFound: board.length > 0 && found.length === 0,
      readOnly: role !== 'operator',
      updated: this.ageText(),
      status: 'ready',
      bulk: this.bulk.view(data.bulk, this.entries, role === 'operator'),
    });
    // The first rows are worth more than the means to search them.
    if (isFirst) this.refresh();
  }

  private showRows(window: ListWindow, others: Partial<QueuesData>): void {
    const { data } = this.page;
    this.window = window;
    const canWrite = this.loader.role === 'operator';
    const entries = this.entries.slice(window.start, window.end);
    const { isEarly } = this.loader;
    const rows = entries.map((entry) =>
      viewRow(entry, this.activityOf, canWrite, this.bulk.choiceOf(entry), isEarly),
    );
    const changes = patch(data, { ...others, rows, above: window.above, below: window.below });
    if (Object.keys(changes).length === 0) {
      this.measureAtRest();
      return;
    }
    this.isMeasured = false;
    this.page.setData(changes, () => {
      // Measuring forces layout, so wait until after paint.
      setTimeout(() => {
        this.measureAtRest();
      }, PAINT_MS);
    });
  }

  /** What is being read changes again before anybody scrolls: then neither heights nor rows beyond the screen are of use. */
  private get isAtRest(): boolean {
    return this.scrollTop > 0 || !this.loader.isBusy;
  }

  private measureAtRest(): void {
    if (!this.isMeasured && this.isAtRest && !this.isLeft) this.measure();
  }

  /** Heights of rows that have been on the screen keep the scroll bar, and the way back up, true. */
  private measure(): void {
    const { window } = this;
    this.isMeasured = true;
    const keys = this.entries.slice(window.start, window.end).map(({ key }) => key);
    measureRows(this.page, ({ heights, listTop }) => {
      // Another window may be on the screen by now: its own measuring follows.
      if (this.window !== window || heights.length !== keys.length) return;
      this.listTop = listTop;
      this.setScrollTop(this.scrollTop);
      const isNews = this.list.measure(new Map(keys.map((key, index) => [key, heights[index] ?? 0])));
      // At the top nothing stands above the rows that could push them away: the scroll bar may be set right.
      if (isNews && this.scrollTop === 0) this.showRows(this.list.choose(), {});
    });
  }

  private setScrollTop(scrollTop: number): void {
    this.scrollTop = scrollTop;
    this.list.view = { ...this.list.view, top: scrollTop - this.listTop };
  }

  private ageText(): string {
    const { board, isStored, updatedAt } = this.loader;
    return updatedAt === undefined ? '' : viewUpdated(board, isStored, Date.now() - updatedAt);
  }
}
