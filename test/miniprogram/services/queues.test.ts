import { answerWith, usePhone } from '../../support/phone';

const bench = usePhone();
const place = { bucket: 'goods-image-1250000000', region: 'ap-guangzhou' };
const list = (...query: [object?]) => bench.services.queues.listQueues(place, ...query);
const item = (id: string, more = '') =>
  `<QueueList><QueueId>${id}</QueueId><Name>n</Name><State>Active</State>${more}</QueueList>`;
const page = (inside: string) =>
  `<?xml version="1.0"?>\n<Response>\n  <RequestId>NjJm</RequestId>\n  ${inside}\n</Response>`;
const answer = (body: string, status = 200) => {
  answerWith(bench.phone, status, body);
};

describe('listing', () => {
  test('a bucket with its one queue', async () => {
    const { queues, notFound } = await list();
    expect(notFound).toEqual([]);
    expect(queues).toMatchObject([
      { ...place, name: 'queue-pic-process-1', state: 'Active', maxSize: 10000, maxConcurrent: 10 },
    ]);
  });

  test('a paused queue stays listed', async () => {
    const [queue] = (await list()).queues;
    if (queue === undefined) throw new Error('the seed has a queue here');
    await bench.services.writer.pauseQueue(queue);
    expect((await list()).queues).toMatchObject([{ queueId: queue.queueId, state: 'Paused' }]);
  });

  test('sends no parameter that was not asked for', async () => {
    await list();
    expect(bench.requests('ci').map(({ query }) => query)).toEqual(['pageNumber=1&pageSize=100']);
  });

  test('passes every parameter of the document', async () => {
    await bench.reset({ buckets: 1, queuesPerBucket: 7 });
    const here = bench.sandbox.cloud.buckets()[0];
    if (here === undefined) throw new Error('one bucket was asked for');
    const { listQueues } = bench.services.queues;
    const paused = await listQueues(here, { state: 'Paused', pageSize: 2, pageNumber: 1 });
    expect(paused.queues.map(({ state }) => state)).toEqual(['Paused', 'Paused']);
    const ids = bench.sandbox.cloud
      .queues()
      .slice(0, 2)
      .map(({ queueId }) => queueId);
    const byId = await listQueues(here, { queueIds: [...ids, 'pnone'] });
    expect(byId.queues.map(({ queueId }) => queueId).sort()).toEqual([...ids].sort());
    expect(byId.notFound).toEqual(['pnone']);
    expect(bench.requests('ci').map(({ query }) => decodeURIComponent(query))).toEqual([
      'pageNumber=1&pageSize=2&state=Paused',
      `queueIds=${ids.join(',')},pnone`,
    ]);
  });

  test('follows TotalCount over the pages', async () => {
    await bench.reset({ buckets: 1, queuesPerBucket: 7 });
    const here = bench.sandbox.cloud.buckets()[0];
    if (here === undefined) throw new Error('one bucket was asked for');
    const told: number[] = [];
    const { queues } = await bench.services.queues.listQueues(
      here,
      { pageSize: 3 },
      { onPage: (part) => told.push(part.length) },
    );
    expect(queues).toHaveLength(7);
    expect(told).toEqual([3, 6]);
    expect(bench.requests('ci').map(({ query }) => new URLSearchParams(query).get('pageNumber'))).toEqual([
      '1',
      '2',
      '3',
    ]);
  });

  test('a bucket without the service says so', async () => {
    await expect(
      bench.services.queues.listQueues({ bucket: 'photo-archive-1250000000', region: 'ap-beijing' }),
    ).rejects.toMatchObject({
      code: 'SERVICE_NOT_OPEN',
      details: { requestId: expect.any(String), cloudCode: expect.any(String) },
    });
  });
});

