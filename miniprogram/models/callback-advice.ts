import { hasSecretQuery, isPublicHost, MASK, parseCallbackUrl } from './callback-url';
import { NOTIFY_EVENTS, parseEvents } from './notify-config';
import type { FieldName, QueueFields } from './queue-fields';

/** What is worth knowing about callbacks that may well be meant so. i18n/ has the words; none of it blocks a save. */
export const CALLBACK_ADVICE = [
  'HIDDEN_PART',
  'HOST_NOT_PUBLIC',
  'NOT_ENCRYPTED',
  'PORT_UNDOCUMENTED',
  'TOKEN_IN_QUERY',
  'XML_BY_DEFAULT',
  'BOTH_EVENTS',
  'NO_TASK_EVENT',
  'NO_WORKFLOW_EVENT',
  'JOB_OVERRIDES',
] as const;

export type CallbackAdvice = (typeof CALLBACK_ADVICE)[number];

/** Advice that is a warning: the callbacks may not arrive, or may be read by others. */
export const WARNINGS: readonly CallbackAdvice[] = [
  'HIDDEN_PART',
  'HOST_NOT_PUBLIC',
  'NOT_ENCRYPTED',
  'PORT_UNDOCUMENTED',
];

/** Ports that need not be written. */
const USUAL_PORTS = { http: '80', https: '443' } as const;

/**
 * @returns the advice for the fields as they stand, by the field that it is about; none while callbacks are off.
 *
 * - HIDDEN_PART: a masked address was copied from a screen of this program.
 * - HOST_NOT_PUBLIC: the address must not be an intranet one (1045/72919). A new one is an error of its field; this is
 *   for one that is already there.
 * - NOT_ENCRYPTED: the samples are http (1045/50329) and nothing forbids it; the body names buckets and objects (460/77587).
 * - PORT_UNDOCUMENTED: the samples have no port, and no document says which ones CI connects to (1045/72919).
 * - TOKEN_IN_QUERY: CI signs nothing and names no source addresses (460/77587), so a token is how a receiver knows its
 *   caller; whoever may list the queue reads it (1045/72918).
 * - XML_BY_DEFAULT: ResultFormat is XML where it is not set (1045/72919).
 * - BOTH_EVENTS, NO_TASK_EVENT, NO_WORKFLOW_EVENT: a job's body has JobsDetail, a workflow's has WorkflowExecution
 *   (460/77587), and only chosen events are sent (1045/72919).
 * - JOB_OVERRIDES: CallBack, CallBackFormat and CallBackType of a job count instead of the queue's; CallBack `no` is
 *   none at all (436/85036).
 */
export function adviseCallback(fields: QueueFields): Partial<Record<FieldName, CallbackAdvice[]>> {
  if (fields.notifyState !== 'On') return {};
  return {
    events: adviseEvents(fields.events),
    type: ['JOB_OVERRIDES'],
    url: fields.type === 'Url' ? adviseUrl(fields.url) : [],
    resultFormat: fields.resultFormat.trim() === '' ? ['XML_BY_DEFAULT'] : [],
  };
}

function adviseUrl(text: string): CallbackAdvice[] {
  const url = parseCallbackUrl(text);
  if (url === undefined) return [];
  const advice: CallbackAdvice[] = [];
  if (text.includes(MASK)) advice.push('HIDDEN_PART');
  if (!isPublicHost(url.host)) advice.push('HOST_NOT_PUBLIC');
  if (url.scheme === 'http') advice.push('NOT_ENCRYPTED');
  if (url.port !== '' && url.port !== USUAL_PORTS[url.scheme]) advice.push('PORT_UNDOCUMENTED');
  if (hasSecretQuery(url)) advice.push('TOKEN_IN_QUERY');
  return advice;
}

function adviseEvents(list: string): CallbackAdvice[] {
  const [task, workflow] = NOTIFY_EVENTS.map((event) => parseEvents(list).includes(event));
  if (task === workflow) return task === true ? ['BOTH_EVENTS'] : [];
  return [task === true ? 'NO_WORKFLOW_EVENT' : 'NO_TASK_EVENT'];
}
