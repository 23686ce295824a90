import { type Cloud, startCloud } from '.';
import { type ClientKey, callCi, codeOf, policyFor, seedBucket, seedQueue } from './testing';
import { childElements, childrenNamed, parseXml } from './xml';

const NOW = Date.parse('2026-01-15T09:30:00+08:00');

let cloud: Cloud;
let key: ClientKey;
beforeAll(async () => {
  cloud = await startCloud({ slowRegionMs: 0, machineNow: () => NOW });
});
afterAll(() => cloud.close());
beforeEach(() => {
  cloud.reset({});
  key = cloud.issueKey(policyFor(cloud.buckets()));
});

const OFF = '<NotifyConfig><State>Off</State></NotifyConfig>';
const body = (parts: { Name?: string; State?: string; NotifyConfig?: string }): string =>
  `<Request>${parts.Name ?? '<Name>queue-1</Name>'}${parts.State ?? '<State>Active</State>'}${parts.NotifyConfig ?? OFF}</Request>`;
const on = (inner: string): string => `<NotifyConfig><State>On</State>${inner}</NotifyConfig>`;
const urlConfig = (url: string): string => on(`<Event>TaskFinish</Event><Type>Url</Type><Url>${url}</Url>`);

const put = (xml: string, bucket = 'goods-image', contentType?: string) => {
  const { queueId } = seedQueue(cloud, bucket);
  const path = `/picqueue/${queueId}`;
  const place = seedBucket(cloud, bucket);
  return callCi(cloud, key, {
    place,
    method: 'PUT',
    path,
    body: xml,
    ...(contentType === undefined ? {} : { contentType }),
  });
};

describe('a full replacement', () => {
  test('children of NotifyConfig that are left out are gone', async () => {
    expect(seedQueue(cloud, 'goods-image').notifyConfigXml).toContain('<Url>');
    expect((await put(body({}))).status).toBe(200);
    expect(seedQueue(cloud, 'goods-image')).toMatchObject({
      name: 'queue-1',
      state: 'Active',
      notifyConfigXml: OFF,
    });
  });

  test('what is sent back unchanged stays byte for byte, unknown children at any depth included', async () => {
    for (const bucket of ['goods-image', 'content-review', 'demo-image']) {
      const before = seedQueue(cloud, bucket);
      const { name, notifyConfigXml } = before;
      const answer = await put(
        body({ Name: `<Name>${name}</Name>`, State: '<State>Paused</State>', NotifyConfig: notifyConfigXml }),
        bucket,
      );
      expect(answer.status).toBe(200);
      const after = seedQueue(cloud, bucket);
      expect(after).toEqual({ ...before, state: 'Paused', updateTime: '2026-01-15T09:30:00+0800' });
    }
    expect(seedQueue(cloud, 'content-review').notifyConfigXml).toContain('<Header><Key>env</Key>');
  });

  test('text keeps its blanks and its escapes; layout and CDATA do not matter', async () => {
    const sent = on(
      '\n  <Event>TaskFinish</Event>\n  <Type>Other</Type>\n  <Note> a &amp; b </Note><Raw><![CDATA[<x>]]></Raw><!-- c -->\n',
    );
    await put(body({ NotifyConfig: sent }));
    expect(seedQueue(cloud, 'goods-image').notifyConfigXml).toBe(
      on('<Event>TaskFinish</Event><Type>Other</Type><Note> a &amp; b </Note><Raw>&lt;x&gt;</Raw>'),
    );
  });

  test('the other queues stay', async () => {
    const others = () => cloud.queues().filter(({ bucket }) => !bucket.startsWith('goods-image'));
    const before = others();
    await put(body({}));
    expect(others()).toEqual(before);
  });

  test('no two writes share an UpdateTime, however fast they come', async () => {
    const times: string[] = [];
    for (const state of ['Paused', 'Active', 'Paused']) {
      await put(body({ State: `<State>${state}</State>` }));
      times.push(seedQueue(cloud, 'goods-image').updateTime);
    }
    expect(times).toEqual([
      '2026-01-15T09:30:00+0800',
      '2026-01-15T09:30:01+0800',
      '2026-01-15T09:30:02+0800',
    ]);
  });
});

