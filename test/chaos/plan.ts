import fc from 'fast-check';
import type { FieldChanges } from '../../miniprogram/models/fields';

export type PhoneName = 'a' | 'b';

/** Everything that happens in one round. Times are milliseconds of the round's own clock, from its start. */
export interface Plan {
  start: { state: 'Active' | 'Paused'; notifyConfigXml: string };
  /** How far the clock of each phone is off. */
  offsets: Record<PhoneName, number>;
  /** How old what a read shows is, read for read, over and over. Empty: every read is fresh. */
  lags: readonly number[];
  /** How long a request takes, each way, request for request, over and over. */
  latencies: readonly number[];
  faults: readonly PlannedFault[];
  withdrawals: readonly Withdrawal[];
  steps: Step[];
}

/** What happens to some requests of one phone: `times` of them, from the one with the number `nth`. */
export interface PlannedFault {
  who: PhoneName;
  method: 'GET' | 'PUT' | 'POST';
  nth: number;
  times: number;
  /** A fault of the CI stand-in without `service`; `slow` takes longer on the way there; `down` is for sign-ins. */
  fault: { kind: 'slow'; ms: number } | { kind: 'down' } | ({ kind: string } & Record<string, unknown>);
}

/** For `ms` from `at` the queue is gone, the service closed for its bucket, or one phone's admin without his rights. */
export interface Withdrawal {
  at: number;
  ms: number;
  what: 'gone' | 'closed' | 'denied' | 'not-admin' | 'no-bucket';
  who: PhoneName;
}

export type Write =
  { kind: 'pause' | 'resume' | 'undo' | 'restore' } | { kind: 'edit'; changes: FieldChanges };

export type Step = { at: number } & (
  | { who: 'outside'; change: OutsideChange }
  /** The admin is asked, and taps on yes at these times after that. */
  | { who: PhoneName; write: Write; taps: readonly number[] }
  | { who: PhoneName; act: 'look' | 'check' | 'dismiss' | 'kill' }
  /** For `ms` the app is in the background, or the storage is full. */
  | { who: PhoneName; act: 'background' | 'full'; ms: number }
  /** The phone's clock is set by `ms`. */
  | { who: PhoneName; act: 'clock'; ms: number }
);

export type OutsideChange = { state: 'Active' | 'Paused' } | { name: string } | { url: string };

/** CI may show a write, and what a read shows may be behind, by so much. The program assumes no more. */
export const LAG_MS = 60_000;
const DAY_MS = 86_400_000;

const notify = (inside: string): string => `<NotifyConfig>${inside}</NotifyConfig>`;
const URL_ON =
  '<Url>https://start.example.com/?a=1&amp;token=start</Url><Event>TaskFinish</Event><Type>Url</Type><State>On</State>';
/** Configurations to begin with; each has something that a careless write would lose. */
const STARTS = [
  notify(`${URL_ON}<ResultFormat>JSON</ResultFormat>`),
  notify(`<Later><Deep>kept</Deep></Later>${URL_ON}`),
  notify(`${URL_ON}<KafkaConfig><Topic>t</Topic><More><X>1</X><X>2</X></More></KafkaConfig>`),
  notify(
    '<Event>WorkflowFinish,TaskFinish</Event><Type>TDMQ</Type><State>On</State><MqMode>Topic</MqMode>' +
      '<MqRegion>sh</MqRegion><MqName>start</MqName>',
  ),
  notify('<State>Off</State><Url>https://asleep.example.com/</Url>'),
];
/** Few values, so that what was there before comes back. */
const NAMES = ['first', 'second', 'third'];
const URLS = ['one', 'two', 'three'].map((host) => `https://${host}.example.com/?token=${host}`);

const between = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
const anyOf = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const phone = anyOf(['a', 'b', 'a'] as const);
const state = anyOf(['Active', 'Paused'] as const);

/** Mostly close together, where writes meet; sometimes so far apart that the watch over the first has ended. */
const time = fc.oneof(
  { weight: 5, arbitrary: between(0, 4_000) },
  { weight: 4, arbitrary: between(0, 60_000) },
  { weight: 3, arbitrary: between(0, 300_000) },
  { weight: 1, arbitrary: between(0, 1_200_000) },
);

const changes: fc.Arbitrary<FieldChanges> = fc
  .record(
    { name: anyOf(NAMES), url: anyOf(URLS), resultFormat: anyOf(['XML', 'JSON']) },
    { requiredKeys: [] },
  )
  .filter((fields) => Object.keys(fields).length > 0);
