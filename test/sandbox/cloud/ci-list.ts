import { queueFields } from './ci-answers';
import type { CloudQueue } from './cloud-data';
import { Refusal } from './http';
import { textElement } from './xml';

const LIST_PARAMS = ['queueIds', 'state', 'pageNumber', 'pageSize', 'category'];
const MAX_PAGE_SIZE = 100;

type Query = readonly (readonly [name: string, value: string])[];

const readInteger = (name: string, text: string, max: number): number => {
  const value = /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > max) throw new Refusal(400, 'InvalidArgument', `${name} must be 1 to ${max}.`);
  return value;
};

const listParams = (query: Query): Map<string, string> => {
  const params = new Map<string, string>();
  for (const [name, value] of query) {
    if (!LIST_PARAMS.includes(name) || params.has(name)) {
      throw new Refusal(400, 'InvalidArgument', `${name} is unknown, or there twice.`);
    }
    if (value.trim() === '') throw new Refusal(400, 'InvalidArgument', `${name} is blank.`);
    params.set(name, value);
  }
  return params;
};

/**
 * The children of the answer to DescribePicProcessQueues (1045/72918): counts and a page of queues, or, asked for by
 * `queueIds`, these queues without counts and the ids that do not exist. Throws {@link Refusal} for a parameter that is
 * unknown, blank or out of range.
 */
export const listQueues = (queues: CloudQueue[], query: Query): string => {
  const params = listParams(query);
  const state = params.get('state') ?? 'All';
  if (!['Active', 'Paused', 'All'].includes(state)) {
    throw new Refusal(400, 'InvalidArgument', 'state must be Active, Paused or All.');
  }
  if ((params.get('category') ?? 'CateAll') !== 'CateAll') {
    throw new Refusal(400, 'InvalidArgument', 'category must be CateAll.');
  }
  const pageNumber = readInteger('pageNumber', params.get('pageNumber') ?? '1', 1e9);
  const pageSize = readInteger('pageSize', params.get('pageSize') ?? '10', MAX_PAGE_SIZE);
  const inState = queues.filter((queue) => state === 'All' || queue.state === state);
  const rows = (some: CloudQueue[]): string =>
    some.map((queue) => `<QueueList>${queueFields(queue, true)}</QueueList>`).join('');

  const ids = params.get('queueIds')?.split(',');
  if (ids !== undefined) {
    const missing = ids.filter((id) => !queues.some((queue) => queue.queueId === id));
    return (
      rows(inState.filter((queue) => ids.includes(queue.queueId))) +
      missing.map((id) => textElement('NonExistPIDs', id)).join('')
    );
  }
  const first = (pageNumber - 1) * pageSize;
  return [
    textElement('TotalCount', inState.length),
    textElement('PageNumber', pageNumber),
    textElement('PageSize', pageSize),
    rows(inState.slice(first, first + pageSize)),
  ].join('');
};
