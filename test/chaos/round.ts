import { setTimeout as delay } from 'node:timers/promises';
import type { Queue } from '../../miniprogram/models/queue';
import type { FieldChanges, FieldName } from '../../miniprogram/models/fields';
import type { WritePhase, WriteResult } from '../../miniprogram/models/write';
import type { PendingOutcome } from '../../miniprogram/models/write';
import type { OutsideChange, Plan, Step } from './plan';
import { VALUE_OF_FIELD, type PhoneName, type Values, type Version, type World } from './world';

/** One confirmed write of a phone, and everything that the phone said about it. */
export interface Operation {
  phone: PhoneName;
  kind: 'pause' | 'resume' | 'edit' | 'undo';
  /** What the admin wants, by the cloud's names. */
  wanted: Values;
  /** When it began to read afresh, real milliseconds. */
  readingAt: number | undefined;
  sendingAt: number | undefined;
  endedAt: number;
  outcome: Outcome;
  /** The queue that the phone showed as the result. */
  shown: Queue | undefined;
}

/**
 * How a write ended. `done`, `already`, or the code of the error; after WRITE_UNKNOWN, and for an app that died on it,
 * what the journal found out: `found done`, `found not-done`, `found overtaken`, or `lost` where it never got to a PUT.
 */
export type Outcome = string;

type WriteStep = Exclude<Step, { kind: 'background' | 'kill' } | { who: 'outside' }>;

/** What happened in a round. */
export interface Story {
  plan: Plan;
  /** The first is the queue as the round began. */
  versions: Version[];
  operations: Operation[];
  puts: number;
  /** Differences in queues that nobody touched. */
  strayChanges: string[];
  complaints: string[];
}

/** Runs a plan and waits until everything about it is known. */
export async function playRound(world: World, plan: Plan): Promise<Story> {
  const { cloud } = world.sandbox;
  cloud.setFaults([]);
  const { bucket, queueId } = world.target();
  cloud.edit({ bucket, queueId, ...plan.start, name: 'start' });
  const othersBefore = JSON.stringify(world.others());
  const putsBefore = world.puts();
  world.versions = world.versions.slice(-1);

  const seen = { a: await look(world, 'a'), b: await look(world, 'b') };
  cloud.setFaults(plan.faults);
  const operations = await play(world, plan.steps, seen);
  cloud.setFaults([]);
  await settle(world, operations);

  return {
    plan,
    versions: world.versions,
    operations,
    puts: world.puts() - putsBefore,
    strayChanges:
      JSON.stringify(world.others()) === othersBefore ? [] : ['a queue that nobody touched has changed'],
    complaints: Object.values(world.phones).flatMap(({ complaints }) => complaints.splice(0)),
  };
}

/** An admin looks until he sees: on a busy machine a hurried phone runs into its timeout without any fault. */
async function look(world: World, name: PhoneName): Promise<Queue> {
  for (;;) {
    try {
      return await world.phones[name].app.getQueue(world.target());
    } catch (error) {
      if ((error as { code?: string }).code !== 'TIMEOUT') throw error;
    }
  }
}

async function play(
  world: World,
  steps: readonly Step[],
  seen: Record<PhoneName, Queue>,
): Promise<Operation[]> {
  const operations: Operation[] = [];
  /** A person does one thing after the other. */
  const person = async (name: PhoneName): Promise<void> => {
    for (const step of steps) {
      if (!isWrite(step) || step.who !== name) continue;
      if (step.delay > 0) await delay(step.delay);
      const operation = await operate(world, step, seen[name]);
      if (operation === undefined) continue;
      operations.push(operation);
      if (operation.shown !== undefined) seen[name] = operation.shown;
    }
  };
  const fate = async (): Promise<void> => {
    for (const step of steps) {
      if (isWrite(step)) continue;
      if (step.delay > 0) await delay(step.delay);
      if (step.who === 'outside') editOutside(world, step.change);
      else if (step.kind === 'background') world.phones[step.who].background();
      else world.phones[step.who].restart();
    }
  };
  await Promise.all([person('a'), person('b'), fate()]);
  return operations;
}

function isWrite(step: Step): step is WriteStep {
  return step.who !== 'outside' && step.kind !== 'kill' && step.kind !== 'background';
}

