/** What is measured of each opening, in the order of the table. Times are milliseconds since the window was opened. */
export const FIGURES = {
  first: { title: 'first content', unit: 'ms' },
  ownFirst: { title: 'first content, from its own first line', unit: 'ms' },
  stored: { title: 'first content, from the stored board', unit: 'ms' },
  good: { title: 'all that answer in time', unit: 'ms' },
  complete: { title: 'complete', unit: 'ms' },
  requests: { title: 'requests', unit: '' },
  atOnce: { title: 'requests at once, at most', unit: '' },
  setDataCalls: { title: 'setData calls', unit: '' },
  setDataBytes: { title: 'setData, all', unit: 'KB' },
  setDataLargest: { title: 'setData, largest', unit: 'KB' },
  nodes: { title: 'nodes', unit: '' },
  script: { title: 'running scripts', unit: 'ms' },
  tasks: { title: 'main thread at work', unit: 'ms' },
  heap: { title: 'heap afterwards', unit: 'MB' },
} as const;

export type Figure = keyof typeof FIGURES;

/** One opening. A figure that does not apply is left out. */
export type Measured = Partial<Record<Figure, number>>;

/** A figure over several rounds. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

export type Summary = Partial<Record<Figure, Spread>>;

/** What all rounds of one scenario gave. */
export interface Result {
  scenario: string;
  rounds: number;
  console: Summary;
  floor: Summary;
}

/** @returns middle and ends; of an even number of values the middle is between two. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? NaN;
  const last = sorted.length - 1;
  return { median: (at(Math.floor(last / 2)) + at(Math.ceil(last / 2))) / 2, min: at(0), max: at(last) };
}

/** @returns each figure that was measured, over all rounds. */
export function summarize(rounds: readonly Measured[]): Summary {
  const summary: Summary = {};
  for (const figure of Object.keys(FIGURES) as Figure[]) {
    const values = rounds.flatMap((measured) => measured[figure] ?? []);
    if (values.length > 0) summary[figure] = spreadOf(values);
  }
  return summary;
}
