import { bundleApp, type MutationName } from './app-bundle';
import { unseenOverlaps, violationsOf } from './check';
import { makePlan, type Plan } from './plan';
import { Random } from './random';
import { playRound, type Story } from './round';
import { World } from './world';

export interface ChaosOptions {
  seed: number;
  /** At least so many operations, of phones and outside admin together. */
  operations: number;
  /** Sandboxes that run beside each other; the time of a run is mostly waiting. */
  lanes: number;
  mutation?: MutationName;
  /** End with the first round that has a violation. */
  stopEarly?: boolean;
  /** Play this round of the seed alone. */
  only?: number;
}

export interface Violation {
  seed: number;
  round: number;
  texts: string[];
  /** The plan with everything taken out that the violation does not need. */
  shortest: Plan;
}

export interface ChaosReport {
  rounds: number;
  operations: number;
  byKind: Map<string, number>;
  faults: Map<string, number>;
  outcomes: Map<string, number>;
  puts: number;
  unseenOverlaps: number;
  violations: Violation[];
}

/** Plays random rounds until there were enough operations. The same seed makes the same plans, round for round. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const script = await bundleApp(options.mutation);
  const report: ChaosReport = {
    rounds: 0,
    operations: 0,
    byKind: new Map(),
    faults: new Map(),
    outcomes: new Map(),
    puts: 0,
    unseenOverlaps: 0,
    violations: [],
  };
  let next = options.only ?? 0;
  const more = (): boolean =>
    options.only === undefined
      ? report.operations < options.operations &&
        !(options.stopEarly === true && report.violations.length > 0)
      : next === options.only;
  const lane = async (): Promise<void> => {
    const world = await World.open(script);
    try {
      while (more()) {
        const round = next++;
        const story = await playRound(world, planOf(options.seed, round));
        count(report, story);
        const texts = violationsOf(story);
        if (texts.length > 0) {
          const shortest = await shorten(world, story.plan);
          report.violations.push({ seed: options.seed, round, texts, shortest });
        }
      }
    } finally {
      await world.close();
    }
  };
  await Promise.all(Array.from({ length: options.only === undefined ? options.lanes : 1 }, lane));
  return report;
}

function planOf(seed: number, round: number): Plan {
  return makePlan(new Random(seed * 1_000_003 + round), `${seed}-${round}`);
}

/** Takes out one step or fault after the other, as long as something stays wrong without it. */
async function shorten(world: World, plan: Plan): Promise<Plan> {
  let shortest = plan;
  const attempt = async (shorter: Plan): Promise<void> => {
    if (violationsOf(await playRound(world, shorter)).length > 0) shortest = shorter;
  };
  for (const step of plan.steps)
    await attempt({ ...shortest, steps: shortest.steps.filter((other) => other !== step) });
  for (const fault of plan.faults) {
    await attempt({ ...shortest, faults: shortest.faults.filter((other) => other !== fault) });
  }
  return shortest;
}

function count(report: ChaosReport, story: Story): void {
  report.rounds += 1;
  const outside = story.plan.steps.filter(({ who }) => who === 'outside').length;
  report.operations += story.operations.length + outside;
  report.puts += story.puts;
  report.unseenOverlaps += unseenOverlaps(story);
  if (outside > 0) add(report.byKind, 'outside edit', outside);
  for (const { kind, outcome } of story.operations) {
    add(report.byKind, kind);
    add(report.outcomes, outcome);
  }
  for (const step of story.plan.steps) {
    if (step.who !== 'outside' && (step.kind === 'kill' || step.kind === 'background'))
      add(report.faults, `app ${step.kind}`);
  }
  for (const { kind } of story.plan.faults) add(report.faults, String(kind));
}

function add(counts: Map<string, number>, name: string, amount = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + amount);
}
