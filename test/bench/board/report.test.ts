import { drawChart } from './chart';
import { spreadOf, summarize, type Result } from './figures';
import { formatReport } from './section';
import { formatTable, ratio } from './table';

const result = (scenario: string, ours: number, floor: number): Result => ({
  scenario,
  rounds: 3,
  console: summarize([{ first: ours - 100, stored: 200 }, { first: ours + 100 }, { first: ours }]),
  floor: summarize([{ first: floor }]),
});

const RESULTS = [result('small', 500, 400), result('large', 1_000, 500)];
const ENDS = { smallest: 'small', largest: 'large' };

describe('spread', () => {
  test('the middle of an odd and of an even number of rounds, whatever their order', () => {
    expect(spreadOf([9, 1, 10])).toEqual({ median: 9, min: 1, max: 10 });
    expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, min: 1, max: 4 });
  });

  test('a figure that a round did not have is not a zero', () => {
    expect(summarize([{ first: 2, good: 7 }, { first: 4 }])).toEqual({
      first: { median: 3, min: 2, max: 4 },
      good: { median: 7, min: 7, max: 7 },
    });
  });
});

describe('table', () => {
  const rows = formatTable(RESULTS, ENDS)
    .split('\n')
    .map((line) => line.split('|').map((text) => text.trim()));

  test('each cell has the figure, its spread and its ratio to the floor, and the last one how it grows', () => {
    expect(rows[0]?.slice(2, -1)).toEqual(['small', 'large', 'small → large']);
    expect(rows[2]?.slice(1, -1)).toEqual([
      'first content, ms',
      '500 ±20% (1.25)',
      '1000 ±10% (2.00)',
      '× 2 (× 1.3)',
    ]);
  });

  test('what the floor has no like of is compared with its first content', () => {
    const [small] = RESULTS;
    expect(small && ratio(small, 'stored')).toBe(0.5);
    expect(small && ratio(small, 'complete')).toBeUndefined();
  });

  test('a figure that nobody measured has no row', () => {
    expect(rows.map(([, title]) => title)).not.toContain('complete, ms');
  });
});

test('the report names its conditions and its rounds above the table', () => {
  const conditions = { machine: 'Abacus', cpuSlowdown: 4, latencyMs: 40 };
  const [where = '', how = '', , ...rows] = formatReport({ conditions, results: RESULTS }).split('\n');
  expect(where).toBe('Abacus; CPU 4 times slower, 40 ms latency.');
  expect(how).toMatch(/^Medians \(runs: 3\)/);
  expect(rows[0]).toMatch(/small +\| large/);
});

describe('chart', () => {
  const chart = drawChart(RESULTS);
  const heights = [
    ...chart.matchAll(/<rect class="(\w+)" x="[\d.]+" y="[\d.]+" width="[\d.]+" height="([\d.]+)"/g),
  ]
    .map(([, name, height]) => ({ name, height: Number(height) }))
    .filter(({ height }) => height !== 11);

  test('bars are as long as their figures, side by side', () => {
    const [floor, ours, stored, largeFloor] = heights;
    expect(heights.map(({ name }) => name)).toEqual([
      ...['floor', 'console', 'stored'],
      ...['floor', 'console', 'stored'],
    ]);
    expect((ours?.height ?? NaN) / (floor?.height ?? NaN)).toBeCloseTo(500 / 400, 1);
    expect((stored?.height ?? NaN) / (floor?.height ?? NaN)).toBeCloseTo(200 / 400, 1);
    expect((largeFloor?.height ?? NaN) / (floor?.height ?? NaN)).toBeCloseTo(500 / 400, 1);
  });

  test('it is one picture with colours for both themes, and without numbers that are none', () => {
    expect(chart).toMatch(/^<svg [^]*<\/svg>\n$/);
    expect(chart).toContain('prefers-color-scheme: dark');
    expect(chart).not.toMatch(/NaN|Infinity|undefined/);
  });
});