describe('answers', () => {
  test.each([
    ['no QueueList', page('<TotalCount>0</TotalCount>'), []],
    ['an empty QueueList', page('<TotalCount>0</TotalCount><QueueList/>'), []],
    ['a blank QueueList', page('<QueueList>\n   </QueueList>'), []],
    ['an empty Response', '<Response/>', []],
    ['one QueueList', page(`<TotalCount>1</TotalCount>${item('p1')}`), ['p1']],
    ['several QueueLists', page(`<TotalCount>2</TotalCount>${item('p1')}${item('p2')}`), ['p1', 'p2']],
    ['missing totals', page(item('p1')), ['p1']],
    ['blank totals', page(`<TotalCount>\n</TotalCount><PageSize/>${item('p1')}`), ['p1']],
    ['a byte order mark and padding', `\ufeff  ${page(item('p1'))}\n`, ['p1']],
  ])('with %s are understood', async (_what, body, ids) => {
    answer(body);
    expect((await list()).queues.map(({ queueId }) => queueId)).toEqual(ids);
  });

  test('numbers come as text, times as CI writes them', async () => {
    answer(
      page(
        item(
          'p1',
          '<MaxSize> 10000 </MaxSize><MaxConcurrent/><CreateTime>2022-08-09T16:23:11+0800</CreateTime>',
        ),
      ),
    );
    expect((await list()).queues).toMatchObject([
      { maxSize: 10000, maxConcurrent: null, createTime: '2022-08-09T16:23:11+0800', updateTime: '' },
    ]);
  });

  test('character references are decoded once', async () => {
    answer(page('<QueueList><QueueId>p1</QueueId><Name>&#20013;&amp;#20013;&#x4e2d;</Name></QueueList>'));
    expect((await list()).queues[0]?.name).toBe('中&#20013;中');
  });

  test.each([
    ['an HTML page', '<!DOCTYPE html><html><body>502</body></html>'],
    ['HTML that is no XML', '<html><br><p>gateway'],
    ['plain text', 'upstream error'],
    ['JSON', '{"Response":{}}'],
    ['nothing', ''],
    ['blanks', '  \n '],
    ['half an answer', page(`<TotalCount>2</TotalCount>${item('p1')}${item('p2')}`).slice(0, 150)],
    ['half an empty answer', '<Response><RequestId>NjJm</RequestId>'],
    ['another root', '<ListBucketResult></ListBucketResult>'],
    ['a queue without id', page('<QueueList><Name>n</Name></QueueList>')],
    ['a count of queues and none of them', page('<TotalCount>3</TotalCount>')],
  ])('that are %s are never taken for no queues', async (_what, body) => {
    answer(body);
    await expect(list()).rejects.toMatchObject({ code: 'BAD_ANSWER' });
  });

  test('a 200 with an Error inside is an error', async () => {
    answer('<Error><Code>SlowDown</Code><Message>slow</Message><RequestId>abc</RequestId></Error>');
    await expect(list()).rejects.toMatchObject({ code: 'THROTTLED', details: { cloudCode: 'SlowDown' } });
  });

  test('without totals the pages are followed until one is not full', async () => {
    const asked: string[] = [];
    answerWith(bench.phone, 200, (url) => {
      const number = new URL(url).searchParams.get('pageNumber') ?? '';
      asked.push(number);
      return page(item(`p${number}-1`) + (number === '1' ? item('p1-2') : ''));
    });
    expect((await list({ pageSize: 2 })).queues.map(({ queueId }) => queueId)).toEqual([
      'p1-1',
      'p1-2',
      'p2-1',
    ]);
    expect(asked).toEqual(['1', '2']);
  });

  test('a server that never stops counting is left', async () => {
    answer(page(`<TotalCount>500</TotalCount>${item('p1')}`));
    expect((await list()).queues).toHaveLength(1);
  });

  test('a body that is not an answer is told with its request id, and never quoted', async () => {
    answer('<Response><Url>https://a/?token=secret</Response>');
    const failure = await list().catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'BAD_ANSWER', details: { requestId: 'NjJm' } });
    expect(JSON.stringify(failure)).not.toContain('secret');
    expect(String(failure)).not.toContain('secret');
  });
});

