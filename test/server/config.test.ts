import { ConfigError, loadConfig } from '../../server/src/config';
import { ACCESS, accessFile } from './support/signing-server';

let access: ReturnType<typeof accessFile>;
let env: Record<string, string>;

beforeEach(() => {
  access = accessFile();
  env = {
    WECHAT_APPID: 'wx0123456789abcdef',
    WECHAT_SECRET: 'secret-of-wechat',
    TENCENTCLOUD_SECRET_ID: 'AKIDpermanent',
    TENCENTCLOUD_SECRET_KEY: 'secret-of-the-cloud',
    ACCESS_FILE: access.path,
  };
});

afterEach(() => {
  access.remove();
});

function problemsWith(changes: Record<string, string>): string[] {
  try {
    loadConfig({ ...env, ...changes });
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

test('what is left out has a safe default', () => {
  expect(loadConfig(env)).toMatchObject({
    wechat: { apiBase: 'https://api.weixin.qq.com' },
    sts: { endpoint: 'https://sts.tencentcloudapi.com', region: 'ap-guangzhou' },
    credentialsTtlSeconds: 1800,
    bucketsPerGroup: 20,
    trustedProxies: [],
    host: '127.0.0.1',
  });
});

test('every problem is told at once, the access file’s too, and no value with it', () => {
  access.write({ ...ACCESS, admins: [{ ...ACCESS.admins[0], role: 'owner' }] });
  const message = (() => {
    try {
      loadConfig({ WECHAT_SECRET: 'secret-of-wechat', PORT: 'eighty', ACCESS_FILE: access.path });
      return '';
    } catch (error) {
      return String(error);
    }
  })();
  for (const name of ['WECHAT_APPID', 'TENCENTCLOUD_SECRET_ID', 'TENCENTCLOUD_SECRET_KEY', 'PORT']) {
    expect(message).toContain(`${name}: `);
  }
  expect(message).toContain('ACCESS_FILE: admins.0.role: ');
  expect(message).not.toMatch(/secret-of-wechat|eighty/);
});

test.each([
  ['WECHAT_SECRET', ' ', 'is empty'],
  ['WECHAT_API_BASE', 'http://api.weixin.qq.com', 'must be https'],
  ['WECHAT_API_BASE', 'https://api.weixin.qq.com/path', 'no path'],
  ['STS_ENDPOINT', 'sts.tencentcloudapi.com', 'must be a URL'],
  ['STS_ENDPOINT', 'http://127.0.0.1.evil.example', 'must be https'],
  ['CREDENTIALS_TTL_SECONDS', '7201', 'at most 7200'],
  ['CREDENTIALS_TTL_SECONDS', '299', 'at least 300'],
  ['CREDENTIALS_TTL_SECONDS', '1800.5', 'whole number'],
  ['BUCKETS_PER_GROUP', '0', 'at least 1'],
  ['TRUST_PROXY', '1', 'must be addresses'],
  ['TRUST_PROXY', '10.0.0.0/33', 'must be addresses'],
  ['TRUST_PROXY', '0.0.0.0/0', 'must be addresses'],
  ['METRICS_TOKEN', 'short', 'at least 16'],
  ['ACCESS_FILE', '/nowhere/access.json', 'cannot be read'],
])('%s=%s is refused: %s', (name, value, words) => {
  expect(problemsWith({ [name]: value })).toEqual([
    expect.stringMatching(new RegExp(`^${name}: .*${words}`)) as string,
  ]);
});

test('plain http is for a stand-in on this machine', () => {
  expect(
    problemsWith({ STS_ENDPOINT: 'http://127.0.0.1:5181', WECHAT_API_BASE: 'http://localhost:5182' }),
  ).toEqual([]);
});

test('an empty value counts as not set', () => {
  expect(loadConfig({ ...env, PORT: '', METRICS_TOKEN: '' })).toMatchObject({ port: 8080 });
});

test('localhost is one address: the framework would watch over the connections of the first one only', () => {
  expect(loadConfig({ ...env, HOST: 'localhost' }).host).toBe('127.0.0.1');
});

test('proxies are named by address, network or kind', () => {
  expect(
    loadConfig({ ...env, TRUST_PROXY: 'loopback, 10.0.0.0/8,fd00::/8, 192.0.2.7' }).trustedProxies,
  ).toEqual(['loopback', '10.0.0.0/8', 'fd00::/8', '192.0.2.7']);
});
