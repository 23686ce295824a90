import { startCloud, type Cloud } from '../sandbox/cloud';
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