describe('refusals', () => {
  test.each([
    [401, 'SignatureExpired', 'KEY_REJECTED'],
    [403, 'InvalidAccessKeyId', 'KEY_REJECTED'],
    [403, 'AccessDenied', 'ACCESS_DENIED'],
    [401, 'AccessDenied', 'ACCESS_DENIED'],
    [429, 'SlowDown', 'THROTTLED'],
    [503, 'SlowDown', 'THROTTLED'],
    [404, 'NoSuchBucket', 'BUCKET_NOT_FOUND'],
    [451, 'UnavailableForLegalReasons', 'ARREARS'],
    [500, 'InternalError', 'CLOUD_UNAVAILABLE'],
    [400, 'SomethingNew', 'CLOUD_REJECTED'],
  ])('%i %s is told as %3$s', async (status, code, expected) => {
    answer(`<Error><Code>${code}</Code><Message>m</Message><RequestId>abc</RequestId></Error>`, status);
    await expect(list()).rejects.toMatchObject({
      code: expected,
      details: { cloudCode: code, statusCode: status, requestId: 'NjJm' },
    });
  });

  test("COS's word for an outdated signature is understood", async () => {
    answer('<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>', 403);
    await expect(list()).rejects.toMatchObject({ code: 'KEY_REJECTED' });
  });

  test('an HTML error page is judged by its status', async () => {
    answer('<html>Bad gateway</html>', 403);
    await expect(list()).rejects.toMatchObject({ code: 'ACCESS_DENIED', details: { statusCode: 403 } });
  });
});

describe('keys', () => {
  test('a key that the cloud refuses is renewed once and the read repeated', async () => {
    await bench.services.session.getSession();
    bench.sandbox.cloud.setFaults([{ service: 'ci', kind: 'expired-token', times: 1 }]);
    await expect(list()).resolves.toMatchObject({ queues: [{ state: 'Active' }] });
    expect(bench.requests('ci').map(({ status }) => status === 200)).toEqual([false, true]);
    expect(bench.requests('sts')).toHaveLength(2);
  });

  test('a second refusal is told', async () => {
    answer('<Error><Code>SignatureExpired</Code></Error>', 401);
    await expect(list()).rejects.toMatchObject({ code: 'KEY_REJECTED' });
  });

  test('a signing server that is down reaches the caller instead of hanging', async () => {
    bench.sandbox.cloud.setFaults([
      { service: 'wechat', kind: 'status', status: 200, code: '40029', times: 1 },
    ]);
    await expect(list()).rejects.toMatchObject({ code: 'CODE_REJECTED' });
  });
});

describe('the network', () => {
  test('a lost connection is tried again, and then told', async () => {
    bench.sandbox.cloud.setFaults([{ service: 'ci', kind: 'drop-before', times: 1 }]);
    await expect(list()).resolves.toMatchObject({ queues: [{ state: 'Active' }] });
    bench.sandbox.cloud.setFaults([{ service: 'ci', kind: 'drop-before' }]);
    await expect(list()).rejects.toMatchObject({ code: 'NETWORK' });
  });

  test('a host that is not on the domain list is named', async () => {
    const request = bench.phone.wx.request;
    jest
      .spyOn(bench.phone.wx, 'request')
      .mockImplementation((options) =>
        request({ ...options, url: options.url.replace('goods-image', 'not-listed') }),
      );
    await expect(list()).rejects.toMatchObject({
      code: 'DOMAIN_NOT_LISTED',
      details: { host: 'goods-image-1250000000.ci.ap-guangzhou.myqcloud.com' },
    });
  });
});

test('a queue that is not there is told as such', async () => {
  await expect(bench.services.queues.getQueue({ ...place, queueId: 'pnone' })).rejects.toMatchObject({
    code: 'QUEUE_NOT_FOUND',
    details: { requestId: expect.any(String) },
  });
});
