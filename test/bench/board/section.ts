import type { Result } from './figures';
import { LARGEST, SMALLEST } from './scenarios';
import { formatTable } from './table';

/** Where and how the figures came about. */
export interface Conditions {
  /** Processor, Node.js and Chromium. */
  machine: string;
  cpuSlowdown: number;
  latencyMs: number;
}

/** Everything that a run of the bench found, as docs/bench/board.json stores it. */
export interface BoardReport {
  conditions: Conditions;
  results: readonly Result[];
}

/** @returns conditions and table, for the terminal and for docs/measurements.md */
export function formatReport({ conditions, results }: BoardReport): string {
  const { machine, cpuSlowdown, latencyMs } = conditions;
  const rounds = [...new Set(results.map((result) => result.rounds))];
  return [
    `${machine}; CPU ${cpuSlowdown} times slower, ${latencyMs} ms latency.`,
    `Medians (runs: ${rounds.join(', ')}) ± half of the range; in brackets the ratio to the floor, in the last column the floor's own growth.`,
    '',
    formatTable(results, { smallest: SMALLEST, largest: LARGEST }),
  ].join('\n');
}