test('the answer has the queue without MaxSize, MaxConcurrent and Category', async () => {
  const root = parseXml((await put(body({}))).body);
  expect(childElements(root).map((child) => child.nodeName)).toEqual(['RequestId', 'Queue']);
  const [queue] = childrenNamed(root, 'Queue');
  expect(queue === undefined ? [] : childElements(queue).map((child) => child.nodeName)).toEqual([
    'QueueId',
    'Name',
    'State',
    'NotifyConfig',
    'UpdateTime',
    'CreateTime',
  ]);
});

describe('the table of the document', () => {
  const tdmq = (mode: string, region: string, name: string): string =>
    on(
      `<Event>TaskFinish</Event><Type>TDMQ</Type><MqMode>${mode}</MqMode><MqRegion>${region}</MqRegion><MqName>${name}</MqName>`,
    );

  test.each([
    ['a Chinese name', body({ Name: '<Name>图片处理-队列_1*</Name>' })],
    ['a name of 128 characters', body({ Name: `<Name>${'图'.repeat(128)}</Name>` })],
    ['an empty container, callbacks being off by default', body({ NotifyConfig: '<NotifyConfig/>' })],
    [
      'both events',
      body({
        NotifyConfig: on(
          '<Event>TaskFinish,WorkflowFinish</Event><Type>Url</Type><Url>http://a.example.com</Url>',
        ),
      }),
    ],
    [
      'an https address with a port',
      body({ NotifyConfig: urlConfig('https://a.example.com:8443/x?a=1&amp;b=2') }),
    ],
    ['a public IP address', body({ NotifyConfig: urlConfig('http://8.8.8.8/x') })],
    ['a TDMQ topic', body({ NotifyConfig: tdmq('Topic', 'sh', 'finish') })],
    [
      'an unknown Type',
      body({
        NotifyConfig: on(
          '<Event>TaskFinish</Event><Type>Kafka</Type><KafkaConfig><Topic>t</Topic></KafkaConfig>',
        ),
      }),
    ],
    [
      'settings that are off',
      body({ NotifyConfig: '<NotifyConfig><State>Off</State><Type>Url</Type><Url/></NotifyConfig>' }),
    ],
    ['a QueueID, as older documents send it', body({}).replace('<Name>', '<QueueID>p1</QueueID><Name>')],
  ])('%s is accepted', async (_what, xml) => {
    expect(codeOf(await put(xml))).toBe('Response');
  });

  test.each([
    ['no Name', body({ Name: ' ' })],
    ['a blank Name', body({ Name: '<Name> </Name>' })],
    ['a Name with a blank', body({ Name: '<Name>a b</Name>' })],
    ['a Name with a dot', body({ Name: '<Name>a.b</Name>' })],
    ['a Name with an emoji', body({ Name: '<Name>a😀</Name>' })],
    ['a Name of 129 characters', body({ Name: `<Name>${'a'.repeat(129)}</Name>` })],
    ['two Names', body({ Name: '<Name>a</Name><Name>b</Name>' })],
    ['no State', body({ State: ' ' })],
    ['an unknown State', body({ State: '<State>Stopped</State>' })],
    ['no NotifyConfig', body({ NotifyConfig: ' ' })],
    ['text for NotifyConfig', body({ NotifyConfig: '<NotifyConfig>Off</NotifyConfig>' })],
    ['an unknown callback State', body({ NotifyConfig: '<NotifyConfig><State>on</State></NotifyConfig>' })],
    [
      'an unknown ResultFormat',
      body({ NotifyConfig: '<NotifyConfig><ResultFormat>YAML</ResultFormat></NotifyConfig>' }),
    ],
    ['On without Event', body({ NotifyConfig: on('<Type>Url</Type><Url>http://a.example.com</Url>') })],
    ['On without Type', body({ NotifyConfig: on('<Event>TaskFinish</Event>') })],
    ['an unknown Event', body({ NotifyConfig: on('<Event>TaskFinish,JobFinish</Event><Type>Other</Type>') })],
    ['Url without Url', body({ NotifyConfig: on('<Event>TaskFinish</Event><Type>Url</Type>') })],
    ['TDMQ without MqMode', body({ NotifyConfig: tdmq('', 'sh', 'finish') })],
    ['an unknown MqMode', body({ NotifyConfig: tdmq('Stream', 'sh', 'finish') })],
    ['an unknown MqRegion', body({ NotifyConfig: tdmq('Topic', 'ap-shanghai', 'finish') })],
    ['TDMQ without MqName', body({ NotifyConfig: tdmq('Topic', 'sh', '') })],
  ])('%s is refused, and nothing is written', async (_what, xml) => {
    const before = cloud.queues();
    const answer = await put(xml);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'InvalidArgument']);
    expect(cloud.queues()).toEqual(before);
  });

  test.each([
    'ftp://a.example.com/x',
    'a.example.com/x',
    'http://localhost/x',
    'http://callback/x',
    'http://127.0.0.1/x',
    'http://10.1.2.3/x',
    'http://172.16.0.1/x',
    'http://192.168.1.1/x',
    'http://169.254.169.254/x',
    'http://[::1]/x',
    'http://[fd00::1]/x',
  ])('callbacks to %s are refused', async (url) => {
    expect(codeOf(await put(body({ NotifyConfig: urlConfig(url) })))).toBe('InvalidArgument');
  });

  test('what the queue already has is not judged again', async () => {
    const { bucket, queueId } = seedQueue(cloud, 'goods-image');
    const odd = '<NotifyConfig><State>On</State><Event>TransCodingFinish</Event></NotifyConfig>';
    cloud.edit({ bucket, queueId, name: 'an old name', notifyConfigXml: odd });
    const kept = body({
      Name: '<Name>an old name</Name>',
      State: '<State>Paused</State>',
      NotifyConfig: odd,
    });
    expect(codeOf(await put(kept))).toBe('Response');
    expect(seedQueue(cloud, 'goods-image')).toMatchObject({ state: 'Paused', notifyConfigXml: odd });
  });
});