/** @returns the operation, `undefined` if there was nothing to undo. */
async function operate(world: World, step: WriteStep, seen: Queue): Promise<Operation | undefined> {
  const phone = world.phones[step.who];
  const { app } = phone;
  const operation: Operation = {
    phone: step.who,
    kind: step.kind,
    wanted: {},
    readingAt: undefined,
    sendingAt: undefined,
    endedAt: 0,
    outcome: 'lost',
    shown: undefined,
  };
  const onPhase = (phase: WritePhase): void => {
    if (phase === 'reading') operation.readingAt = Date.now();
    if (phase === 'sending') operation.sendingAt = Date.now();
  };
  const write = start(app, step, seen, onPhase, operation);
  if (write === undefined) return undefined;
  const ending = write.then(
    (result) => {
      operation.outcome = result.outcome;
      operation.shown = result.after;
    },
    (error: unknown) => {
      const { code = 'no AppError', after } = error as { code?: string; after?: Queue };
      operation.outcome = code;
      operation.shown = after;
    },
  );
  // A killed app never answers: its person then looks at the new one, and the journal has the last word.
  const killed = (async () => {
    while (phone.app === app && operation.outcome === 'lost') await delay(5);
  })();
  await Promise.race([ending, killed]);
  operation.endedAt = Date.now();
  return operation;
}

function start(
  app: World['phones']['a']['app'],
  step: WriteStep,
  seen: Queue,
  onPhase: (phase: WritePhase) => void,
  operation: Operation,
): Promise<WriteResult> | undefined {
  switch (step.kind) {
    case 'pause':
      operation.wanted = { State: 'Paused' };
      return app.pauseQueue(seen, { onPhase });
    case 'resume':
      operation.wanted = { State: 'Active' };
      return app.resumeQueue(seen, { onPhase });
    case 'edit':
      operation.wanted = toValues(step.changes);
      return app.updateQueue(seen, step.changes, { onPhase });
    case 'undo': {
      const last = app.lastWriteFor(seen);
      if (last === undefined) return undefined;
      operation.wanted = toValues(Object.fromEntries(last.changed.map(({ field, from }) => [field, from])));
      return app.undoWrite(last, { onPhase });
    }
  }
}

function editOutside(world: World, change: OutsideChange): void {
  const { bucket, queueId, notifyConfigXml } = world.target();
  const { url, ...others } = change;
  const edited = url === undefined ? {} : { notifyConfigXml: withUrl(notifyConfigXml, url) };
  world.sandbox.cloud.edit({ bucket, queueId, ...others, ...edited });
}

function withUrl(xml: string, url: string): string {
  const element = `<Url>${url}</Url>`;
  return xml.includes('<Url>')
    ? xml.replace(/<Url>.*<\/Url>/, element)
    : xml.replace('<NotifyConfig>', `<NotifyConfig>${element}`);
}

/** Brings both admins back to their phones, until every journal is empty, and files what came of the unclear writes. */
async function settle(world: World, operations: readonly Operation[]): Promise<void> {
  await world.quiet();
  for (const name of ['a', 'b'] as const) {
    const phone = world.phones[name];
    phone.foreground();
    for (let round = 0; phone.app.pendingWriteFor(world.target()) !== undefined; round++) {
      if (round > 20) throw new Error(`phone ${name} never finds out about its write`);
      await phone.app.resumePendingWrites();
      await delay(20);
    }
    const unclear = operations.filter(
      ({ phone: owner, outcome }) => owner === name && (outcome === 'WRITE_UNKNOWN' || outcome === 'lost'),
    );
    const found: PendingOutcome[] = phone.outcomes.splice(0);
    // Outcomes of writes that ended while their page was looking are told twice; the last ones are the open ones.
    unclear.reverse().forEach((operation, index) => {
      const outcome = found[found.length - 1 - index];
      if (outcome !== undefined) operation.outcome = `found ${outcome.kind}`;
    });
  }
  await world.quiet();
}

function toValues(changes: FieldChanges): Values {
  const values: Values = {};
  for (const [field, value] of Object.entries(changes)) {
    const name = VALUE_OF_FIELD[field as FieldName];
    if (name === undefined) throw new Error(`${field} is not part of the plan`);
    values[name] = value;
  }
  return values;
}
