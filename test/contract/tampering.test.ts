import { type Cloud, startCloud } from '../sandbox/cloud';
import {
  type CiCall,
  ciHost,
  codeOf,
  type RawRequest,
  seedBucket,
  seedQueue,
  sendRaw,
  signCall,
} from '../sandbox/cloud/testing';

/** Whoever changes one byte of a signed request on its way gets nothing. */

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud({ slowRegionMs: 0 });
});
afterAll(() => cloud.close());
beforeEach(() => {
  cloud.reset({});
});

type Signed = RawRequest & { headers: Record<string, string> };

// Only the signature can refuse such a key.
const EVERYTHING = { version: '2.0', statement: [{ effect: 'allow', action: '*', resource: '*' }] };

/** A signed list with a parameter, by a key that may do everything. */
const signed = (changes: Partial<CiCall> = {}): Signed => {
  const key = cloud.issueKey({
    version: '2.0',
    statement: [{ effect: 'allow', action: '*', resource: '*' }],
  });
  const place = seedBucket(cloud, 'goods-image');
  return signCall(key, { place, query: { pageNumber: '1', pageSize: '10' }, ...changes });
};
const signedUpdate = (): Signed => {
  const { queueId, name, notifyConfigXml } = seedQueue(cloud, 'goods-image');
  const body = `<Request><Name>${name}</Name><State>Paused</State>${notifyConfigXml}</Request>`;
  return signed({ method: 'PUT', path: `/picqueue/${queueId}`, query: {}, body });
};

const withHeader = (request: Signed, name: string, change: (value: string) => string): Signed => ({
  ...request,
  headers: { ...request.headers, [name]: change(request.headers[name] ?? '') },
});
const part = (name: string, change: (value: string) => string) => (request: Signed) =>
  withHeader(request, 'Authorization', (header) =>
    header.replace(
      new RegExp(`(${name}=)([^&]*)`),
      (_all, key: string, value: string) => key + change(value),
    ),
  );
/** Another hexadecimal digit, or letter, in the last place. */
const lastByte = (text: string): string => text.slice(0, -1) + (text.endsWith('a') ? 'b' : 'a');

test('untouched, both requests are answered', async () => {
  expect((await sendRaw(cloud.urls.ci, signed())).status).toBe(200);
  expect((await sendRaw(cloud.urls.ci, signedUpdate())).status).toBe(200);
});

describe('one changed byte is refused', () => {
  const inPath = (from: string, to: string) => (request: Signed) => ({
    ...request,
    path: request.path.replace(from, to),
  });
  const lastDigit = (time: string): string => time.replace(/.$/, (digit) => (digit === '9' ? '8' : '9'));
  const refused = 'InvalidAuthorization';

  test.each<[string, (request: Signed) => Signed, string]>([
    [
      'a letter of the host',
      (request) => withHeader(request, 'Host', (host) => host.replace('goods', 'goode')),
      refused,
    ],
    [
      'the bucket',
      (request) => withHeader(request, 'Host', () => ciHost(seedBucket(cloud, 'user-avatar'))),
      refused,
    ],
    ['a value of the query', inPath('pageSize=10', 'pageSize=11'), refused],
    ['a name of the query', inPath('pageSize', 'pageSizf'), refused],
    ['a parameter more', inPath('pageSize=10', 'pageSize=10&state=Active'), refused],
    ['a parameter less', inPath('&pageSize=10', ''), refused],
    ['the token', (request) => withHeader(request, 'x-ci-security-token', lastByte), refused],
    ['the secret id', part('q-ak', lastByte), 'SecretidNotExist'],
    ['the signature', part('q-signature', lastByte), refused],
    ['the key time', part('q-key-time', lastDigit), refused],
    ['the sign time', part('q-sign-time', lastDigit), refused],
    ['the header list', part('q-header-list', () => ''), refused],
    ['the parameter list', part('q-url-param-list', () => 'pagenumber'), refused],
  ])('%s', async (_what, tamper, code) => {
    const answer = await sendRaw(cloud.urls.ci, tamper(signed()));
    expect([answer.status, codeOf(answer)]).toEqual([401, code]);
  });

  test('the key', async () => {
    const key = cloud.issueKey(EVERYTHING);
    const place = seedBucket(cloud, 'goods-image');
    const request = signCall({ ...key, tmpSecretKey: lastByte(key.tmpSecretKey) }, { place });
    const answer = await sendRaw(cloud.urls.ci, request);
    expect([answer.status, codeOf(answer)]).toEqual([401, refused]);
  });

  test('the path: an update of one queue is none of another', async () => {
    const update = signedUpdate();
    const answer = await sendRaw(cloud.urls.ci, { ...update, path: lastByte(update.path) });
    expect([answer.status, codeOf(answer)]).toEqual([401, refused]);
  });

  test('the method: a signed list is no update', async () => {
    const { queueId } = seedQueue(cloud, 'goods-image');
    const update = signedUpdate();
    const asList = signed({ path: `/picqueue/${queueId}`, query: {} });
    const headers = { ...update.headers, ...asList.headers };
    const answer = await sendRaw(cloud.urls.ci, { ...update, headers });
    expect([answer.status, codeOf(answer)]).toEqual([401, 'InvalidAuthorization']);
  });

  test('nothing of it was done', async () => {
    const before = cloud.queues();
    const { Authorization: _dropped, ...headers } = signedUpdate().headers;
    await sendRaw(cloud.urls.ci, { ...signedUpdate(), headers });
    await sendRaw(cloud.urls.ci, part('q-signature', lastByte)(signedUpdate()));
    expect(cloud.queues()).toEqual(before);
  });
});
