import type { WritePhase } from '../models/write';
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
