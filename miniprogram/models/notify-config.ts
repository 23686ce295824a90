import { isRecord, leavesOf, textOf, type XmlLeaf, type XmlValue } from './xml';

/** Values that UpdatePicProcessQueue documents (1045/72919). What CI adds later is kept, shown, and not offered. */
export const NOTIFY_STATES = ['On', 'Off'] as const;
export const NOTIFY_EVENTS = ['TaskFinish', 'WorkflowFinish'] as const;
export const NOTIFY_TYPES = ['Url', 'TDMQ'] as const;
export const RESULT_FORMATS = ['XML', 'JSON'] as const;
export const MQ_MODES = ['Topic', 'Queue'] as const;
export const MQ_REGIONS = ['sh', 'bj', 'gz', 'cd', 'hk'] as const;

/** Who is told about finished jobs, and how. Texts are without padding; `''` where CI does not say. */
export interface NotifyConfig {
  /** `On`, `Off` (also when CI says nothing), or a value that CI added later. */
  state: string;
  /** {@link NOTIFY_EVENTS} and others, in CI's order. */
  events: string[];
  /** {@link NOTIFY_TYPES} or another, e.g. Kafka. */
  type: string;
  url: string;
  resultFormat: string;
  mqMode: string;
  /** One of {@link MQ_REGIONS}: not the bucket's region. */
  mqRegion: string;
  mqName: string;
  /** Children that this program does not know, e.g. KafkaConfig: for display, and sent back untouched. */
  unknown: XmlLeaf[];
}

/** Element names of the known children, by the name that the program uses. */
export const NOTIFY_ELEMENTS = {
  state: 'State',
  events: 'Event',
  type: 'Type',
  url: 'Url',
  resultFormat: 'ResultFormat',
  mqMode: 'MqMode',
  mqRegion: 'MqRegion',
  mqName: 'MqName',
} as const;

/** @returns the members of CI's comma list, in order, without blanks. */
export function parseEvents(list: string): string[] {
  return list
    .split(',')
    .map((event) => event.trim())
    .filter((event) => event !== '');
}

/** @returns the model of a `NotifyConfig` element, blank and missing ones included. */
export function toNotifyConfig(element: XmlValue): NotifyConfig {
  const state = textOf(element, NOTIFY_ELEMENTS.state);
  return {
    state: state === '' ? 'Off' : state,
    events: parseEvents(textOf(element, NOTIFY_ELEMENTS.events)),
    type: textOf(element, NOTIFY_ELEMENTS.type),
    url: textOf(element, NOTIFY_ELEMENTS.url),
    resultFormat: textOf(element, NOTIFY_ELEMENTS.resultFormat),
    mqMode: textOf(element, NOTIFY_ELEMENTS.mqMode),
    mqRegion: textOf(element, NOTIFY_ELEMENTS.mqRegion),
    mqName: textOf(element, NOTIFY_ELEMENTS.mqName),
    unknown: unknownChildren(element),
  };
}

function unknownChildren(element: XmlValue): XmlLeaf[] {
  if (!isRecord(element)) return [];
  const known: readonly string[] = Object.values(NOTIFY_ELEMENTS);
  return Object.keys(element).flatMap((name) => {
    const child = element[name];
    return child === undefined || known.includes(name) ? [] : leavesOf(child, name);
  });
}
