import { fieldsOf, unknownNotify } from '../../../miniprogram/models/fields';
import { isSameQueue, queueKey, toQueue } from '../../../miniprogram/models/queue';
import { makeQueue, QUEUE_ELEMENTS } from '../../support/make-queue';

const place = { bucket: 'photos-1250000000', region: 'ap-guangzhou' };

test('every documented element is read', () => {
  expect(makeQueue()).toMatchObject({
    ...place,
    queueId: 'p8366c460c67b4c65a9bf81b41eaa3c4b',
    name: 'queue-pic-process-1',
    state: 'Active',
    maxSize: 10000,
    maxConcurrent: 10,
    category: 'PicProcessing',
    createTime: '2022-08-09T16:23:11+0800',
    updateTime: '2022-08-09T16:23:11+0800',
    unknown: [],
    cannotCarry: [],
  });
  expect(fieldsOf(makeQueue())).toEqual({
    name: 'queue-pic-process-1',
    state: 'Active',
    notifyState: 'On',
    events: 'TaskFinish,WorkflowFinish',
    type: 'Url',
    url: 'https://callback.example.com/ci',
    mqRegion: '',
    mqMode: '',
    mqName: '',
    resultFormat: 'JSON',
  });
  expect(unknownNotify(makeQueue())).toEqual([]);
});

test('what CI adds later is kept and shown', () => {
  const kafka = { Region: 'ap-guangzhou', InstanceId: 'ckafka-1', Topic: 'done' };
  const queue = makeQueue({
    State: 'Draining',
    Weight: '3',
    NotifyConfig: { Type: 'Kafka', State: 'On', KafkaConfig: kafka },
  });
  expect(queue.state).toBe('Draining');
  expect(queue.unknown).toEqual([{ path: 'Weight', text: '3' }]);
  expect(fieldsOf(queue).type).toBe('Kafka');
  expect(unknownNotify(queue)).toContainEqual({ path: 'KafkaConfig.Topic', text: 'done' });
  expect(queue.wire.NotifyConfig).toEqual({ Type: 'Kafka', State: 'On', KafkaConfig: kafka });
});

test.each([
  ['an empty element', ''],
  ['a blank element', '\n   '],
  ['an element without children', {}],
])('a NotifyConfig that is %s means that callbacks are off', (_what, element) => {
  const queue = makeQueue({ NotifyConfig: element });
  expect(fieldsOf(queue)).toMatchObject({ notifyState: 'Off', events: '', type: '', url: '' });
  expect(queue.wire.NotifyConfig).toBe(element);
});

test('missing totals of a queue are not zero', () => {
  const { MaxSize: _size, MaxConcurrent: _concurrent, ...others } = QUEUE_ELEMENTS;
  expect(toQueue(place, others)).toMatchObject({ maxSize: null, maxConcurrent: null });
});

test('padding is not part of a text, and stays on the wire', () => {
  const queue = makeQueue({ Name: '  spaced\n', NotifyConfig: { Event: ' TaskFinish , Custom,' } });
  expect(queue.name).toBe('spaced');
  expect(fieldsOf(queue).events).toBe('TaskFinish,Custom');
  expect(queue.wire.Name).toBe('  spaced\n');
});

test('an element without QueueId is not a queue', () => {
  expect(toQueue(place, { Name: 'x' })).toBeUndefined();
  expect(toQueue(place, '')).toBeUndefined();
});

test('only losses in what a PUT sends back count', () => {
  expect(toQueue(place, QUEUE_ELEMENTS, ['NotifyConfig.X', 'Category', 'Names'])?.cannotCarry).toEqual([
    'NotifyConfig.X',
  ]);
});

test('queues of the same id in two regions are two queues', () => {
  const here = makeQueue();
  const there = makeQueue({}, { ...place, region: 'ap-beijing' });
  expect(isSameQueue(here, there)).toBe(false);
  expect(queueKey(here)).not.toBe(queueKey(there));
  expect(isSameQueue(here, makeQueue())).toBe(true);
});
