import { FIGURES, type Figure, type Result, type Spread } from './figures';

/** The scenarios between which growth is told. */
export interface GrowthEnds {
  smallest: string;
  largest: string;
}

/** @returns one table: a row a figure, a column a scenario; the console, how far it spread, and its ratio to the floor. */
export function formatTable(results: readonly Result[], ends: GrowthEnds): string {
  const head = ['', ...results.map(({ scenario }) => scenario), `${ends.smallest} → ${ends.largest}`];
  const figures = (Object.keys(FIGURES) as Figure[]).filter((figure) =>
    results.some(({ console }) => console[figure] !== undefined),
  );
  const rows = figures.map((figure) => [
    titleOf(figure),
    ...results.map((result) => cell(result, figure)),
    growth(results, ends, figure),
  ]);
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((cells) => (cells[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** @returns the console's figure in floors; stored content has no like on the floor, which starts cold each time. */
export function ratio({ console, floor }: Result, figure: Figure): number | undefined {
  const ours = console[figure];
  const reference = floor[figure === 'stored' ? 'first' : figure];
  return ours === undefined || reference === undefined ? undefined : ours.median / reference.median;
}

function titleOf(figure: Figure): string {
  const { title, unit } = FIGURES[figure];
  return unit === '' ? title : `${title}, ${unit}`;
}

function cell(result: Result, figure: Figure): string {
  const ours = result.console[figure];
  if (ours === undefined) return '';
  const floors = ratio(result, figure);
  return `${number(ours.median)}${spread(ours)}${floors === undefined ? '' : ` (${floors.toFixed(2)})`}`;
}

/** Half of the way between the ends, in parts of the middle. */
function spread({ median, min, max }: Spread): string {
  const percent = Math.round(((max - min) / 2 / median) * 100);
  return percent > 0 ? ` ±${percent}%` : '';
}

function growth(results: readonly Result[], { smallest, largest }: GrowthEnds, figure: Figure): string {
  const of = (scenario: string): Result | undefined => results.find((result) => result.scenario === scenario);
  const times = (subject: 'console' | 'floor'): string | undefined => {
    const from = of(smallest)?.[subject][figure]?.median;
    const to = of(largest)?.[subject][figure]?.median;
    return from === undefined || to === undefined ? undefined : `× ${number(to / from)}`;
  };
  const [ours, floors] = [times('console'), times('floor')];
  if (ours === undefined) return '';
  return floors === undefined ? ours : `${ours} (${floors})`;
}

function number(value: number): string {
  return value.toFixed(value < 10 && !Number.isInteger(value) ? 1 : 0);
}
