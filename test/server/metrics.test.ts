import { METHODS } from 'node:http';
import { startCloud, type Cloud } from '../sandbox/cloud';
import { sendRaw } from '../sandbox/cloud/testing';
import { startSigningServer, type SigningServer } from './support/signing-server';

let cloud: Cloud;
let server: SigningServer;

beforeEach(async () => {
  cloud = await startCloud();
});

afterEach(async () => {
  await server.close();
  await cloud.close();
});

const metrics = (headers: Record<string, string> = {}) => fetch(`${server.url}/metrics`, { headers });

test('answers are counted by outcome, upstreams timed, keys and reloads counted', async () => {
  server = await startSigningServer(cloud);
  await server.login('oLiWei');
  await server.login('oStranger');
  await server.login('oStranger');
  server.access.write('{');
  await server.login('oLiWei');
  const response = await metrics();
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const lines = (await response.text()).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'signing_answers_total{outcome="issued"} 2',
      'signing_answers_total{outcome="NOT_ADMIN"} 2',
      'signing_upstream_seconds_count{upstream="wechat",outcome="ok"} 4',
      'signing_upstream_seconds_count{upstream="sts",outcome="ok"} 1',
      'signing_access_reloads_total{result="broken"} 1',
      'signing_keys_cached 1',
    ]),
  );
});

test('with a token, the metrics are there for those who know it only', async () => {
  const token = 'a-token-of-the-scraper';
  server = await startSigningServer(cloud, { env: { METRICS_TOKEN: token } });
  expect((await metrics()).status).toBe(404);
  expect((await metrics({ authorization: 'Bearer another' })).status).toBe(404);
  expect((await metrics({ authorization: `Bearer ${token}` })).status).toBe(200);
});

test.each(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY'])(
  'with a token, %s /metrics is answered to a stranger as a path that is not there',
  async (method) => {
    if (!METHODS.includes(method)) return;
    server = await startSigningServer(cloud, { env: { METRICS_TOKEN: 'a-token-of-the-scraper' } });
    const headers = { 'content-type': 'text/plain', 'content-length': '9000' };
    const ask = async (path: string) => {
      const answer = await sendRaw(server.url, { method, path, headers, body: 'x'.repeat(9000) });
      const id = String(answer.headers['x-request-id']);
      return JSON.parse(
        JSON.stringify({ ...answer, headers: { ...answer.headers, date: '' } }).replaceAll(id, ''),
      ) as unknown;
    };
    const nothing = await ask('/nothing');
    expect(nothing).toMatchObject({ status: 404 });
    expect(await ask('/metrics')).toEqual(nothing);
    expect(await ask('/metrics?a')).toEqual(nothing);
    expect(await ask('http://x/metrics')).toEqual(nothing);
  },
);

test('a scraper who knows the token is told which methods there are', async () => {
  const token = 'a-token-of-the-scraper';
  server = await startSigningServer(cloud, { env: { METRICS_TOKEN: token } });
  const response = await fetch(`${server.url}/metrics`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('GET, HEAD');
});
