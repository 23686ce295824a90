import { t, type TextKey } from '../../i18n/index';
import { placeText, stateText } from '../../i18n/words';
import { maskUrl } from '../../models/callback-url';
import { parseEvents } from '../../models/notify-config';
import type { FieldName, QueueFields } from '../../models/queue-fields';
import { plainHiddenText } from './hidden-words';

type Word =
  | `queue.notify${'On' | 'Off'}`
  | `queue.event${'TaskFinish' | 'WorkflowFinish'}`
  | `queue.type${'Url' | 'Tdmq'}`
  | `queue.mqMode${'Topic' | 'Queue'}`;
type Words = Readonly<Record<string, Word>>;

const FIELDS = {
  name: 'queue.fieldName',
  state: 'queue.fieldState',
  notifyState: 'queue.fieldNotifyState',
  events: 'queue.fieldEvents',
  type: 'queue.fieldType',
  url: 'queue.fieldUrl',
  resultFormat: 'queue.fieldResultFormat',
  mqMode: 'queue.fieldMqMode',
  mqRegion: 'queue.fieldMqRegion',
  mqName: 'queue.fieldMqName',
} as const satisfies Record<FieldName, TextKey>;

const NOTIFY_STATES: Words = { On: 'queue.notifyOn', Off: 'queue.notifyOff' };
const EVENTS: Words = { TaskFinish: 'queue.eventTaskFinish', WorkflowFinish: 'queue.eventWorkflowFinish' };
const TYPES: Words = { Url: 'queue.typeUrl', TDMQ: 'queue.typeTdmq' };
const MQ_MODES: Words = { Topic: 'queue.mqModeTopic', Queue: 'queue.mqModeQueue' };
/** TDMQ's names of regions, as COS calls them. */
const MQ_REGIONS: Readonly<Record<string, string>> = {
  sh: 'ap-shanghai',
  bj: 'ap-beijing',
  gz: 'ap-guangzhou',
  cd: 'ap-chengdu',
  hk: 'ap-hongkong',
};

/** @returns the name of a field. */
export function fieldText(field: FieldName): string {
  return t(FIELDS[field]);
}

/** @returns a value of a field in words, a callback address with its secrets hidden; what CI added later as it is. */
export function valueText(field: FieldName, value: string): string {
  const text = value.trim();
  if (text === '') return t('queue.valueNone');
  switch (field) {
    case 'state':
      return stateText(text);
    case 'notifyState':
      return wordFor(NOTIFY_STATES, text);
    case 'events':
      return listText(parseEvents(text).map((event) => wordFor(EVENTS, event)));
    case 'type':
      return wordFor(TYPES, text);
    case 'url':
      return maskUrl(text);
    case 'mqMode':
      return wordFor(MQ_MODES, text);
    case 'mqRegion':
      return placeText(MQ_REGIONS[text] ?? '') ?? text;
    case 'name':
    case 'resultFormat':
    case 'mqName':
      return text;
  }
}

/** @returns several things in one phrase. */
export function listText(parts: readonly string[]): string {
  return parts.join(t('queue.listSeparator'));
}

/** @returns where notifications go, secrets hidden. */
export function targetText(fields: QueueFields): string {
  if (fields.type === 'Url') return plainHiddenText(fields.url);
  if (fields.type === 'TDMQ') {
    const parts = (['mqRegion', 'mqMode', 'mqName'] as const).map((field) => valueText(field, fields[field]));
    return ['TDMQ', ...parts].join(' · ');
  }
  return valueText('type', fields.type);
}

function wordFor(words: Words, value: string): string {
  const key = Object.prototype.hasOwnProperty.call(words, value) ? words[value] : undefined;
  return key === undefined ? value : t(key);
}