describe('the body', () => {
  test.each([
    ['no body', '', 'MissingContent'],
    ['JSON', '{"Name":"a"}', 'MalformedXML'],
    ['a raw &', body({ NotifyConfig: urlConfig('http://a.example.com/?a=1&b=2') }), 'MalformedXML'],
    ['an end tag that is missing', body({}).replace('</State>', ''), 'MalformedXML'],
    ['a body that is cut off', body({}).slice(0, -5), 'MalformedXML'],
    ['a document type', `<!DOCTYPE Request [<!ENTITY e "x">]>${body({})}`, 'MalformedXML'],
    ['another root', body({}).replace(/Request>/g, 'Response>'), 'MalformedXML'],
  ])('%s is refused', async (_what, xml, code) => {
    const answer = await put(xml);
    expect([answer.status, codeOf(answer)]).toEqual([400, code]);
  });

  test.each(['application/json', 'text/xml', ''])('Content-Type %j is refused', async (contentType) => {
    const answer = await put(body({}), 'goods-image', contentType);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'InvalidContentType']);
  });

  test('a charset may follow the Content-Type', async () => {
    expect((await put(body({}), 'goods-image', 'application/xml; charset=utf-8')).status).toBe(200);
  });

  test('a body of more than 256 KiB is refused', async () => {
    const answer = await put(body({ NotifyConfig: on('x'.repeat(300_000)) }));
    expect([answer.status, codeOf(answer)]).toEqual([413, 'InvalidContent']);
  });
});

test('a queue that is not there is not found', async () => {
  const place = seedBucket(cloud, 'goods-image');
  const { queueId } = seedQueue(cloud, 'user-avatar');
  const answer = await callCi(cloud, key, {
    place,
    method: 'PUT',
    path: `/picqueue/${queueId}`,
    body: body({}),
  });
  expect([answer.status, codeOf(answer)]).toEqual([404, 'QueueNotFound']);
});
