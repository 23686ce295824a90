import { toQueue, type Queue } from '../../miniprogram/models/queue';
import type { XmlRecord } from '../../miniprogram/models/xml';

/** Elements of a queue as CI sends them; every test names what it is about and leaves the rest to this. */
export const QUEUE_ELEMENTS = {
  QueueId: 'p8366c460c67b4c65a9bf81b41eaa3c4b',
  Name: 'queue-pic-process-1',
  State: 'Active',
  NotifyConfig: {
    Url: 'https://callback.example.com/ci',
    Event: 'TaskFinish,WorkflowFinish',
    Type: 'Url',
    State: 'On',
    ResultFormat: 'JSON',
  },
  MaxSize: '10000',
  MaxConcurrent: '10',
  Category: 'PicProcessing',
  CreateTime: '2022-08-09T16:23:11+0800',
  UpdateTime: '2022-08-09T16:23:11+0800',
} as const satisfies XmlRecord;

/** @returns a queue as the program reads it, with some of its elements replaced. */
export function makeQueue(
  elements: XmlRecord = {},
  place = { bucket: 'photos-1250000000', region: 'ap-guangzhou' },
): Queue {
  const queue = toQueue(place, { ...QUEUE_ELEMENTS, ...elements });
  if (queue === undefined) throw new Error('a queue needs a QueueId');
  return queue;
}
