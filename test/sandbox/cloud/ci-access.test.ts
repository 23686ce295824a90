import { type Cloud, startCloud } from '.';
import {
  type ClientKey,
  callCi,
  ciHost,
  codeOf,
  policyFor,
  seedBucket,
  seedQueue,
  sendRaw,
  signCall,
} from './testing';

let cloud: Cloud;
let key: ClientKey;
beforeAll(async () => {
  cloud = await startCloud({ slowRegionMs: 0 });
});
afterAll(() => cloud.close());
beforeEach(() => {
  cloud.reset({});
  key = cloud.issueKey(policyFor(cloud.buckets()));
});

const place = () => seedBucket(cloud, 'goods-image');
const list = (changes: Record<string, string | undefined> = {}) => {
  const { path, headers } = signCall(key, { place: place() });
  const changed = Object.entries({ ...headers, ...changes }).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return sendRaw(cloud.urls.ci, { path, headers: Object.fromEntries(changed) });
};
const outcome = async (answer: ReturnType<typeof list>): Promise<[number, string]> => {
  const got = await answer;
  return [got.status, codeOf(got)];
};

test("an error is CI's own: a code, a sentence, and the ids that are in the headers", async () => {
  const answer = await list({ Authorization: undefined });
  const { 'x-ci-request-id': requestId, 'x-ci-trace-id': traceId, server, date } = answer.headers;
  expect(server).toBe('tencent-ci');
  expect(Math.abs(Date.parse(String(date)) - cloud.now())).toBeLessThan(5000);
  expect(answer.body.split('\n').map((line) => line.trim())).toEqual([
    '<Error>',
    '<Code>MissingAuthorization</Code>',
    expect.stringMatching(/^<Message>.+<\/Message>$/),
    `<RequestId>${String(requestId)}</RequestId>`,
    `<TraceId>${String(traceId)}</TraceId>`,
    '</Error>',
    '',
  ]);
});

describe('the key', () => {
  test('without Authorization nothing is shown', async () => {
    expect(await outcome(list({ Authorization: undefined }))).toEqual([401, 'MissingAuthorization']);
  });

  test('a secret id that STS never gave out is refused', async () => {
    key = { ...key, tmpSecretId: 'AKIDunknown' };
    expect(await outcome(list())).toEqual([401, 'SecretidNotExist']);
  });

  test('a wrong secret key is refused', async () => {
    key = { ...key, tmpSecretKey: `${key.tmpSecretKey}0` };
    expect(await outcome(list())).toEqual([401, 'InvalidAuthorization']);
  });

  test('the token must come, under the name that CI wants, and be that of the key', async () => {
    const other = cloud.issueKey(policyFor(cloud.buckets()));
    for (const headers of [
      { 'x-ci-security-token': undefined },
      { 'x-ci-security-token': undefined, 'x-cos-security-token': key.sessionToken },
      { 'x-ci-security-token': other.sessionToken },
    ]) {
      expect(await outcome(list(headers))).toEqual([401, 'InvalidAuthorization']);
    }
  });

  test('a signature outside its time is expired', async () => {
    for (const ms of [1_900_000, -60_000]) {
      cloud.setFaults([{ service: 'ci', kind: 'clock', ms }]);
      expect(await outcome(list())).toEqual([401, 'SignatureExpired']);
    }
  });

  test('a token that has run out is expired, even inside the time of the signature', async () => {
    key = { ...key, expiredTime: key.expiredTime + 3600 };
    cloud.setFaults([{ service: 'ci', kind: 'clock', ms: 1_801_000 }]);
    expect(await outcome(list())).toEqual([400, 'ExpiredToken']);
  });
});

describe('the policy inside the token', () => {
  const put = () => {
    const path = `/picqueue/${seedQueue(cloud, 'goods-image').queueId}`;
    const body = '<Request><Name>a</Name><State>Paused</State><NotifyConfig/></Request>';
    return callCi(cloud, key, { place: place(), method: 'PUT', path, body });
  };

  test('a key that may read can not write', async () => {
    key = cloud.issueKey(policyFor([place()], false));
    const before = cloud.queues();
    expect(await outcome(list())).toEqual([200, 'Response']);
    expect(await outcome(put())).toEqual([403, 'AccessDenied']);
    expect(cloud.queues()).toEqual(before);
  });

  test('a key for one bucket opens no other', async () => {
    key = cloud.issueKey(policyFor([seedBucket(cloud, 'user-avatar')]));
    expect(await outcome(list())).toEqual([403, 'AccessDenied']);
  });

  test('a bucket that is not open is only told to who may see it', async () => {
    const closed = seedBucket(cloud, 'photo-archive');
    key = cloud.issueKey(policyFor([place()]));
    expect(await outcome(callCi(cloud, key, { place: closed }))).toEqual([403, 'AccessDenied']);
  });
});

describe('the address', () => {
  test.each([
    '127.0.0.1',
    'ci.ap-guangzhou.myqcloud.com',
    'goods-image-1250000000.cos.ap-guangzhou.myqcloud.com',
  ])("host %s is none of CI's", async (Host) => {
    expect(await outcome(list({ Host }))).toEqual([400, 'InvalidHost']);
  });

  test.each([
    ['GET', '/', 404, 'InvalidUrl'],
    ['GET', '/queue', 404, 'InvalidUrl'],
    ['GET', '/picqueue/', 404, 'InvalidUrl'],
    ['GET', '/%E0%A4', 400, 'InvalidUrl'],
    ['POST', '/picqueue', 405, 'MethodNotAllowed'],
    ['GET', '/picqueue/p1', 405, 'MethodNotAllowed'],
    ['DELETE', '/picqueue/p1', 405, 'MethodNotAllowed'],
  ])('%s %s is %i', async (method, path, status, code) => {
    const answer = sendRaw(cloud.urls.ci, { method, path, headers: { Host: ciHost(place()) } });
    expect(await outcome(answer)).toEqual([status, code]);
  });
});

test('the log names every request in order, without keys, tokens and signatures', async () => {
  await list();
  await list({ Authorization: undefined });
  const host = ciHost(place());
  expect(cloud.log()).toEqual([
    {
      at: expect.any(String) as string,
      service: 'ci',
      method: 'GET',
      host,
      path: '/picqueue',
      query: '',
      status: 200,
      code: '',
    },
    {
      at: expect.any(String) as string,
      service: 'ci',
      method: 'GET',
      host,
      path: '/picqueue',
      query: '',
      status: 401,
      code: 'MissingAuthorization',
    },
  ]);
});

test('a signature in the query is refused, and does not get into the log', async () => {
  const { headers } = signCall(key, { place: place() });
  const path = `/picqueue?state=Active&${headers['Authorization'] ?? ''}&x-ci-security-token=${key.sessionToken}`;
  expect(await outcome(sendRaw(cloud.urls.ci, { path, headers: { Host: ciHost(place()) } }))).toEqual([
    401,
    'MissingAuthorization',
  ]);
  expect(cloud.log()).toMatchObject([{ query: 'state=Active' }]);
});
