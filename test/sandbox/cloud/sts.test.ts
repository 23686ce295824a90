import http from 'node:http';
import { sts } from 'tencentcloud-sdk-nodejs-sts';
import { type Cloud, startCloud } from '.';
import type { Received } from './http';
import { codeOf, callCi, policyFor, seedBucket, sendRaw } from './testing';
import { checkTc3Signature } from './tc3-signature';

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud();
});
afterAll(() => cloud.close());
beforeEach(() => {
  cloud.reset({});
});

/** The SDK signs the first label of its endpoint as the service's name, so the stand-in needs a name. */
const loopback = new http.Agent({
  lookup: (_name, options, done) => {
    if (options.all === true) done(null, [{ address: '127.0.0.1', family: 4 }]);
    else done(null, '127.0.0.1', 4);
  },
});

const clientWith = (account: { secretId: string; secretKey: string }) =>
  new sts.v20180813.Client({
    credential: account,
    region: 'ap-guangzhou',
    profile: {
      httpProfile: {
        protocol: 'http://',
        endpoint: `sts.localhost:${new URL(cloud.urls.sts).port}`,
        agent: loopback,
      },
    },
  });

type Params = Parameters<InstanceType<typeof sts.v20180813.Client>['GetFederationToken']>[0];

const encoded = (policy: object): string => encodeURIComponent(JSON.stringify(policy));
const params = (change: Partial<Params> = {}): Params => ({
  Name: 'QueueConsole',
  Policy: encoded(policyFor([seedBucket(cloud, 'goods-image')])),
  ...change,
});

