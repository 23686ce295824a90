import { NOTIFY_ELEMENTS, parseEvents } from './notify-config';
import type { Queue, QueueWire } from './queue';
import { isRecord, type XmlRecord, type XmlValue } from './xml';

/** The fields that an admin can change, in the order of the page. */
export const FIELD_NAMES = [
  'name',
  'state',
  'notifyState',
  'events',
  'type',
  'url',
  'resultFormat',
  'mqMode',
  'mqRegion',
  'mqName',
] as const;

export type FieldName = (typeof FIELD_NAMES)[number];

/** The editable fields of a queue as texts; `events` is CI's comma list, in order. */
export type QueueFields = Record<FieldName, string>;

/** New values for some of the fields. */
export type FieldChanges = Partial<QueueFields>;

/** One field that is not what it was. */
export interface FieldChange {
  field: FieldName;
  from: string;
  to: string;
}

const NOTIFY_ELEMENT: Partial<Record<FieldName, string>> = {
  notifyState: NOTIFY_ELEMENTS.state,
  events: NOTIFY_ELEMENTS.events,
  type: NOTIFY_ELEMENTS.type,
  url: NOTIFY_ELEMENTS.url,
  resultFormat: NOTIFY_ELEMENTS.resultFormat,
  mqMode: NOTIFY_ELEMENTS.mqMode,
  mqRegion: NOTIFY_ELEMENTS.mqRegion,
  mqName: NOTIFY_ELEMENTS.mqName,
};

/** @returns the editable fields of a queue. */
export function fieldsOf(queue: Queue): QueueFields {
  const notify = queue.notifyConfig;
  return {
    name: queue.name,
    state: queue.state,
    notifyState: notify.state,
    events: notify.events.join(','),
    type: notify.type,
    url: notify.url,
    resultFormat: notify.resultFormat,
    mqMode: notify.mqMode,
    mqRegion: notify.mqRegion,
    mqName: notify.mqName,
  };
}

/** @returns whether two values of a field say the same: the order of events says nothing. */
export function isSameValue(field: FieldName, a: string, b: string): boolean {
  return normalValue(field, a) === normalValue(field, b);
}

/** @returns the one spelling of everything that says the same in that field. */
export function normalValue(field: FieldName, value: string): string {
  return field === 'events' ? [...new Set(parseEvents(value))].sort().join(',') : value.trim();
}

/** @returns the fields in which `to` says something else than `from`. */
export function diffFields(from: QueueFields, to: QueueFields): FieldChange[] {
  return FIELD_NAMES.filter((field) => !isSameValue(field, from[field], to[field])).map((field) => ({
    field,
    from: from[field],
    to: to[field],
  }));
}

/** @returns the changes alone, as {@link applyChanges} takes them. */
export function changesOf(list: readonly FieldChange[]): FieldChanges {
  const changes: FieldChanges = {};
  for (const change of list) changes[change.field] = change.to;
  return changes;
}

/** @returns the changes that take these back. */
export function reversed(list: readonly FieldChange[]): FieldChange[] {
  return list.map(({ field, from, to }) => ({ field, from: to, to: from }));
}

/** @returns the comma list with that event in or out; the others keep their order, unknown ones too. */
export function withEvent(events: string, event: string, wanted: boolean): string {
  const others = parseEvents(events).filter((member) => member !== event);
  if (!wanted) return others.join(',');
  return parseEvents(events).includes(event) ? events : [...others, event].join(',');
}

/**
 * @returns what to send: the elements as they came, but for the changed fields. Whoever changes nothing sends back
 * exactly what was read.
 */
export function applyChanges(wire: QueueWire, changes: FieldChanges): QueueWire {
  return {
    Name: changes.name ?? wire.Name,
    State: changes.state ?? wire.State,
    NotifyConfig: applyToNotifyConfig(wire.NotifyConfig, changes),
  };
}

function applyToNotifyConfig(element: XmlValue, changes: FieldChanges): XmlValue {
  const changed: Record<string, string> = {};
  for (const field of FIELD_NAMES) {
    const name = NOTIFY_ELEMENT[field];
    const value = changes[field];
    if (name !== undefined && value !== undefined) changed[name] = value;
  }
  if (Object.keys(changed).length === 0) return element;
  const children: XmlRecord = isRecord(element) ? element : {};
  return { ...children, ...changed };
}
