import { formatReport } from './report';

const REPORT = {
  machine: 'Abacus',
  rounds: 3,
  seconds: 2,
  table: new Map([
    ['cold' as const, [{ rate: 9.4, p99: 124 }]],
    ['warm' as const, [{ rate: 1_500, p99: 110 }]],
    ['wechat only' as const, [{ rate: 2_000, p99: 90 }]],
    ['no cache' as const, [{ rate: 750, p99: 100 }]],
  ]),
};
const lines = formatReport(REPORT).split('\n');

test('names machine, rounds and seconds', () => {
  expect(lines[0]).toBe('Abacus; medians of 3 x 2 s.');
});

test('gives each subject a row with rate and p99', () => {
  expect(lines).toContain('| cold: every request needs a new key | 9/s, 124 ms |');
});

test('holds the ratios against their aims', () => {
  expect(lines.slice(-3)).toEqual([
    '| rate to (b) | 0.75 | at least 0.8 | no |',
    '| rate to (c) | 2.00 | at least 1.5 | yes |',
    '| p99 to (c) | 1.10 | at most 1 | no |',
  ]);
});
