import { t } from '../../i18n/index';
import { maskLeaf } from '../../models/callback-url';
import {
  FIELD_NAMES,
  FIELDS,
  isSameValue,
  isUsed,
  parseList,
  specOf,
  type FieldChange,
  type FieldName,
  type QueueFields,
} from '../../models/fields';
import type { LeafChange } from '../../models/xml';
import { hiddenDifference } from './hidden-words';
import { listText, targetText, valueText, fieldText } from './words';

/** One changed field, or element, in words, secrets hidden. */
export interface DifferenceView {
  field: string;
  label: string;
  from: string;
  to: string;
  /** Explains two values that look the same; `''` where they differ visibly. */
  note: string;
}

/** What the cloud does not show as a write brought it along. */
export interface LostView {
  title: string;
  /** Why it cannot be put back from here. */
  note: string;
  differences: DifferenceView[];
  /** What the new values are. */
  toText: string;
  /** The old values, to put them back in another tool. */
  copyText: string;
  copyLabel: string;
}

/** What a change means for the receivers of notifications. */
export interface Consequences {
  /** Deliveries that will stop. */
  losses: string[];
  /** What else is worth knowing before it happens. */
  cautions: string[];
}

/** @returns each change as old and new value. */
export function describeDifferences(changes: readonly FieldChange[]): DifferenceView[] {
  return changes.map(({ field, from, to }) => {
    const [before, after] =
      FIELDS[field].kind === 'url'
        ? hiddenDifference(from, to)
        : [valueText(field, from), valueText(field, to)];
    return differenceView(field, fieldText(field), before, after);
  });
}

/** @returns the elements that are not as a write brought them along; `null` for none. */
export function describeLost(changes: readonly LeafChange[]): LostView | null {
  if (changes.length === 0) return null;
  const valueOf = (path: string, text: string): string =>
    text === '' ? t('queue.valueNone') : maskLeaf(path, text);
  const differences = changes.map(({ path, from, to }) =>
    differenceView(path, path, valueOf(path, from), valueOf(path, to)),
  );
  return {
    title: t('queue.lostTitle'),
    note: t('queue.lostNote'),
    differences,
    toText: t('queue.differsNow'),
    copyText: differences.map(({ label, from }) => `${label}: ${from}`).join('\n'),
    copyLabel: t('queue.lostCopy'),
  };
}

function differenceView(field: string, label: string, from: string, to: string): DifferenceView {
  return { field, label, from, to, note: from === to ? t('queue.hiddenPartDiffers') : '' };
}

/** @returns what going from one to the other means. */
export function describeConsequences(before: QueueFields, after: QueueFields): Consequences {
  return { losses: lossesOf(before, after), cautions: cautionsOf(before, after) };
}

function lossesOf(before: QueueFields, after: QueueFields): string[] {
  if (before.notifyState !== 'On') return [];
  if (after.notifyState !== 'On') return [t('queue.lossOff', { target: targetText(before) })];
  const losses: string[] = [];
  const left = parseList(after.events);
  const removed = parseList(before.events).filter((event) => !left.includes(event));
  if (removed.length > 0) {
    losses.push(t('queue.lossEvents', { events: valueText('events', removed.join(',')) }));
  }
  if (targetOf(before) !== targetOf(after))
    losses.push(t('queue.lossTarget', { target: targetText(before) }));
  return losses;
}

function cautionsOf(before: QueueFields, after: QueueFields): string[] {
  const cautions: string[] = [];
  if (before.state !== 'Paused' && after.state === 'Paused') cautions.push(t('queue.cautionPause'));
  if (before.state === 'Paused' && after.state === 'Active') cautions.push(t('queue.cautionResume'));
  if (after.notifyState !== 'On') return cautions;
  if (before.notifyState !== 'On') {
    const events = valueText('events', after.events);
    cautions.push(t('queue.cautionOn', { target: targetText(after), events }));
  } else if (!isSameValue('resultFormat', before.resultFormat, after.resultFormat)) {
    // CI's default is XML (1045/72919).
    cautions.push(
      t('queue.cautionFormat', { format: after.resultFormat === '' ? 'XML' : after.resultFormat }),
    );
  }
  return cautions;
}

/** @returns one text for the place that is notified: fields of another type do not count, whatever they say. */
function targetOf(fields: QueueFields): string {
  const used = FIELD_NAMES.filter((field) => specOf(field).usedBy !== null && isUsed(field, fields));
  return JSON.stringify([fields.type, ...used.map((field) => fields[field].trim())]);
}

/** @returns the names of fields as one phrase. */
export function fieldsText(fields: readonly FieldName[]): string {
  return listText(fields.map(fieldText));
}
