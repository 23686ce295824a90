import { callbackProblem, summarizeCallback, toBoardQueue } from '../../../miniprogram/models/board-queue';
import { fieldsOf } from '../../../miniprogram/models/fields';
import type { XmlRecord } from '../../../miniprogram/models/xml';
import { makeQueue } from '../../support/make-queue';

const notify = (elements: XmlRecord) => fieldsOf(makeQueue({ NotifyConfig: elements }));

test.each([
  ['off', { State: 'Off', Type: 'Url', Url: 'https://a.example.com' }, { kind: 'off' }],
  ['off when CI says nothing', {}, { kind: 'off' }],
  [
    'a url by its host alone',
    { State: 'On', Type: 'Url', Url: 'https://u:p@a.example.com/path?token=abc' },
    { kind: 'url', host: 'a.example.com' },
  ],
  ['a url that is none, hidden', { State: 'On', Type: 'Url', Url: 'secret' }, { kind: 'url', host: '***' }],
  [
    'TDMQ by name and region',
    { State: 'On', Type: 'TDMQ', MqName: 'topic-1', MqRegion: 'gz' },
    { kind: 'tdmq', name: 'topic-1', region: 'gz' },
  ],
  ['a type that CI added later', { State: 'On', Type: 'Kafka' }, { kind: 'other', text: 'Kafka' }],
  ['a state that CI added later', { State: 'Muted', Type: 'Url' }, { kind: 'other', text: 'Muted' }],
])('a callback is summarized: %s', (_, elements, summary) => {
  expect(summarizeCallback(notify(elements))).toEqual(summary);
});

test.each([
  ['on without a url', { kind: 'url', host: '' }, 'test', 'no-target'],
  ['on without a message queue', { kind: 'tdmq', name: '', region: 'gz' }, 'test', 'no-target'],
  ['on without a type', { kind: 'other', text: '' }, 'test', 'no-target'],
  ['off in production', { kind: 'off' }, 'production', 'off'],
  ['off elsewhere', { kind: 'off' }, 'staging', null],
  ['a url', { kind: 'url', host: 'a.example.com' }, 'production', null],
  ['a type that CI added later', { kind: 'other', text: 'Kafka' }, 'production', null],
] as const)('callbacks are looked at: %s', (_, callback, environment, problem) => {
  expect(callbackProblem(callback, environment)).toBe(problem);
});

test('the board keeps what CI said, as the base of a write', () => {
  const queue = makeQueue({ State: 'Paused' });
  expect(toBoardQueue(queue)).toMatchObject({ state: 'Paused', name: queue.name, seen: queue });
});
