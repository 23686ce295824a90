import { createHash } from 'node:crypto';
import type vm from 'node:vm';
import { ChaosPhone, type Operation } from './phone';
import type { PhoneName, Plan, Step } from './plan';
import { World, type Version } from './world';

/** What happened in a round. */
export interface Story {
  plan: Plan;
  /** The first is the queue as the round began. */
  versions: Version[];
  operations: Operation[];
  phones: ChaosPhone[];
  /** Faults that were met. */
  met: string[];
  /** Writes to queues other than the target of the round. */
  strayWrites: number;
  complaints: string[];
  /** Milliseconds of its clock that it took. */
  ms: number;
  /** The same for the same round, however often and in whatever company it is played. */
  trace: string;
}

/** Longer than any write is watched, and than the time in which its last effect may come. */
const AFTERMATH_MS = 16 * 60_000;

/** Plays a plan in a world of its own, until everything that may come of it has come. */
export async function playRound(script: vm.Script, plan: Plan): Promise<Story> {
  const complaints: string[] = [];
  const onRejection = (reason: unknown): void => {
    complaints.push(`an unhandled rejection: ${String(reason)}`);
  };
  process.on('unhandledRejection', onRejection);
  try {
    const world = new World(plan);
    const phones: Record<PhoneName, ChaosPhone> = {
      a: new ChaosPhone(world, 'a', script, plan.offsets.a),
      b: new ChaosPhone(world, 'b', script, plan.offsets.b),
    };
    const both = [phones.a, phones.b];
    for (const phone of both) phone.look();
    await world.run(1_000);
    world.calm = false;
    for (const step of plan.steps) {
      world.after(step.at, () => {
        take(world, phones, step);
      });
    }
    await world.run(Math.max(...plan.steps.map(({ at }) => at)) + 60_000);
    world.calm = true;
    for (const phone of both) {
      phone.fill(false);
      phone.foreground();
    }
    await world.run(AFTERMATH_MS);
    const story: Omit<Story, 'trace'> = {
      plan,
      versions: world.versions,
      operations: both.flatMap(({ operations }) => operations),
      phones: both,
      met: world.met,
      strayWrites: world.strayWrites,
      complaints: [...complaints, ...both.flatMap((phone) => phone.complaints)],
      ms: world.now(),
    };
    return { ...story, trace: traceOf(story) };
  } finally {
    process.off('unhandledRejection', onRejection);
  }
}

function take(world: World, phones: Record<PhoneName, ChaosPhone>, step: Step): void {
  if (step.who === 'outside') {
    world.edit(step.change);
    return;
  }
  const phone = phones[step.who];
  if ('write' in step) {
    phone.write(step.write, step.taps);
    return;
  }
  switch (step.act) {
    case 'look':
      phone.look();
      return;
    case 'check':
      phone.check();
      return;
    case 'dismiss':
      phone.dismiss();
      return;
    case 'kill':
      phone.restart();
      return;
    case 'background':
      phone.background(step.ms);
      return;
    case 'full':
      phone.fill(true);
      world.after(step.ms, () => {
        phone.fill(false);
      });
      return;
    case 'clock':
      phone.stepClock(step.ms);
  }
}

function traceOf({ operations, versions, ms }: Omit<Story, 'trace'>): string {
  const facts = JSON.stringify([
    operations.map(({ phone, run, kind, begunAt, readingAt, puts, words }) => {
      return [phone, run, kind, begunAt, readingAt, puts, words];
    }),
    versions.map(({ at, put, values, updateTime }) => [at, put?.sentAt, values, updateTime]),
    ms,
  ]);
  return createHash('sha256').update(facts).digest('hex').slice(0, 16);
}
