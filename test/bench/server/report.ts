import { markdownTable } from '../../../scripts/measurements';
import type { Measured } from './measure';

/** The columns of the table. */
export const CONNECTIONS = [1, 10, 100] as const;

/** What is measured, in the order of the table, each with its title. */
const TITLES = {
  cold: 'cold: every request needs a new key',
  warm: 'warm: the key is cached',
  constant: '(a) the framework answers a constant',
  'wechat only': '(b) one WeChat call and nothing else',
  'no cache': '(c) WeChat and STS every time, as the samples do',
} as const;

export type SubjectName = keyof typeof TITLES;

/** What a run of the bench found. */
export interface ServerReport {
  machine: string;
  rounds: number;
  seconds: number;
  /** For each subject one entry a column. */
  table: ReadonlyMap<SubjectName, readonly Measured[]>;
}

/** @returns conditions, table and the three ratios that matter, for the terminal and for docs/measurements.md */
export function formatReport({ machine, rounds, seconds, table }: ServerReport): string {
  const last = (name: SubjectName): Measured => table.get(name)?.at(-1) ?? { rate: NaN, p99: NaN };
  const [warm, wechat, noCache] = [last('warm'), last('wechat only'), last('no cache')];
  return [
    `${machine}; medians of ${rounds} x ${seconds} s.`,
    '',
    markdownTable([
      ['rate, p99 at', ...CONNECTIONS.map((count) => `${count} connection${count === 1 ? '' : 's'}`)],
      ...(Object.keys(TITLES) as SubjectName[]).map((name) => [
        TITLES[name],
        ...(table.get(name) ?? []).map(({ rate, p99 }) => `${rate.toFixed(0)}/s, ${p99.toFixed(0)} ms`),
      ]),
    ]),
    '',
    markdownTable([
      [`warm, at ${CONNECTIONS.at(-1) ?? ''} connections`, 'ratio', 'aim', 'met'],
      ratio('rate to (b)', warm.rate / wechat.rate, 'at least', 0.8),
      ratio('rate to (c)', warm.rate / noCache.rate, 'at least', 1.5),
      ratio('p99 to (c)', warm.p99 / noCache.p99, 'at most', 1),
    ]),
  ].join('\n');
}

function ratio(what: string, value: number, bound: 'at least' | 'at most', aim: number): string[] {
  const isMet = bound === 'at least' ? value >= aim : value <= aim;
  return [what, value.toFixed(2), `${bound} ${aim}`, isMet ? 'yes' : 'no'];
}
