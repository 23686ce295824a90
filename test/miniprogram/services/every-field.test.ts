import type { FieldName } from '../../../miniprogram/models/fields';
import { childElements, parseXml } from '../../sandbox/cloud/xml';
import { usePhone } from '../../support/phone';

const bench = usePhone();
const BUCKET = 'goods-image-1250000000';

/** The element of the API (1045/72919) that holds each field, and a value that the queue below does not have. */
const WRITES: Record<FieldName, [element: string, value: string]> = {
  name: ['Name', 'another-name'],
  state: ['State', 'Paused'],
  notifyState: ['NotifyConfig/State', 'Off'],
  events: ['NotifyConfig/Event', 'WorkflowFinish'],
  type: ['NotifyConfig/Type', 'Url'],
  url: ['NotifyConfig/Url', 'https://another.example.com/ci?a=1&b=2'],
  resultFormat: ['NotifyConfig/ResultFormat', 'XML'],
  mqMode: ['NotifyConfig/MqMode', 'Queue'],
  mqRegion: ['NotifyConfig/MqRegion', 'bj'],
  mqName: ['NotifyConfig/MqName', 'another'],
};
const START =
  '<NotifyConfig><Url>https://start.example.com/</Url><Event>TaskFinish</Event><Type>TDMQ</Type><State>On</State>' +
  '<ResultFormat>JSON</ResultFormat><MqMode>Topic</MqMode><MqRegion>sh</MqRegion><MqName>start</MqName></NotifyConfig>';

const truth = () => {
  const queue = bench.sandbox.cloud.queues().find(({ bucket }) => bucket === BUCKET);
  if (queue === undefined) throw new Error('the seed has a queue here');
  return queue;
};
/** Every element that a PUT replaces, as the cloud has it. */
const elements = (): Record<string, string> => {
  const { name, state, notifyConfigXml } = truth();
  const children = childElements(parseXml(notifyConfigXml));
  return {
    Name: name,
    State: state,
    ...Object.fromEntries(
      children.map((child) => [`NotifyConfig/${child.nodeName}`, child.textContent ?? '']),
    ),
  };
};

test.each(Object.entries(WRITES))(
  'a write of %s changes its element alone',
  async (field, [element, value]) => {
    bench.sandbox.cloud.edit({
      bucket: BUCKET,
      queueId: truth().queueId,
      name: 'start',
      state: 'Active',
      notifyConfigXml: START,
    });
    const before = elements();
    const seen = await bench.services.queues.getQueue(truth());
    const result = await bench.services.writer.updateQueue(seen, { [field]: value });
    expect(result).toMatchObject({ outcome: 'done', changed: [{ field, to: value }] });
    expect(elements()).toEqual({ ...before, [element]: value });
  },
);

test('a value that would not arrive as it is wanted is refused before the PUT', async () => {
  const queue = await bench.services.queues.getQueue(truth());
  // CI reads a blank State of NotifyConfig as Off.
  const last = {
    ref: queue,
    kind: 'edit' as const,
    verifiedAt: 0,
    before: queue,
    after: queue,
    changed: [{ field: 'notifyState' as const, from: '', to: 'On' }],
  };
  await expect(bench.services.writer.undoWrite(last)).rejects.toMatchObject({
    code: 'UNEXPECTED',
    details: { note: 'not sent: notifyState' },
  });
  expect(bench.requests('ci', 'PUT')).toHaveLength(0);
});
