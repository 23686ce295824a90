import { hasToken, MASK, parseCallbackUrl } from './callback-url';
import { cleanUrl } from './clean-url';
import { isPublicHost } from './host';
import { isSameValue, parseList, type FieldName, type QueueFields } from './fields';
import { oddCharacters, withoutInvisible } from './url-characters';
import { NAME_MAX_LENGTH } from './validate';

/** What is worth knowing about a field that may well be meant so. i18n/ has the words; none of it blocks a save. */
export const FIELD_ADVICE = [
  'NAME_BYTES',
  'HIDDEN_PART',
  'ODD_CHARACTERS',
  'HOST_NOT_PUBLIC',
  'NOT_ENCRYPTED',
  'PORT_UNDOCUMENTED',
  'TOKEN_IN_URL',
  'XML_BY_DEFAULT',
  'BOTH_EVENTS',
  'NO_TASK_EVENT',
  'NO_WORKFLOW_EVENT',
  'JOB_OVERRIDES',
] as const;

export type FieldAdvice = (typeof FIELD_ADVICE)[number];

/** Advice that is a warning: it may be refused, not arrive, or be read by others. */
export const WARNINGS: readonly FieldAdvice[] = [
  'NAME_BYTES',
  'HIDDEN_PART',
  'ODD_CHARACTERS',
  'HOST_NOT_PUBLIC',
  'NOT_ENCRYPTED',
  'PORT_UNDOCUMENTED',
];

/** Ports that need not be written. */
const USUAL_PORTS = { http: '80', https: '443' } as const;

/**
 * @param before what the queue says now
 * @param after the fields as they stand
 * @returns the advice by the field that it is about; none about callbacks while they are off
 *
 * - NAME_BYTES: Name has at most 128 of a unit that the Chinese page leaves out; the English one says bytes (1045/72919).
 * - HIDDEN_PART: a masked address was copied from a screen of this program, and there is nothing to fill it with.
 * - ODD_CHARACTERS: RFC 3986 does not allow them. In a new address they are an error of its field, as is a host that is
 *   not public; this is for an address that is already there.
 * - HOST_NOT_PUBLIC: the address must not be an intranet one (1045/72919).
 * - NOT_ENCRYPTED: the samples are http (1045/50329) and nothing forbids it; the body names buckets and objects (460/77587).
 * - PORT_UNDOCUMENTED: the samples have no port, and no document says which ones CI connects to (1045/72919).
 * - TOKEN_IN_URL: CI signs nothing and names no source addresses (460/77587), so a token is how a receiver knows its
 *   caller; every reader of the queue can see it (1045/72918).
 * - XML_BY_DEFAULT: ResultFormat is XML where it is not set (1045/72919).
 * - BOTH_EVENTS, NO_TASK_EVENT, NO_WORKFLOW_EVENT: a job's body has JobsDetail, a workflow's has WorkflowExecution
 *   (460/77587), and only chosen events are sent (1045/72919).
 * - JOB_OVERRIDES: CallBack, CallBackFormat and CallBackType of a job count instead of the queue's; CallBack `no` is
 *   none at all (436/85036).
 */
export function adviseFields(
  before: QueueFields,
  after: QueueFields,
): Partial<Record<FieldName, FieldAdvice[]>> {
  const name = isSameValue('name', before.name, after.name) ? [] : adviseName(after.name);
  if (after.notifyState !== 'On') return { name };
  return {
    name,
    events: adviseEvents(after.events),
    type: ['JOB_OVERRIDES'],
    url: after.type === 'Url' ? adviseUrl(after.url) : [],
    resultFormat: after.resultFormat.trim() === '' ? ['XML_BY_DEFAULT'] : [],
  };
}

function adviseName(name: string): FieldAdvice[] {
  return utf8Length(name.trim()) > NAME_MAX_LENGTH ? ['NAME_BYTES'] : [];
}

/** WeChat's core has no TextEncoder. A letter of two UTF-16 units takes four bytes. */
function utf8Length(text: string): number {
  return Array.from(text).reduce((sum, letter) => {
    if (letter.length === 2) return sum + 4;
    const code = letter.charCodeAt(0);
    return sum + (code < 0x80 ? 1 : code < 0x800 ? 2 : 3);
  }, 0);
}

function adviseUrl(typed: string): FieldAdvice[] {
  const text = cleanUrl(typed);
  const isInvisible = withoutInvisible(text) !== text;
  const url = parseCallbackUrl(text);
  if (url === undefined) return isInvisible ? ['ODD_CHARACTERS'] : [];
  const advice: FieldAdvice[] = [];
  if (text.includes(MASK)) advice.push('HIDDEN_PART');
  if (isInvisible || oddCharacters(text).length > 0) advice.push('ODD_CHARACTERS');
  if (!isPublicHost(url.host)) advice.push('HOST_NOT_PUBLIC');
  if (url.scheme === 'http') advice.push('NOT_ENCRYPTED');
  if (url.port !== '' && url.port !== USUAL_PORTS[url.scheme]) advice.push('PORT_UNDOCUMENTED');
  if (hasToken(url)) advice.push('TOKEN_IN_URL');
  return advice;
}

function adviseEvents(list: string): FieldAdvice[] {
  const [task, workflow] = ['TaskFinish', 'WorkflowFinish'].map((event) => parseList(list).includes(event));
  if (task === workflow) return task === true ? ['BOTH_EVENTS'] : [];
  return [task === true ? 'NO_WORKFLOW_EVENT' : 'NO_TASK_EVENT'];
}
