import type { FieldChanges } from '../../miniprogram/models/fields';
import type { Random } from './random';

/** What happens in one round, decided by its seed alone. Delays are real milliseconds after the start. */
export interface Plan {
  start: { state: 'Active' | 'Paused'; notifyConfigXml: string };
  /** Set after the phones have looked at the queue. */
  faults: Record<string, unknown>[];
  steps: Step[];
}

export type Step =
  | { who: 'outside'; delay: number; change: OutsideChange }
  | { who: 'a' | 'b'; delay: number; kind: 'pause' | 'resume' | 'undo' }
  | { who: 'a' | 'b'; delay: number; kind: 'edit'; changes: FieldChanges }
  /** The admin leaves WeChat for a while, or the phone kills the app. */
  | { who: 'a' | 'b'; delay: number; kind: 'background' | 'kill' };

export interface OutsideChange {
  state?: 'Active' | 'Paused';
  name?: string;
  url?: string;
}

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

/** Everything that the contract of the sandbox can do to a request. */
const FAULTS: ((random: Random) => Record<string, unknown>)[] = [
  (random) => ({ kind: 'latency', ms: random.integer(20, 1200) }),
  (random) => ({ kind: 'status', status: random.pick([500, 503]) }),
  (random) => ({
    kind: 'status',
    ...random.pick([
      { status: 429, code: 'SlowDown' },
      { status: 403, code: 'AccessDenied' },
    ]),
  }),
  () => ({ kind: 'drop-before' }),
  () => ({ kind: 'drop-after' }),
  () => ({ kind: 'truncate' }),
  (random) => ({ kind: 'html', status: random.pick([200, 502]) }),
  (random) => ({ kind: 'clock', ms: random.pick([-3_600_000, 3_600_000]) }),
  () => ({ kind: 'expired-token' }),
];

/** @param id makes the values of this round unlike those of any other */
export function makePlan(random: Random, id: string): Plan {
  let value = 0;
  const unique = (prefix: string): string => `${prefix}-${id}-${++value}`;
  const delay = (): number => (random.chance(0.4) ? 0 : random.integer(0, 80));
  const steps: Step[] = [];
  for (const who of ['a', 'b'] as const) {
    const count = random.integer(who === 'a' ? 1 : 0, 2);
    for (let index = 0; index < count; index++) steps.push(phoneStep(random, who, delay(), unique));
  }
  const edits = random.integer(0, 2);
  for (let index = 0; index < edits; index++) {
    steps.push({ who: 'outside', delay: delay(), change: outsideChange(random, unique) });
  }
  if (random.chance(0.08)) {
    steps.push({
      who: random.pick(['a', 'b']),
      delay: random.integer(0, 120),
      kind: random.pick(['background', 'kill']),
    });
  }
  return {
    start: { state: random.pick(['Active', 'Paused']), notifyConfigXml: random.pick(STARTS) },
    faults: random.chance(0.55) ? Array.from({ length: random.integer(1, 2) }, () => makeFault(random)) : [],
    steps,
  };
}

function phoneStep(random: Random, who: 'a' | 'b', delay: number, unique: (prefix: string) => string): Step {
  const kind = random.pick(['pause', 'resume', 'edit', 'edit', 'undo'] as const);
  if (kind !== 'edit') return { who, delay, kind };
  const changes: FieldChanges = {};
  if (random.chance(0.6)) changes.name = unique('name');
  if (random.chance(0.5)) changes.url = `https://${unique('host')}.example.com/?token=${unique('t')}`;
  if (random.chance(0.2)) changes.resultFormat = random.pick(['XML', 'JSON']);
  if (Object.keys(changes).length === 0) changes.name = unique('name');
  return { who, delay, kind, changes };
}

function outsideChange(random: Random, unique: (prefix: string) => string): OutsideChange {
  const what = random.pick(['state', 'name', 'url'] as const);
  if (what === 'state') return { state: random.pick(['Active', 'Paused']) };
  return what === 'name' ? { name: unique('outside') } : { url: `https://${unique('outside')}.example.com/` };
}

function makeFault(random: Random): Record<string, unknown> {
  const fault = { service: 'ci', ...random.pick(FAULTS)(random) } as Record<string, unknown>;
  if (fault['kind'] === 'clock') return fault;
  const method = random.pick(['PUT', 'PUT', 'GET']);
  return { ...fault, method, times: method === 'GET' ? random.integer(1, 3) : 1 };
}
