import { startCloud, type Cloud } from '../sandbox/cloud';
import { keyOf, startSigningServer, type SigningServer } from './support/signing-server';

const METRICS_TOKEN = 'a-token-of-the-scraper';

let cloud: Cloud;
let server: SigningServer;

beforeEach(async () => {
  cloud = await startCloud();
  server = await startSigningServer(cloud, {
    env: { METRICS_TOKEN, LOG_LEVEL: 'trace', STS_TIMEOUT_MS: '300', WECHAT_TIMEOUT_MS: '300' },
    // A circuit that opens would spare the libraries the later faults.
    deps: { guard: { openMs: 1, retryMs: 1 } },
  });
});

afterEach(async () => {
  await server.close();
  await cloud.close();
});

/** Every fault of both upstreams that might make a library say more than it should. */
const FAULTS = (['wechat', 'sts'] as const).flatMap((service) => [
  { service, kind: 'html', status: 500, times: 9 },
  { service, kind: 'truncate', times: 9 },
  { service, kind: 'drop-before', times: 9 },
  { service, kind: 'latency', ms: 60_000, times: 9 },
  {
    service,
    kind: 'status',
    status: 200,
    code: service === 'sts' ? 'AuthFailure.SecretIdNotFound' : '40125',
  },
]);

test('no secret of a whole run is in the log, in the metrics or in an answer to anybody else', async () => {
  const secrets = new Map<string, string>([
    ['WeChat secret', cloud.wechat.secret],
    ['permanent SecretId', cloud.account.secretId],
    ['permanent SecretKey', cloud.account.secretKey],
    ['metrics token', METRICS_TOKEN],
  ]);
  const answers: string[] = [];
  const login = async (openid: string) => {
    const code = cloud.issueLoginCode(openid);
    secrets.set(`login code ${secrets.size}`, code);
    return server.post({ code });
  };
  const keep = async (response: Response) =>
    answers.push(await response.text(), JSON.stringify([...response.headers]));

  for (const fault of FAULTS) {
    cloud.setFaults([fault]);
    const response = await login('oLiWei');
    expect(response.status).toBeGreaterThan(499);
    await keep(response);
  }
  cloud.setFaults([]);
  for (const openid of ['oLiWei', 'oChenChen']) {
    const { credentials } = await keyOf(await login(openid));
    for (const [part, value] of Object.entries(credentials)) secrets.set(`${part} of ${openid}`, value);
    secrets.set(`openid ${openid}`, openid);
  }
  await keep(await login('oStranger'));
  await keep(await server.post({ code: 'made-up-code', group: 'made-up-group' }));
  await keep(await server.post('{"code":"code-in-broken-json"'));
  await keep(await fetch(`${server.url}/v1/credentials?code=code-in-address`));
  await keep(
    await fetch(`${server.url}/code-in-path`, { headers: { authorization: 'Bearer header-secret' } }),
  );
  for (const value of [
    'made-up-code',
    'code-in-broken-json',
    'code-in-address',
    'code-in-path',
    'header-secret',
  ]) {
    secrets.set(value, value);
  }
  server.access.write({ buckets: [], admins: [{ openid: 'oSecretOpenid' }] });
  secrets.set('openid in a broken access file', 'oSecretOpenid');
  expect((await login('oLiWei')).status).toBe(200);
  const metrics = await fetch(`${server.url}/metrics`, {
    headers: { authorization: `Bearer ${METRICS_TOKEN}` },
  });
  const places = { log: server.logText(), metrics: await metrics.text(), answers: answers.join('\n') };

  expect(server.requestLines().length).toBeGreaterThan(15);
  expect(places.log).not.toMatch(/authorization|session_key|AKID/i);
  for (const [place, text] of Object.entries(places)) {
    for (const [name, secret] of secrets)
      expect(`${text.includes(secret) ? name : 'nothing'} in the ${place}`).toBe(`nothing in the ${place}`);
  }
});
