import { fieldsOf } from '../../../miniprogram/models/fields';
import { answerWith, usePhone } from '../../support/phone';

/** CI stores characters in an address that no XML document can hold, and sends them back: raw, or as references. */
const bench = usePhone();
const BUCKET = 'goods-image-1250000000';

const truth = () => {
  const queue = bench.sandbox.cloud.queues().find(({ bucket }) => bucket === BUCKET);
  if (queue === undefined) throw new Error('the seed has a queue here');
  return queue;
};
const setUrl = (url: string): void => {
  const { queueId, notifyConfigXml } = truth();
  bench.sandbox.cloud.edit({
    bucket: BUCKET,
    queueId,
    notifyConfigXml: notifyConfigXml.replace(/<Url>.*<\/Url>/, () => `<Url>${url}</Url>`),
  });
};

const XML_HEAD = '<Response><QueueList><QueueId>p1</QueueId><Name>n</Name><State>Active</State>';
/** An answer of CI with that address, written as CI might write it. */
const answerOf = (url: string): string =>
  `${XML_HEAD}<NotifyConfig><Url>${url}</Url></NotifyConfig></QueueList></Response>`;
const place = { bucket: BUCKET, region: 'ap-guangzhou' };

describe('a queue with such a character is read, and known as one that cannot be sent back', () => {
  test.each([
    ['a control character', 'https://a.example.com/c\u0001i', 'https://a.example.com/c\ufffdi'],
    ['what is no character', 'https://a.example.com/\uffff', 'https://a.example.com/\ufffd'],
  ])('%s', async (_what, saved, read) => {
    setUrl(saved);
    const { queues } = await bench.services.queues.listQueues(truth());
    expect(queues).toMatchObject([
      { name: truth().name, state: 'Active', cannotCarry: ['NotifyConfig.Url'] },
    ]);
    expect(queues.map((queue) => fieldsOf(queue).url)).toEqual([read]);
  });

  test.each([
    ['decimal', 'https://a.example.com/c&#1;i', 'https://a.example.com/c\ufffdi'],
    ['hexadecimal', 'https://a.example.com/c&#x1F;&#xd800;i', 'https://a.example.com/c\ufffd\ufffdi'],
    [
      'beside good ones',
      'https://a.example.com/?a=1&amp;b=&#20013;&#0;',
      'https://a.example.com/?a=1&b=中\ufffd',
    ],
    ['larger than any character', 'https://a.example.com/&#x110000;', 'https://a.example.com/\ufffd'],
  ])('a reference to one: %s', async (_what, xml, read) => {
    answerWith(bench.phone, 200, answerOf(xml));
    const { queues } = await bench.services.queues.listQueues(place);
    expect(queues).toMatchObject([{ cannotCarry: ['NotifyConfig.Url'] }]);
    expect(queues.map((queue) => fieldsOf(queue).url)).toEqual([read]);
  });
});

test('nothing is written to it: the rest of its address would be lost', async () => {
  setUrl('https://a.example.com/c\u0001i');
  const queue = await bench.services.queues.getQueue(truth());
  await expect(bench.services.writer.pauseQueue(queue)).rejects.toMatchObject({
    code: 'CANNOT_CARRY',
    details: { note: 'NotifyConfig.Url' },
  });
  expect(bench.requests('ci', 'PUT')).toEqual([]);
});

test('the character that stands for a lost one is an ordinary one where CI has it itself', async () => {
  setUrl('https://a.example.com/\ufffd');
  const queue = await bench.services.queues.getQueue(truth());
  expect(queue.cannotCarry).toEqual([]);
  await bench.services.writer.pauseQueue(queue);
  expect(truth()).toMatchObject({
    state: 'Paused',
    notifyConfigXml: expect.stringContaining('/\ufffd</Url>'),
  });
});

test.each([
  ['cut off', answerOf('https://a.example.com/c\u0001i').slice(0, -20)],
  ['badly nested', answerOf('https://a.example.com/\u0001</Url><Url>').replace('</Url></Notify', '</Notify')],
  ['with a bare ampersand', answerOf('https://a.example.com/\u0001?a=1&b=2')],
])('an answer that is %s besides is none', async (_what, xml) => {
  answerWith(bench.phone, 200, xml);
  await expect(bench.services.queues.listQueues(place)).rejects.toMatchObject({ code: 'BAD_ANSWER' });
});
