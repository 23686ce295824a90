import { AppError } from '../../models/errors';
import { toQueue, type BucketRef, type Queue, type QueueRef, type QueueState } from '../../models/queue';
import { childrenOf, numberOf } from '../../models/xml';
import { sendToCi, type CiAnswer } from './client';
import { noteRead, type Reading } from './newest-reads';

/** Query of DescribePicProcessQueues (1045/72918). What is left out is not sent: CI's reading of a blank is unknown. */
export interface ListQuery {
  /** Only these queues. CI then answers without totals. */
  queueIds?: string[];
  /** Only queues in this state. */
  state?: QueueState;
  /** Just this page, from 1; left out, all pages are read. */
  pageNumber?: number;
  /** Queues a page. The document gives no maximum; its sibling for buckets allows 100. */
  pageSize?: number;
}

/** How a read is made, besides what it asks for. */
export interface ReadOptions {
  /** Longest wait for each answer, milliseconds. */
  timeoutMs?: number;
  /** Called with all queues so far after each page except the last. */
  onPage?: (queues: Queue[]) => void;
}

export interface QueueList {
  queues: Queue[];
  /** Asked for by id, and unknown to CI. */
  notFound: string[];
}

/** Fewest requests for any number of queues that is likely. */
const DEFAULT_PAGE_SIZE = 100;
/** More pages than any bucket has; stops a server that never ends its list. */
const MAX_PAGES = 200;

/**
 * @returns the bucket's queues that match, of all pages unless one is named
 * @throws AppError; a body that is not an answer is BAD_ANSWER, never an empty list
 */
export async function listQueues(
  place: BucketRef,
  query: ListQuery = {},
  options: ReadOptions = {},
): Promise<QueueList> {
  if (query.queueIds !== undefined || query.pageNumber !== undefined) return readPage(place, query, options);
  const queues = new Map<string, Queue>();
  const notFound: string[] = [];
  const pageSize = query.pageSize ?? DEFAULT_PAGE_SIZE;
  for (let pageNumber = 1; pageNumber <= MAX_PAGES; pageNumber++) {
    const page = await readPage(place, { ...query, pageNumber, pageSize }, options);
    const known = queues.size;
    for (const queue of page.queues) queues.set(queue.queueId, queue);
    notFound.push(...page.notFound);
    // A page without news ends it whatever the total says: queues may have gone since it was counted.
    if (queues.size === known || isLast(page, queues.size, pageSize)) break;
    options.onPage?.([...queues.values()]);
  }
  return { queues: [...queues.values()], notFound };
}

/**
 * @returns the queue as CI describes it now, or as it did before if this answer was older
 * @throws AppError QUEUE_NOT_FOUND, and as {@link listQueues}
 */
export async function getQueue(ref: QueueRef): Promise<Queue> {
  return (await readQueue(ref)).queue;
}

/** Reads a queue as {@link getQueue} does, and says what the read is worth as a proof. */
export async function readQueue(ref: QueueRef): Promise<Reading> {
  const { readings, requestId } = await readPage(ref, { queueIds: [ref.queueId] });
  const reading = readings.find(({ queue }) => queue.queueId === ref.queueId);
  if (reading === undefined) {
    throw new AppError('QUEUE_NOT_FOUND', requestId === '' ? {} : { requestId });
  }
  return reading;
}

interface Page extends QueueList {
  readings: Reading[];
  /** `null` where the answer has none: by id, and wherever CI leaves it out. */
  totalCount: number | null;
  /** What CI made of the size that was asked for. */
  pageSize: number | null;
  requestId: string;
}

async function readPage(place: BucketRef, query: ListQuery, { timeoutMs }: ReadOptions = {}): Promise<Page> {
  const answer = await sendToCi({
    method: 'GET',
    place,
    path: 'picqueue',
    query: toQuery(query),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  const readings = readQueues(place, answer).map((queue) => noteRead(queue, answer.cloudTime));
  const queues = readings.map(({ queue }) => queue);
  const totalCount = numberOf(answer.response, 'TotalCount');
  const firstPage = (query.pageNumber ?? 1) === 1;
  if (queues.length === 0 && firstPage && totalCount !== null && totalCount > 0) {
    throw badAnswer(answer, `the answer counts ${totalCount} queues and has none`);
  }
  return {
    queues,
    readings,
    notFound: childrenOf(answer.response, 'NonExistPIDs').flatMap((id) =>
      typeof id === 'string' ? id.trim() : [],
    ),
    totalCount,
    pageSize: numberOf(answer.response, 'PageSize'),
    requestId: answer.requestId,
  };
}

function readQueues(place: BucketRef, answer: CiAnswer): Queue[] {
  // Losses are noted by path, not by row: with several rows they count for each, which is the careful reading.
  const cannotCarry = answer.cannotCarry
    .filter((path) => path.startsWith('QueueList.'))
    .map((path) => path.slice('QueueList.'.length));
  return childrenOf(answer.response, 'QueueList')
    .filter((element) => typeof element !== 'string' || element.trim() !== '')
    .map((element) => {
      const queue = toQueue(place, element, cannotCarry);
      if (queue === undefined) throw badAnswer(answer, 'the answer has a queue without QueueId');
      return queue;
    });
}

function isLast(page: Page, found: number, askedSize: number): boolean {
  if (page.totalCount !== null) return found >= page.totalCount;
  return page.queues.length < (page.pageSize ?? askedSize);
}

function toQuery({ queueIds, state, pageNumber, pageSize }: ListQuery): Record<string, string> {
  return {
    ...(queueIds === undefined ? {} : { queueIds: queueIds.join(',') }),
    ...(state === undefined ? {} : { state }),
    ...(pageNumber === undefined ? {} : { pageNumber: String(pageNumber) }),
    ...(pageSize === undefined ? {} : { pageSize: String(pageSize) }),
  };
}

function badAnswer({ requestId }: CiAnswer, note: string): AppError {
  return new AppError('BAD_ANSWER', requestId === '' ? { note } : { requestId, note });
}
