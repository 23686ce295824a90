import type { QueueWire } from './fields';
import { childOf, leavesOf, numberOf, textOf, type XmlLeaf, type XmlRecord, type XmlValue } from './xml';

/** The two states that CI documents (1045/72918). Others that it may add are kept and shown as they are. */
export type QueueState = 'Active' | 'Paused';

/** Where a queue lives. */
export interface BucketRef {
  /** Full name with the appid. */
  bucket: string;
  /** COS region of the bucket. */
  region: string;
}

/** Identifies one queue. */
export interface QueueRef extends BucketRef {
  queueId: string;
}

/** A picqueue as CI describes it (DescribePicProcessQueues, 1045/72918). Texts are without padding. */
export interface Queue extends QueueRef {
  name: string;
  /** {@link QueueState}, or a value that CI added later. */
  state: string;
  /** Most jobs that may wait. `null` where the answer does not say. */
  maxSize: number | null;
  /** Most jobs that may run at once. `null` where the answer does not say. */
  maxConcurrent: number | null;
  category: string;
  /** `YYYY-MM-DDTHH:mm:ss+0800`, as CI writes it; see utils/time. `-` and `''` happen. */
  createTime: string;
  updateTime: string;
  /** Elements that this program does not know, for display. */
  unknown: XmlLeaf[];
  wire: QueueWire;
  /** Parts of Name, State or NotifyConfig that XML can express and `json2xml` cannot send back; normally empty. */
  cannotCarry: string[];
}

const KNOWN_ELEMENTS = [
  'QueueId',
  'Name',
  'State',
  'NotifyConfig',
  'MaxSize',
  'MaxConcurrent',
  'Category',
  'CreateTime',
  'UpdateTime',
  'BucketId',
];

/**
 * @param element one `QueueList` (or the `Queue` of a PUT's answer)
 * @param cannotCarry paths below the element that were lost in reading
 * @returns the queue, or `undefined` if the element has no QueueId: then it is not a queue.
 */
export function toQueue(place: BucketRef, element: XmlValue, cannotCarry: string[] = []): Queue | undefined {
  const queueId = textOf(element, 'QueueId');
  if (queueId === '' || typeof element === 'string') return undefined;
  const wire: QueueWire = {
    Name: childOf(element, 'Name') ?? '',
    State: childOf(element, 'State') ?? '',
    NotifyConfig: childOf(element, 'NotifyConfig') ?? '',
  };
  return {
    bucket: place.bucket,
    region: place.region,
    queueId,
    name: textOf(element, 'Name'),
    state: textOf(element, 'State'),
    maxSize: numberOf(element, 'MaxSize'),
    maxConcurrent: numberOf(element, 'MaxConcurrent'),
    category: textOf(element, 'Category'),
    createTime: textOf(element, 'CreateTime'),
    updateTime: textOf(element, 'UpdateTime'),
    unknown: unknownElements(element),
    wire,
    cannotCarry: cannotCarry.filter((path) => /^(Name|State|NotifyConfig)\b/.test(path)),
  };
}

/** @returns whether both name the same queue. */
export function isSameQueue(a: QueueRef, b: QueueRef): boolean {
  return a.bucket === b.bucket && a.region === b.region && a.queueId === b.queueId;
}

/** @returns one string for the queue, for maps and storage. */
export function queueKey(ref: QueueRef): string {
  return `${ref.region}/${ref.bucket}/${ref.queueId}`;
}

/** @returns just the names of the queue. */
export function refOf(ref: QueueRef): QueueRef {
  return { bucket: ref.bucket, region: ref.region, queueId: ref.queueId };
}

/** @returns what people call the queue: its name, or its id where it has none. */
export function titleOf({ name, queueId }: Pick<Queue, 'name' | 'queueId'>): string {
  return name === '' ? queueId : name;
}

function unknownElements(element: XmlRecord): XmlLeaf[] {
  return Object.keys(element).flatMap((name) => {
    const child = element[name];
    return child === undefined || KNOWN_ELEMENTS.includes(name) ? [] : leavesOf(child, name);
  });
}