/** The code that the official client reports, or `issued`. */
const outcome = (request: Params, account = cloud.account): Promise<string> =>
  clientWith(account)
    .GetFederationToken(request)
    .then(
      () => 'issued',
      (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
    );

describe('GetFederationToken by the official client', () => {
  test('issues a key that CI takes', async () => {
    const answer = await clientWith(cloud.account).GetFederationToken(params({ DurationSeconds: 3600 }));
    const now = Math.floor(cloud.now('sts') / 1000);
    const { Credentials, ExpiredTime = 0, Expiration = '', RequestId = '' } = answer;
    expect(ExpiredTime).toBeGreaterThan(now + 3590);
    expect(ExpiredTime).toBeLessThanOrEqual(now + 3600);
    expect(Date.parse(Expiration)).toBe(ExpiredTime * 1000);
    expect(RequestId).toMatch(/^[0-9a-f-]{36}$/);
    const key = {
      tmpSecretId: Credentials?.TmpSecretId ?? '',
      tmpSecretKey: Credentials?.TmpSecretKey ?? '',
      sessionToken: Credentials?.Token ?? '',
      startTime: ExpiredTime - 3600,
      expiredTime: ExpiredTime,
    };
    expect(codeOf(await callCi(cloud, key, { place: seedBucket(cloud, 'goods-image') }))).toBe('Response');
  });

  test('lasts 1800 seconds when nothing is said', async () => {
    const { ExpiredTime = 0 } = await clientWith(cloud.account).GetFederationToken(params());
    const seconds = ExpiredTime - Math.floor(cloud.now('sts') / 1000);
    expect(seconds).toBeGreaterThan(1790);
    expect(seconds).toBeLessThanOrEqual(1800);
  });

  test.each<[string, () => Partial<Params>, string]>([
    ['a name with a digit', () => ({ Name: 'admin1' }), 'InvalidParameter.ParamError'],
    ['a duration over 36 hours', () => ({ DurationSeconds: 129_601 }), 'InvalidParameter.OverTimeError'],
    [
      'a policy that is not encoded',
      () => ({ Policy: decodeURIComponent(params().Policy) }),
      'InvalidParameter.StrategyFormatError',
    ],
    ['a policy that is not JSON', () => ({ Policy: 'allow-all' }), 'InvalidParameter.StrategyFormatError'],
    [
      'a policy of another version',
      () => ({ Policy: encoded({ ...policyFor([]), version: '1.0' }) }),
      'InvalidParameter.StrategyFormatError',
    ],
    [
      'a policy without statements',
      () => ({ Policy: encoded({ version: '2.0', statement: [] }) }),
      'InvalidParameter.StrategyFormatError',
    ],
    [
      'a policy with a principal',
      () => ({
        Policy: encoded({
          version: '2.0',
          statement: [{ effect: 'allow', principal: { qcs: ['*'] }, action: ['*'], resource: '*' }],
        }),
      }),
      'InvalidParameter.StrategyFormatError',
    ],
    [
      'a resource of four segments',
      () => ({
        Policy: encoded({
          version: '2.0',
          statement: [{ effect: 'allow', action: ['ci:*'], resource: ['qcs::ci:ap-guangzhou'] }],
        }),
      }),
      'InvalidParameter.ResouceError',
    ],
  ])('%s is refused', async (_what, change, code) => {
    expect(await outcome(params(change()))).toBe(code);
  });

  test('an unknown SecretId is refused', async () => {
    const account = { ...cloud.account, secretId: 'AKIDunknown' };
    expect(await outcome(params(), account)).toBe('AuthFailure.SecretIdNotFound');
  });

  test('a wrong SecretKey is refused', async () => {
    const account = { ...cloud.account, secretKey: `${cloud.account.secretKey}0` };
    expect(await outcome(params(), account)).toBe('AuthFailure.SignatureFailure');
  });

  test('a clock that is more than five minutes off is refused, either way', async () => {
    for (const [ms, code] of [
      [-310_000, 'AuthFailure.SignatureExpire'],
      [-290_000, 'issued'],
      [290_000, 'issued'],
      [310_000, 'AuthFailure.SignatureExpire'],
    ] as const) {
      cloud.setFaults([{ service: 'sts', kind: 'clock', ms }]);
      expect(await outcome(params())).toBe(code);
    }
  });

  test('no key of the account and no token gets into the log', async () => {
    await outcome(params());
    const log = JSON.stringify(cloud.log());
    expect(log).toContain('"service":"sts"');
    expect(log).not.toContain(cloud.account.secretId);
    expect(log).not.toContain(cloud.account.secretKey);
    expect(log).not.toContain('Policy');
  });
});

describe('the TC3 signature', () => {
  // The example of "Signature v3" (213/30654): request, key and signature are printed there.
  const body = '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}';
  const secretId = 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE';
  const request: Received = {
    method: 'POST',
    host: 'cvm.tencentcloudapi.com',
    path: '/',
    query: '',
    headers: {
      host: 'cvm.tencentcloudapi.com',
      'content-type': 'application/json; charset=utf-8',
      'x-tc-timestamp': '1551113065',
      authorization:
        `TC3-HMAC-SHA256 Credential=${secretId}/2019-02-25/cvm/tc3_request, ` +
        'SignedHeaders=content-type;host, ' +
        'Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168',
    },
    body: Buffer.from(body),
  };
  const check = (changed: Partial<Received>, service = 'cvm'): string => {
    const keyOf = (id: string) => (id === secretId ? 'Gu5t9xGARNpq86cd98joQYCN3EXAMPLE' : undefined);
    try {
      checkTc3Signature({ ...request, ...changed }, service, keyOf, 1551113065);
      return 'accepted';
    } catch (error) {
      return error instanceof Error && 'code' in error ? String(error.code) : String(error);
    }
  };
  const withHeader = (name: string, value: string | undefined): Partial<Received> => ({
    headers: { ...request.headers, [name]: value },
  });
  const authorization = request.headers.authorization ?? '';

  test('the example of the document is accepted', () => {
    expect(check({})).toBe('accepted');
  });

  test.each<[string, Partial<Received>, string]>([
    ['changed body', { body: Buffer.from(body.replace('1', '2')) }, 'AuthFailure.SignatureFailure'],
    ['changed path', { path: '/x' }, 'AuthFailure.SignatureFailure'],
    ['added query', { query: 'a=1' }, 'AuthFailure.SignatureFailure'],
    ['changed host', withHeader('host', 'sts.tencentcloudapi.com'), 'AuthFailure.SignatureFailure'],
    ['content type left out', withHeader('content-type', undefined), 'AuthFailure.SignatureFailure'],
    ['other timestamp', withHeader('x-tc-timestamp', '1551113066'), 'AuthFailure.SignatureFailure'],
    [
      'other date in the scope',
      withHeader('authorization', authorization.replace('02-25', '02-26')),
      'AuthFailure.SignatureFailure',
    ],
    [
      'other product in the scope',
      withHeader('authorization', authorization.replace('/cvm/', '/sts/')),
      'AuthFailure.SignatureFailure',
    ],
    [
      'unsigned host',
      withHeader('authorization', authorization.replace(';host', '')),
      'AuthFailure.InvalidAuthorization',
    ],
    ['no Authorization', withHeader('authorization', undefined), 'AuthFailure.InvalidAuthorization'],
    ['no timestamp', withHeader('x-tc-timestamp', undefined), 'MissingParameter'],
  ])('a request with a %s is refused', (_what, changed, code) => {
    expect(check(changed)).toBe(code);
  });

  test('a signature for another product is refused', () => {
    expect(check({}, 'sts')).toBe('AuthFailure.SignatureFailure');
  });
});

test('errors have status 200, a code and a RequestId', async () => {
  const { status, body } = await sendRaw(cloud.urls.sts, { method: 'POST', path: '/', body: '{}' });
  expect(status).toBe(200);
  const { Response } = JSON.parse(body) as { Response: { Error: { Code: string }; RequestId: string } };
  expect(Response.Error.Code).toBe('AuthFailure.InvalidAuthorization');
  expect(Response.RequestId).not.toBe('');
});
