import fc from 'fast-check';
import { usePhone } from '../../support/phone';

/**
 * Whatever a queue holds, a write that changes one field sends back the rest as it came: through the real SDK, over
 * HTTP, into a stand-in that forgets every child that is left out.
 */
const bench = usePhone();
const BUCKET = 'goods-image-1250000000';

/** Text as XML may hold it, with what is easily lost: entities, references, padding, blanks, other alphabets. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '&amp;',
        '&lt;',
        '&gt;',
        '&quot;',
        '&apos;',
        '&#20013;',
        '&#x1F600;',
        '&amp;#20013;',
        '&#9;',
        ' ',
        '\n  ',
      ),
      fc.stringMatching(/^[A-Za-z0-9 _.:/?=%'"*,;()+-]{1,12}$/),
      fc.constantFrom('队列', 'é', '😀', '<![CDATA[a<b&c]]>', ']]'),
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(''));

const KNOWN = [
  'State',
  'Event',
  'Type',
  'Url',
  'ResultFormat',
  'MqMode',
  'MqRegion',
  'MqName',
  'NotifyConfig',
];
const elementName = fc
  .stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,8}$/)
  .filter((name) => !KNOWN.includes(name) && !/^xml/i.test(name));
const oddName = fc.constantFrom(
  'constructor',
  '__proto__',
  'toString',
  'KafkaConfig',
  'length',
  'hasOwnProperty',
);

/** Elements by name, so that repeated ones stand together: `json2xml` cannot say anything else, and CI does not either. */
const { children } = fc.letrec<{ children: string; element: string }>((tie) => ({
  element: fc.oneof({ depthSize: 'small' }, text, tie('children')),
  children: fc
    .uniqueArray(
      fc.tuple(fc.oneof(elementName, oddName), fc.array(tie('element'), { minLength: 1, maxLength: 2 })),
      {
        maxLength: 4,
        selector: ([name]) => name,
      },
    )
    .map((list) =>
      list.map(([name, items]) => items.map((item) => `<${name}>${item}</${name}>`).join('')).join(''),
    ),
}));

const notifyConfig = fc
  .record({
    url: fc.constantFrom(
      'https://a.example.com/?a=1&amp;b=&lt;2&gt;&#38;c',
      ' https://a.example.com/ ',
      'http://10.0.0.1/',
    ),
    event: fc.constantFrom('TaskFinish', 'WorkflowFinish,TaskFinish', ' New , TaskFinish,', ''),
    type: fc.constantFrom('Url', 'Kafka', ''),
    state: fc.constantFrom('On', 'Off', 'Sometimes', '\n'),
    more: children,
    before: fc.boolean(),
  })
  .map(({ url, event, type, state, more, before }) => {
    const known = `<Url>${url}</Url><Event>${event}</Event><Type>${type}</Type><State>${state}</State>`;
    return `<NotifyConfig>${before ? more : ''}${known}${before ? '' : more}</NotifyConfig>`;
  });

const truth = () => {
  const queue = bench.sandbox.cloud.queues().find(({ bucket }) => bucket === BUCKET);
  if (queue === undefined) throw new Error('the seed has a queue here');
  return queue;
};
const see = async () => bench.services.queues.getQueue(truth());

test('a pause sends back every queue as it came', async () => {
  await fc.assert(
    fc.asyncProperty(notifyConfig, async (xml) => {
      const { queueId } = truth();
      const before = bench.sandbox.cloud.edit({
        bucket: BUCKET,
        queueId,
        state: 'Active',
        notifyConfigXml: xml,
      });
      const puts = bench.requests('ci', 'PUT').length;
      await bench.services.writer.pauseQueue(await see());
      expect(bench.requests('ci', 'PUT')).toHaveLength(puts + 1);
      expect(truth()).toMatchObject({
        state: 'Paused',
        name: before.name,
        notifyConfigXml: before.notifyConfigXml,
      });
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('an odd name stays as it is while other fields are edited', async () => {
  await fc.assert(
    fc.asyncProperty(text, async (name) => {
      fc.pre(name.trim() !== '');
      const { queueId } = truth();
      bench.sandbox.cloud.edit({ bucket: BUCKET, queueId, state: 'Active', name: name.slice(0, 100) });
      const before = truth();
      await bench.services.writer.pauseQueue(await see());
      expect(truth().name).toBe(before.name);
    }),
    { numRuns: 30 },
  );
}, 60_000);

test('a rename leaves a Kafka queue with its children two levels deep alone', async () => {
  const kafka = bench.sandbox.cloud
    .queues()
    .find(({ notifyConfigXml }) => notifyConfigXml.includes('KafkaConfig'));
  if (kafka === undefined) throw new Error('the seed has a Kafka queue');
  const seen = await bench.services.queues.getQueue(kafka);
  await bench.services.writer.updateQueue(seen, { name: 'renamed' });
  const after = bench.sandbox.cloud.queues().find(({ queueId }) => queueId === kafka.queueId);
  expect(after).toEqual({ ...kafka, name: 'renamed', updateTime: after?.updateTime });
});
