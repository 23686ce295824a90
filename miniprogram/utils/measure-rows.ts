/** A page that can be measured. */
export interface Measurable {
  createSelectorQuery(): WechatMiniprogram.SelectorQuery;
}

/** What the screen says about a list. */
export interface RowMeasures {
  /** Heights of the rows that are rendered, in order, px. */
  heights: number[];
  /** From the top of the page to the top of the list, px. */
  listTop: number;
}

/** Measures the elements `.row` of the list `.rows`, which is inside `.page`. Tells nothing when they are not there. */
export function measureRows(page: Measurable, tell: (measures: RowMeasures) => void): void {
  page
    .createSelectorQuery()
    .selectAll('.row')
    .boundingClientRect()
    .select('.rows')
    .boundingClientRect()
    .select('.page')
    .boundingClientRect()
    .exec((answers: unknown[]) => {
      const [rows, list, top] = answers as [Rect[] | null, Rect | null, Rect | null];
      if (!rows || !list || !top) return;
      tell({ heights: rows.map(({ height }) => height), listTop: list.top - top.top });
    });
}

interface Rect {
  top: number;
  height: number;
}
