import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SCENARIOS, type Scenario } from './scenarios';

/** The figures behind docs/measurements.md. */
export const PUBLISHED = resolve(__dirname, '../../../docs/bench');

/** What to measure, and where the figures go. */
export interface BenchOptions {
  scenarios: readonly Scenario[];
  /** Folder of another version of the mini-program. */
  console: string | undefined;
  /** Folder for the figures; undefined only prints them. */
  out: string | undefined;
}

/**
 * Reads the command line. Only a full run of this console may replace the published figures: one round, some of the
 * scenarios or another version say less than what stands there.
 */
export const readOptions = (args: string[]): BenchOptions => {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true },
      console: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const { quick, only, console, out } = values;
  const isFull = !quick && only === undefined && console === undefined;
  const scenarios = SCENARIOS.filter(({ name }) => only?.includes(name) ?? true);
  return {
    scenarios: quick ? scenarios.map((scenario) => ({ ...scenario, rounds: 1 })) : scenarios,
    console,
    out: out ?? (isFull ? PUBLISHED : undefined),
  };
};
