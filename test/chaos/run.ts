import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { bundleApp, type MutationName } from './app-bundle';
import { unseenOverlaps, violationsOf } from './check';
import { compile } from './phone';
import { plans, type Plan } from './plan';
import { playRound, type Story } from './round';

export interface ChaosOptions {
  seed: number;
  /** At least so many operations, of phones and outside admin together. */
  operations: number;
  mutation?: MutationName;
  /** End with the first round that has a violation, and do not look for a shorter way there. */
  stopEarly?: boolean;
  /** Play this round of the seed alone. */
  only?: number;
}

export interface Violation {
  seed: number;
  round: number;
  texts: string[];
  /** The shortest plan found that still leads to one, and what is wrong then. */
  shortest: Plan;
  shortestTexts: string[];
}

export interface ChaosReport {
  rounds: number;
  operations: number;
  byKind: Map<string, number>;
  faults: Map<string, number>;
  outcomes: Map<string, number>;
  puts: number;
  unseenOverlaps: number;
  /** Hours that the rounds took by their own clocks. */
  hours: number;
  /** A digest of what each round was, by its number. */
  traces: Map<number, string>;
  violations: Violation[];
}

/** So many plans are shortened, the report prints no more. */
export const MOST_SHORTENED = 5;
/** Rounds that may be played to shorten one plan. */
const MOST_ATTEMPTS = 100;

/** Plays random rounds until there were enough operations. The same seed makes the same rounds, alone or together. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const script = compile(await bundleApp(options.mutation));
  const report: ChaosReport = {
    rounds: 0,
    operations: 0,
    byKind: new Map(),
    faults: new Map(),
    outcomes: new Map(),
    puts: 0,
    unseenOverlaps: 0,
    hours: 0,
    traces: new Map(),
    violations: [],
  };
  const isOver = (round: number): boolean => {
    if (options.only !== undefined) return round > options.only;
    return (
      report.operations >= options.operations || (options.stopEarly === true && report.violations.length > 0)
    );
  };
  for (let round = options.only ?? 0; !isOver(round); round++) {
    // Only two of the stories: each holds the worlds of its apps.
    const kept: { first?: Story; shortest?: Story } = {};
    let attempts = 0;
    const property = fc.asyncProperty(plans, async (plan) => {
      if (attempts++ > MOST_ATTEMPTS) return true;
      const story = await playRound(script, plan);
      kept.first ??= story;
      if (violationsOf(story).length === 0) return true;
      kept.shortest = story;
      return false;
    });
    const seed = (Math.imul(options.seed, 1_000_003) + round) | 0;
    const endOnFailure = options.stopEarly === true || report.violations.length >= MOST_SHORTENED;
    await fc.check(property, { seed, numRuns: 1, endOnFailure });
    const { first, shortest } = kept;
    if (first !== undefined) count(report, round, first);
    if (first !== undefined && shortest !== undefined) {
      report.violations.push({
        seed: options.seed,
        round,
        texts: violationsOf(first),
        shortest: shortest.plan,
        shortestTexts: violationsOf(shortest),
      });
    }
  }
  return report;
}

/** @returns one digest of all rounds. */
export function traceOf({ traces }: ChaosReport): string {
  return createHash('sha256')
    .update([...traces.values()].join())
    .digest('hex')
    .slice(0, 16);
}

function count(report: ChaosReport, round: number, story: Story): void {
  report.rounds += 1;
  report.hours += story.ms / 3_600_000;
  report.traces.set(round, story.trace);
  report.unseenOverlaps += unseenOverlaps(story);
  for (const { kind, words, puts } of story.operations) {
    report.operations += 1;
    report.puts += puts.length;
    add(report.byKind, kind);
    for (const { what } of words) add(report.outcomes, what);
    if (words.length === 0) add(report.outcomes, 'lost with the app');
  }
  for (const step of story.plan.steps) {
    if ('write' in step) continue;
    const kind = 'act' in step ? step.act : 'outside edit';
    add(report.byKind, kind);
    if (['outside edit', 'check', 'dismiss'].includes(kind)) report.operations += 1;
  }
  for (const kind of story.met) add(report.faults, kind);
  for (const { what } of story.plan.withdrawals) add(report.faults, `withdrawn: ${what}`);
  if (story.plan.lags.length > 0) add(report.faults, 'rounds with reads that lag');
}

function add(counts: Map<string, number>, name: string, amount = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + amount);
}
