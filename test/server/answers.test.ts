import { startCloud, type Cloud } from '../sandbox/cloud';
import { sendRaw } from '../sandbox/cloud/testing';
import { sendBytes } from './support/raw-socket';
import { errorOf, startSigningServer, type SigningServer } from './support/signing-server';

let cloud: Cloud;
let server: SigningServer;

beforeEach(async () => {
  cloud = await startCloud();
  server = await startSigningServer(cloud);
});

afterEach(async () => {
  await server.close();
  await cloud.close();
});

describe('bodies', () => {
  const padded = (size: number) => JSON.stringify({ code: 'x' }).padEnd(size, ' ');

  test('4 KiB is the most', async () => {
    expect((await errorOf(await server.post(padded(4096)))).code).toBe('CODE_REJECTED');
    const response = await server.post(padded(4097));
    expect(response.status).toBe(413);
    expect((await errorOf(response)).code).toBe('BODY_TOO_LARGE');
  });

  test('a chunked body is measured as it comes', async () => {
    const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
    const answer = await sendRaw(server.url, {
      method: 'POST',
      path: '/v1/credentials',
      headers,
      body: padded(4097),
    });
    expect(answer.status).toBe(413);
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'json',
  ])('%s is not taken', async (contentType) => {
    const response = await server.post({ code: 'x' }, { 'content-type': contentType });
    expect(response.status).toBe(415);
    expect((await errorOf(response)).code).toBe('UNSUPPORTED_MEDIA_TYPE');
  });

  test.each([
    '',
    'null',
    '[]',
    '"code"',
    '{}',
    '{"code":',
    '{"code":null}',
    '{"code":1}',
    '{"code":["x"]}',
    '{"code":""}',
    '{"code":"a b"}',
    '{"code":"汉"}',
    `{"code":"${'x'.repeat(257)}"}`,
    '{"code":"x","group":null}',
    '{"code":"x","group":""}',
    '{"code":"x","extra":1}',
    '{"code":"x","openid":"oLiWei"}',
    '{"code":"x","__proto__":{"group":"y"}}',
    '{"code":"x","constructor":{"prototype":{}}}',
    '{"__proto__":{"code":"x"}}',
  ])('%s is not what the contract says, and WeChat is not asked', async (body) => {
    const response = await server.post(body);
    expect(response.status).toBe(400);
    expect((await errorOf(response)).code).toBe('BAD_REQUEST');
    expect(cloud.log()).toEqual([]);
  });
});

describe('connections', () => {
  test.each([
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['an unknown method', 'FOO / HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
    ],
    ['too much head', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 400],
  ])('%s is refused in the shape of the contract', async (_what, bytes, status) => {
    const answer = await sendBytes(server.url, bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ error: { code: 'BAD_REQUEST' } });
    expect(server.requestLines()).toHaveLength(1);
  });

  test.each([
    ['head', 'POST /v1/credentials HTTP/1.1\r\nHost: x\r\nContent-'],
    [
      'body',
      'POST /v1/credentials HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{',
    ],
  ])('a %s that does not come to an end is cut off', async (_part, bytes) => {
    server.app.server.headersTimeout = 50;
    server.app.server.requestTimeout = 50;
    const answer = await sendBytes(server.url, bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      error: { code: 'REQUEST_TIMEOUT' },
    });
    expect(server.requestLines()).toHaveLength(1);
  });
});
