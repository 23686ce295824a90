/** Part of a long list that is rendered, with the heights of what is left out above and below it, px. */
export interface ListWindow {
  start: number;
  /** Exclusive. */
  end: number;
  above: number;
  below: number;
}

/** Lists up to this long are rendered whole. */
const WHOLE = 12;
/** Rendered beyond the screen on either side, in heights of the screen. */
const MARGIN = 0.75;

/**
 * Which rows of a long list are rendered. Heights of rows that were never seen are taken from those that were: wrong
 * guesses move the scroll bar, never a row that is on the screen.
 */
export class WindowedList {
  private readonly measured = new Map<string, number>();
  private keys: readonly string[] = [];
  /** `offsets[i]`: top of row i below the top of the list; one more for the end. */
  private offsets: number[] = [0];
  private current: ListWindow = { start: 0, end: 0, above: 0, below: 0 };

  constructor(
    /** Height of a row before any was measured, px. */
    private readonly guess: number,
    /** Most rows that are rendered: a bound on nodes, whatever the screen. */
    private readonly most: number,
  ) {}

  /** Top and height of the screen in the list's own coordinates, px. */
  view = { top: 0, height: 800 };

  /** Whether rows beyond the screen are rendered, for the next scroll. */
  reachesAhead = true;

  /** Tells the rows there are. @returns what to render */
  setKeys(keys: readonly string[]): ListWindow {
    this.keys = keys;
    this.layOut();
    return this.choose();
  }

  /** Tells heights of rendered rows. @returns whether any of them is news */
  measure(heights: ReadonlyMap<string, number>): boolean {
    let changed = false;
    for (const [key, height] of heights) {
      if (height <= 0 || this.measured.get(key) === height) continue;
      this.measured.set(key, height);
      changed = true;
    }
    if (changed) this.layOut();
    return changed;
  }

  /** @returns what to render now that the list was scrolled, `undefined` while what is rendered still does. */
  scrollTo(top: number): ListWindow | undefined {
    this.view = { ...this.view, top };
    const { start, end } = this.current;
    const slack = this.view.height * (MARGIN / 3);
    const reachesUp = start === 0 || this.offsetOf(start) <= top - slack;
    const reachesDown = end === this.keys.length || this.offsetOf(end) >= top + this.view.height + slack;
    if (reachesUp && reachesDown) return undefined;
    const { start: before, end: after } = this.current;
    this.reachesAhead = true;
    const next = this.choose();
    return next.start === before && next.end === after ? undefined : next;
  }

  /** @returns what to render with the heights that are known now. */
  choose(): ListWindow {
    const count = this.keys.length;
    let start = 0;
    let end = count;
    if (count > WHOLE || !this.reachesAhead) {
      const { top, height } = this.view;
      const ahead = this.reachesAhead ? height * MARGIN : 0;
      start = this.rowAt(top - ahead);
      end = Math.min(count, start + this.most, this.rowAt(top + height + ahead) + 1);
    }
    const above = this.offsetOf(start);
    this.current = { start, end, above, below: this.offsetOf(count) - this.offsetOf(end) };
    return this.current;
  }

  private layOut(): void {
    const sum = [...this.measured.values()].reduce((total, height) => total + height, 0);
    const usual = this.measured.size === 0 ? this.guess : Math.round(sum / this.measured.size);
    const offsets = [0];
    let top = 0;
    for (const key of this.keys) {
      top += this.measured.get(key) ?? usual;
      offsets.push(top);
    }
    this.offsets = offsets;
  }

  private offsetOf(index: number): number {
    return this.offsets[index] ?? 0;
  }

  /** The row at that height, the first or the last beyond the ends. */
  private rowAt(top: number): number {
    let low = 0;
    let high = Math.max(0, this.keys.length - 1);
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.offsetOf(middle) <= top) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
