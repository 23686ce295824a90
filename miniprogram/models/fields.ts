import { isRecord, leavesOf, textOf, type XmlLeaf, type XmlRecord, type XmlValue } from './xml';

/** The three elements that a PUT replaces, exactly as CI sent them: padding, order, unknown children and all. */
export interface QueueWire {
  Name: XmlValue;
  State: XmlValue;
  NotifyConfig: XmlValue;
}

/** A queue, as far as its editable fields are concerned. */
interface Wired {
  readonly wire: QueueWire;
}

/** Describes one editable field: everything the program has to know about it, in one place. */
interface FieldSpec {
  /** The element that holds it: the queue's own, or a child of NotifyConfig. */
  parent: 'queue' | 'notify';
  /** Name of the element. */
  element: string;
  /** `list` is a comma list, `url` may hold a secret. */
  kind: 'text' | 'choice' | 'switch' | 'list' | 'url';
  /**
   * Values that CI documents (1045/72919), each with the key of its word; `''` where the value is its own word. Other
   * values are kept and shown, and never offered. Empty for free text.
   */
  values: Readonly<Record<string, string>>;
  /** The value that a missing or blank element stands for; `''` where it stands for nothing. */
  whenBlank: string;
  /** Type of callback that uses it; `null` for every type. */
  usedBy: 'Url' | 'TDMQ' | null;
  /** Error when it has to say something and does not; `null` where it may stay blank. */
  required: string | null;
  /** Keys of its label and of a hint below its input; `null` without one. */
  label: string;
  hint: string | null;
}

const defaults = {
  parent: 'notify',
  values: {},
  whenBlank: '',
  usedBy: null,
  required: null,
  hint: null,
} as const;

/** Every field that an admin can change, in the order of the form. A new field of NotifyConfig is a new line here. */
export const FIELDS = {
  name: {
    ...defaults,
    parent: 'queue',
    element: 'Name',
    kind: 'text',
    required: 'NAME_REQUIRED',
    label: 'queue.fieldName',
    hint: 'queue.nameHint',
  },
  state: {
    ...defaults,
    parent: 'queue',
    element: 'State',
    kind: 'choice',
    values: { Active: 'common.active', Paused: 'common.paused' },
    required: 'VALUE_UNKNOWN',
    label: 'queue.fieldState',
  },
  notifyState: {
    ...defaults,
    element: 'State',
    kind: 'switch',
    values: { On: 'queue.notifyOn', Off: 'queue.notifyOff' },
    whenBlank: 'Off',
    required: 'VALUE_UNKNOWN',
    label: 'queue.fieldNotifyState',
  },
  events: {
    ...defaults,
    element: 'Event',
    kind: 'list',
    values: { TaskFinish: 'queue.eventTaskFinish', WorkflowFinish: 'queue.eventWorkflowFinish' },
    required: 'EVENTS_REQUIRED',
    label: 'queue.fieldEvents',
  },
  type: {
    ...defaults,
    element: 'Type',
    kind: 'choice',
    values: { Url: 'queue.typeUrl', TDMQ: 'queue.typeTdmq' },
    required: 'TYPE_REQUIRED',
    label: 'queue.fieldType',
  },
  url: {
    ...defaults,
    element: 'Url',
    kind: 'url',
    usedBy: 'Url',
    required: 'URL_REQUIRED',
    label: 'queue.fieldUrl',
    hint: 'queue.urlHint',
  },
  mqRegion: {
    ...defaults,
    element: 'MqRegion',
    kind: 'choice',
    // TDMQ's own names of regions, not the bucket's region.
    values: {
      sh: 'regions.ap-shanghai',
      bj: 'regions.ap-beijing',
      gz: 'regions.ap-guangzhou',
      cd: 'regions.ap-chengdu',
      hk: 'regions.ap-hongkong',
    },
    usedBy: 'TDMQ',
    required: 'MQ_REGION_REQUIRED',
    label: 'queue.fieldMqRegion',
  },
  mqMode: {
    ...defaults,
    element: 'MqMode',
    kind: 'choice',
    values: { Topic: 'queue.mqModeTopic', Queue: 'queue.mqModeQueue' },
    usedBy: 'TDMQ',
    required: 'MQ_MODE_REQUIRED',
    label: 'queue.fieldMqMode',
  },
  mqName: {
    ...defaults,
    element: 'MqName',
    kind: 'text',
    usedBy: 'TDMQ',
    required: 'MQ_NAME_REQUIRED',
    label: 'queue.fieldMqName',
    hint: 'queue.mqNameHint',
  },
  resultFormat: {
    ...defaults,
    element: 'ResultFormat',
    kind: 'choice',
    values: { XML: '', JSON: '' },
    label: 'queue.fieldResultFormat',
  },
} as const satisfies Readonly<Record<string, FieldSpec>>;

export type FieldName = keyof typeof FIELDS;

/** The fields, in the order of the form. */
export const FIELD_NAMES = Object.keys(FIELDS) as readonly FieldName[];

