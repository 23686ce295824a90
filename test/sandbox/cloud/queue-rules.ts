import { BlockList, isIP } from 'node:net';
import type { Element } from '@xmldom/xmldom';
import type { CloudQueue } from './cloud-data';
import { Refusal } from './http';
import type { QueueChanges } from './queue-store';
import { childElements, childrenNamed, childText, compactXml, parseXml, XmlError } from './xml';

const MAX_NAME_LENGTH = 128;
const MQ_REGIONS = ['sh', 'bj', 'gz', 'cd', 'hk'];

const intranet = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  intranet.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  intranet.addSubnet(network, prefix, 'ipv6');
}

const refuse = (message: string): never => {
  throw new Refusal(400, 'InvalidArgument', message);
};

/** Whether CI could post to this address from outside: http or https, and no host of an intranet. */
const isPublicUrl = (text: string): boolean => {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return false;
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return false;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const version = isIP(host);
  if (version !== 0) return !intranet.check(host, version === 4 ? 'ipv4' : 'ipv6');
  return host.includes('.') && !host.endsWith('.local') && !host.endsWith('.internal');
};

/** The text of a child, blank counting as absent. A child that is there twice is refused. */
const field = (element: Element, name: string): string | undefined => {
  if (childrenNamed(element, name).length > 1) refuse(`${name} is there twice.`);
  const text = childText(element, name);
  return text === undefined || text.trim() === '' ? undefined : text;
};

const oneOf = (name: string, value: string | undefined, allowed: readonly string[]): void => {
  if (value !== undefined && !allowed.includes(value)) refuse(`${name} must be ${allowed.join(' or ')}.`);
};

const checkName = (name: string, current: CloudQueue): void => {
  if (name === current.name) return;
  // The Chinese page says no unit, the English translation counts bytes: characters are meant.
  if (Array.from(name).length > MAX_NAME_LENGTH) refuse(`Name is longer than ${MAX_NAME_LENGTH}.`);
  if (!/^[\p{Script=Han}A-Za-z0-9_*-]+$/u.test(name)) {
    refuse('Name may hold Chinese, letters, digits, _, - and * only.');
  }
};

const checkNotifyConfig = (config: Element): void => {
  const get = (name: string): string | undefined => field(config, name);
  const need = (name: string): string => get(name) ?? refuse(`NotifyConfig.${name} is required.`);

  oneOf('NotifyConfig.State', get('State'), ['On', 'Off']);
  oneOf('NotifyConfig.ResultFormat', get('ResultFormat'), ['JSON', 'XML']);
  // Off is the default, and nothing else is asked of callbacks that are off.
  if (get('State') !== 'On') return;

  for (const event of need('Event').split(','))
    oneOf('NotifyConfig.Event', event, ['TaskFinish', 'WorkflowFinish']);
  const type = need('Type');
  if (type === 'Url' && !isPublicUrl(need('Url'))) {
    refuse('NotifyConfig.Url must be a public http or https address.');
  }
  if (type === 'TDMQ') {
    oneOf('NotifyConfig.MqMode', need('MqMode'), ['Topic', 'Queue']);
    oneOf('NotifyConfig.MqRegion', need('MqRegion'), MQ_REGIONS);
    need('MqName');
  }
};

const parseRequest = (body: string): Element => {
  try {
    return parseXml(body);
  } catch (error) {
    if (error instanceof XmlError) throw new Refusal(400, 'MalformedXML', error.message);
    throw error;
  }
};

/**
 * Reads the body of UpdatePicProcessQueue and holds it to the table of the document (1045/72919). The answer replaces
 * the queue's Name, State and NotifyConfig as a whole: nothing is taken over from `current`, as nothing in the document
 * promises it. Children of NotifyConfig that the table does not have are kept as they were sent. A Name or a NotifyConfig
 * that the queue already has is not judged again: it may be older than the rules.
 */
export const readUpdate = (body: string, current: CloudQueue): Required<QueueChanges> => {
  const request = parseRequest(body);
  if (request.nodeName !== 'Request') throw new Refusal(400, 'MalformedXML', 'The root is not Request.');

  const name = field(request, 'Name') ?? refuse('Name is required.');
  const state = field(request, 'State') ?? refuse('State is required.');
  const configs = childrenNamed(request, 'NotifyConfig');
  const [config] = configs;
  if (config === undefined || configs.length > 1) return refuse('NotifyConfig is required, once.');
  checkName(name, current);
  if (state !== 'Active' && state !== 'Paused') return refuse('State must be Active or Paused.');
  if (childElements(config).length === 0 && (config.textContent ?? '').trim() !== '') {
    refuse('NotifyConfig is a container.');
  }
  const notifyConfigXml = compactXml(config);
  if (notifyConfigXml !== current.notifyConfigXml) checkNotifyConfig(config);
  return { name, state, notifyConfigXml };
};
