import type { Figure, Result } from './figures';

const WIDTH = 880;
const PANEL_HEIGHT = 204;
const PLOT_TOP = 34;
const PLOT_LEFT = 10;
const BAR_GAP = 3;

interface Series {
  name: string;
  of: (result: Result) => number | undefined;
}

const series = (name: string, subject: 'console' | 'floor', figure: Figure): Series => ({
  name,
  of: (result) => result[subject][figure]?.median,
});

const PANELS: readonly { title: string; bars: readonly Series[] }[] = [
  {
    title: 'First content, seconds',
    bars: [
      series('floor', 'floor', 'first'),
      series('console', 'console', 'first'),
      series('stored', 'console', 'stored'),
    ],
  },
  {
    title: 'Complete, seconds',
    bars: [series('floor', 'floor', 'complete'), series('console', 'console', 'complete')],
  },
];

/** Colours by the reader's own theme, as a picture in a README has no other way to know it. */
const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #1f2328 }
  .title { font-weight: 600; font-size: 14px }
  .axis { stroke: #8c959f }
  .floor { fill: #8c959f } .console { fill: #0969da } .stored { fill: #1a7f37 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .axis { stroke: #6e7681 }
    .floor { fill: #8b949e } .console { fill: #4493f8 } .stored { fill: #3fb950 }
  }
`;

/** @returns the times of console and floor as an SVG picture that can be read on light and on dark. */
export function drawChart(results: readonly Result[]): string {
  const height = PANELS.length * PANEL_HEIGHT + 10;
  const panels = PANELS.map(
    (panel, index) =>
      `<g transform="translate(0 ${index * PANEL_HEIGHT})">${drawPanel(panel.title, panel.bars, results)}</g>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    `<title>First content and completion of the board beside the floor</title>`,
    `<style>${STYLE}</style>`,
    ...panels,
    '</svg>\n',
  ].join('\n');
}

function drawPanel(title: string, bars: readonly Series[], results: readonly Result[]): string {
  const bottom = PANEL_HEIGHT - 40;
  const values = results.flatMap((result) => bars.flatMap(({ of }) => of(result) ?? []));
  const scale = (bottom - PLOT_TOP - 16) / Math.max(...values);
  const groupWidth = (WIDTH - 2 * PLOT_LEFT) / results.length;
  const barWidth = Math.min(36, (groupWidth - 24) / bars.length);
  const groups = results.map((result, index) => {
    const middle = PLOT_LEFT + (index + 0.5) * groupWidth;
    const left = middle - (bars.length * barWidth) / 2;
    const drawn = bars.map(({ name, of }, place) => {
      const value = of(result);
      if (value === undefined) return '';
      const barHeight = value * scale;
      const [x, y] = [left + place * barWidth, bottom - barHeight];
      return (
        `<rect class="${name}" x="${px(x)}" y="${px(y)}" width="${px(barWidth - BAR_GAP)}" height="${px(barHeight)}"/>` +
        label(x + (barWidth - BAR_GAP) / 2, y - 4, (value / 1000).toFixed(1))
      );
    });
    const [what, ...more] = result.scenario.split(', ');
    return [
      ...drawn,
      label(middle, bottom + 17, what ?? ''),
      label(middle, bottom + 31, more.join(', ')),
    ].join('');
  });
  const legend = bars.map(({ name }, index) => {
    const x = WIDTH - (bars.length - index) * 90;
    return `<rect class="${name}" x="${x}" y="9" width="11" height="11"/><text x="${x + 16}" y="19">${name}</text>`;
  });
  return [
    `<text class="title" x="${PLOT_LEFT}" y="19">${title}</text>`,
    ...legend,
    ...groups,
    `<line class="axis" x1="${PLOT_LEFT}" x2="${WIDTH - PLOT_LEFT}" y1="${bottom}" y2="${bottom}"/>`,
  ].join('\n');
}

function label(x: number, y: number, text: string): string {
  return `<text x="${px(x)}" y="${px(y)}" text-anchor="middle">${text}</text>`;
}

function px(value: number): string {
  return value.toFixed(1);
}