const write: fc.Arbitrary<Write> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: anyOf(['pause', 'resume'] as const) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('edit' as const), changes }) },
  { weight: 2, arbitrary: fc.record({ kind: anyOf(['undo', 'undo', 'restore'] as const) }) },
);
/** One tap at once, or a few at any time. */
const taps = fc.oneof(
  { weight: 4, arbitrary: fc.constant([0]) },
  { weight: 1, arbitrary: fc.array(between(0, 600), { minLength: 1, maxLength: 3 }) },
);
const outsideChange: fc.Arbitrary<OutsideChange> = fc.oneof(
  fc.record({ state }),
  fc.record({ name: anyOf(NAMES) }),
  fc.record({ url: anyOf(URLS) }),
);
const clockStep = fc.oneof(between(-20_000, 20_000), between(-600_000, 600_000), between(-DAY_MS, DAY_MS));

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ at: time, who: phone, write, taps }) },
  {
    weight: 5,
    arbitrary: fc.record({ at: time, who: fc.constant('outside' as const), change: outsideChange }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      at: time,
      who: phone,
      act: anyOf(['look', 'look', 'check', 'check', 'dismiss', 'kill'] as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      at: time,
      who: phone,
      act: anyOf(['background', 'full'] as const),
      ms: between(0, 120_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ at: time, who: phone, act: fc.constant('clock' as const), ms: clockStep }),
  },
);

const status = (code: number, name: string): fc.Arbitrary<PlannedFault['fault']> =>
  fc.constant({ kind: 'status', status: code, code: name });
const anyFault: fc.Arbitrary<PlannedFault['fault']>[] = [
  status(500, 'InternalError'),
  status(503, 'ServiceUnavailable'),
  status(429, 'SlowDown'),
  status(403, 'AccessDenied'),
  fc.record({ kind: fc.constant('html'), status: anyOf([200, 502]) }),
  fc.record({ kind: anyOf(['drop-before', 'drop-after', 'truncate', 'expired-token']) }),
  fc.record({ kind: fc.constant('slow' as const), ms: between(1_000, LAG_MS) }),
];
const lateFault: fc.Arbitrary<PlannedFault['fault']> = fc.oneof(
  fc.record({ kind: fc.constant('late'), ms: between(0, LAG_MS), answer: anyOf(['accepted', 'cut']) }),
  fc.record({ kind: fc.constant('late'), ms: between(0, LAG_MS), where: fc.constant('network') }),
);
const plannedFault = (
  method: PlannedFault['method'],
  latest: number,
  fault: fc.Arbitrary<PlannedFault['fault']>,
): fc.Arbitrary<PlannedFault> =>
  fc.record({
    who: phone,
    method: fc.constant(method),
    nth: between(0, latest),
    times: between(1, 3),
    fault,
  });
const fault = fc.oneof(
  { weight: 6, arbitrary: plannedFault('PUT', 1, fc.oneof(...anyFault, lateFault, lateFault, lateFault)) },
  { weight: 3, arbitrary: plannedFault('GET', 8, fc.oneof(...anyFault)) },
  { weight: 1, arbitrary: plannedFault('POST', 1, fc.constant({ kind: 'down' })) },
);

const withdrawal: fc.Arbitrary<Withdrawal> = fc.record({
  at: time,
  ms: between(1_000, 3_600_000),
  what: anyOf(['gone', 'closed', 'denied', 'not-admin', 'no-bucket'] as const),
  who: phone,
});

/** `some`, or mostly nothing. */
const seldom = <T>(some: fc.Arbitrary<T[]>): fc.Arbitrary<readonly T[]> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 2, arbitrary: some });

export const plans: fc.Arbitrary<Plan> = fc.noBias(
  fc.record({
    start: fc.record({ state, notifyConfigXml: anyOf(STARTS) }),
    offsets: fc.record({
      a: fc.oneof(fc.constant(0), clockStep),
      b: fc.oneof(fc.constant(0), clockStep),
    }),
    lags: seldom(fc.array(between(0, LAG_MS), { minLength: 1, maxLength: 6 })),
    latencies: fc.oneof(
      fc.constant([40]),
      fc.array(fc.oneof(between(1, 200), between(1, 3_000)), { minLength: 1, maxLength: 5 }),
    ),
    faults: fc.oneof(
      { weight: 1, arbitrary: fc.constant([]) },
      { weight: 3, arbitrary: fc.array(fault, { minLength: 1, maxLength: 3 }) },
    ),
    withdrawals: fc.oneof(
      { weight: 9, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(withdrawal, { minLength: 1, maxLength: 1 }) },
    ),
    steps: fc.array(step, { minLength: 1, maxLength: 10 }),
  }),
);
