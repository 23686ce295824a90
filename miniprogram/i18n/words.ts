import type { PendingOutcome, WritePhase } from '../models/write';
import { formatClock } from '../utils/time';
import { t, textsFor, type TextKey } from './index';

const STATES = new Map<string, 'common.active' | 'common.paused'>([
  ['Active', 'common.active'],
  ['Paused', 'common.paused'],
]);

type EnvironmentKey = 'common.production' | 'common.staging' | 'common.test' | 'common.development';
const ENVIRONMENTS = new Map<string, EnvironmentKey>([
  ['production', 'common.production'],
  ['staging', 'common.staging'],
  ['test', 'common.test'],
  ['development', 'common.development'],
]);

const PHASES = {
  waiting: 'common.phaseWaiting',
  reading: 'common.phaseReading',
  sending: 'common.phaseSending',
  verifying: 'common.phaseVerifying',
  checking: 'common.phaseChecking',
} as const satisfies Record<WritePhase, TextKey>;

const OUTCOMES = {
  done: ['outcomes.done', undefined],
  overtaken: ['outcomes.overtaken', 'outcomes.overtakenNote'],
  unclear: ['outcomes.unclear', 'outcomes.unclearNote'],
  late: ['outcomes.late', 'outcomes.lateNote'],
  'not-shown': ['outcomes.notShown', 'outcomes.notShownNote'],
  gone: ['outcomes.gone', 'outcomes.goneNote'],
  'no-access': ['outcomes.noAccess', 'outcomes.noAccessNote'],
} as const satisfies Record<
  Exclude<PendingOutcome['kind'], 'not-done'>,
  readonly [TextKey, TextKey | undefined]
>;

/** @returns the state of a queue in words; one that CI added later as it is, none as "unknown". */
export function stateText(state: string): string {
  const key = STATES.get(state);
  if (key !== undefined) return t(key);
  return state === '' ? t('common.stateMissing') : t('common.stateUnknown', { state });
}

/** @returns the environment of a bucket in words; one that this version does not know as it is. */
export function environmentText(environment: string): string {
  const key = ENVIRONMENTS.get(environment);
  return key === undefined ? environment : t(key);
}

/** @returns where a COS region is, `undefined` for one that this version does not know. */
export function placeText(region: string): string | undefined {
  const places: Readonly<Record<string, string>> = textsFor('regions');
  return Object.prototype.hasOwnProperty.call(places, region) ? places[region] : undefined;
}

/** @returns where a COS region is, and its id. */
export function regionText(region: string): string {
  const place = placeText(region);
  return place === undefined ? region : `${place} ${region}`;
}

/** @returns what is done to the state of a queue, in a word. */
export function actionText(action: 'pause' | 'resume'): string {
  return t(action === 'pause' ? 'common.pause' : 'common.resume');
}

/** @returns where a write is, in words. */
export function phaseText(phase: WritePhase): string {
  return t(PHASES[phase]);
}

/** @returns how a write turned out whose outcome was unknown, and what follows from it, in words. */
export function outcomeText(outcome: PendingOutcome): { title: string; note: string } {
  if (outcome.kind === 'not-done') {
    const time = formatClock(outcome.asOf);
    return { title: t('outcomes.notDone', { time }), note: t('outcomes.notDoneNote') };
  }
  const [title, note] = OUTCOMES[outcome.kind];
  return { title: t(title), note: note === undefined ? '' : t(note) };
}
