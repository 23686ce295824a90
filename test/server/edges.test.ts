import { startCloud, type Cloud } from '../sandbox/cloud';
import { sendRaw } from '../sandbox/cloud/testing';
import { startSigningServer, type SigningServer } from './support/signing-server';

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

describe('paths and methods', () => {
  test.each([
    ['GET', '/v1/credentials', 'POST'],
    ['PUT', '/v1/credentials', 'POST'],
    ['OPTIONS', '/v1/credentials', 'POST'],
    ['PROPFIND', '/v1/credentials?code=x', 'POST'],
    ['POST', '/healthz', 'GET, HEAD'],
    ['DELETE', '/metrics', 'GET, HEAD'],
  ])('%s %s is told which methods there are', async (method, path, allow) => {
    const answer = await sendRaw(server.url, { method, path });
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe(allow);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: 'METHOD_NOT_ALLOWED' } });
  });

  test.each([
    '/',
    '/v1',
    '/v1/credentials/',
    '/V1/credentials',
    '/%zz',
    '/..%2f..%2fetc/passwd',
    '/__proto__',
    '*',
  ])('there is nothing at %s, whatever is sent there', async (path) => {
    const headers = { 'content-type': 'text/plain' };
    const answer = await sendRaw(server.url, { method: 'POST', path, headers, body: 'x'.repeat(9000) });
    expect(answer.status).toBe(404);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });

  test('HEAD has the status and no body', async () => {
    expect(await sendRaw(server.url, { method: 'HEAD', path: '/healthz' })).toMatchObject({
      status: 200,
      body: '',
    });
    expect(await sendRaw(server.url, { method: 'HEAD', path: '/v1/credentials' })).toMatchObject({
      status: 405,
      body: '',
    });
  });
});

describe('headers', () => {
  test.each([
    ['GET', '/healthz'],
    ['POST', '/v1/credentials'],
    ['OPTIONS', '/v1/credentials'],
    ['GET', '/nothing'],
    ['GET', '/%zz'],
  ])(
    'every answer to %s %s is for one program only: nothing keeps, sniffs, frames or shares it',
    async (method, path) => {
      const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
      const { headers: got } = await sendRaw(server.url, { method, path, headers });
      expect(got).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'content-security-policy': "default-src 'none';frame-ancestors 'none'",
        'strict-transport-security': expect.stringContaining('max-age=') as string,
        'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      });
      const names = Object.keys(got).join();
      expect(names).not.toMatch(/access-control|x-powered-by|^server$|ratelimit/);
    },
  );

  test('a caller can not choose the request id', async () => {
    const response = await fetch(`${server.url}/healthz`, { headers: { 'x-request-id': 'mine' } });
    expect(response.headers.get('x-request-id')).not.toBe('mine');
  });
});