/** Those that NotifyConfig holds. */
export const NOTIFY_FIELDS = FIELD_NAMES.filter((field) => FIELDS[field].parent === 'notify');

/** Names of the children of NotifyConfig that hold them. */
const NOTIFY_ELEMENTS: readonly string[] = NOTIFY_FIELDS.map((field) => FIELDS[field].element);

/** The editable fields of a queue as text without padding; `events` is CI's comma list, in its order. */
export type QueueFields = Record<FieldName, string>;

/** New values for some of the fields. */
export type FieldChanges = Partial<QueueFields>;

/** One field that is not what it was. */
export interface FieldChange {
  field: FieldName;
  from: string;
  to: string;
}

/** @returns the specification of a field, its literal types widened. */
export function specOf(field: FieldName): FieldSpec {
  return FIELDS[field];
}

/** @returns the values that CI documents for the field. */
export function valuesOf(field: FieldName): readonly string[] {
  return Object.keys(FIELDS[field].values);
}

/** @returns whether CI documents the value. */
export function isDocumented(field: FieldName, value: string): boolean {
  return valuesOf(field).includes(value);
}

/** @returns whether a queue with these fields uses this one: a callback of another type ignores it. */
export function isUsed(field: FieldName, { type }: Pick<QueueFields, 'type'>): boolean {
  const { usedBy } = specOf(field);
  return usedBy === null || usedBy === type;
}

/** Reads the editable fields of a queue. */
export function fieldsOf({ wire }: Wired): QueueFields {
  return mapFields((field) => {
    const { parent, element, kind, whenBlank } = specOf(field);
    const text = textOf(parent === 'queue' ? { ...wire } : wire.NotifyConfig, element);
    return (kind === 'list' ? parseList(text).join(',') : text) || whenBlank;
  });
}

/** Makes a record with one entry for each field. */
export function mapFields<Value>(valueOf: (field: FieldName) => Value): Record<FieldName, Value> {
  return Object.fromEntries(FIELD_NAMES.map((field) => [field, valueOf(field)])) as Record<FieldName, Value>;
}

/** @returns the children of NotifyConfig that this program does not know, e.g. KafkaConfig; a PUT carries them along. */
export function unknownNotify({ wire }: Wired): XmlLeaf[] {
  const element = wire.NotifyConfig;
  if (!isRecord(element)) return [];
  return Object.entries(element).flatMap(([name, child]) =>
    NOTIFY_ELEMENTS.includes(name) ? [] : leavesOf(child, name),
  );
}

/** @returns the members of CI's comma list, in order, without blanks. */
export function parseList(list: string): string[] {
  return list
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '');
}

/** @returns whether two values of a field say the same: the order of a list says nothing. */
export function isSameValue(field: FieldName, a: string, b: string): boolean {
  return normalValue(field, a) === normalValue(field, b);
}

/** @returns the one spelling of all values that say the same in that field. */
export function normalValue(field: FieldName, value: string): string {
  return FIELDS[field].kind === 'list' ? [...new Set(parseList(value))].sort().join(',') : value.trim();
}

/** @returns the fields in which `to` says something else than `from`. */
export function diffFields(from: QueueFields, to: QueueFields): FieldChange[] {
  return FIELD_NAMES.filter((field) => !isSameValue(field, from[field], to[field])).map((field) => ({
    field,
    from: from[field],
    to: to[field],
  }));
}

/** @returns the new values alone, as {@link applyChanges} takes them. */
export function changesOf(list: readonly FieldChange[]): FieldChanges {
  const changes: FieldChanges = {};
  for (const change of list) changes[change.field] = change.to;
  return changes;
}

/** @returns the changes that take these back. */
export function reversed(list: readonly FieldChange[]): FieldChange[] {
  return list.map(({ field, from, to }) => ({ field, from: to, to: from }));
}

/** @returns the comma list with that member in or out; the others keep their order, unknown ones too. */
export function withMember(list: string, member: string, wanted: boolean): string {
  const others = parseList(list).filter((other) => other !== member);
  if (!wanted) return others.join(',');
  return parseList(list).includes(member) ? list : [...others, member].join(',');
}

/** @returns the elements to send: as they came, except for the changed fields. */
export function applyChanges(wire: QueueWire, changes: FieldChanges): QueueWire {
  return {
    Name: changes.name ?? wire.Name,
    State: changes.state ?? wire.State,
    NotifyConfig: applyToNotifyConfig(wire.NotifyConfig, changes),
  };
}

function applyToNotifyConfig(element: XmlValue, changes: FieldChanges): XmlValue {
  const changed: Record<string, string> = {};
  for (const field of NOTIFY_FIELDS) {
    const value = changes[field];
    if (value !== undefined) changed[FIELDS[field].element] = value;
  }
  if (Object.keys(changed).length === 0) return element;
  const children: XmlRecord = isRecord(element) ? element : {};
  return { ...children, ...changed };
}
