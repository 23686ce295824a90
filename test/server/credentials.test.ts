import type { CredentialsResponse, SigningErrorResponse } from '../../typings/signing-api';
import { accessFile, startSigningServer } from './support/signing-server';
import { startUpstreams } from './support/upstreams';

let upstreams: Awaited<ReturnType<typeof startUpstreams>>;
let server: Awaited<ReturnType<typeof startSigningServer>>;
let access: ReturnType<typeof accessFile>;

beforeEach(async () => {
  upstreams = await startUpstreams();
  access = accessFile();
  server = await startSigningServer({
    WECHAT_APPID: 'wx1',
    WECHAT_SECRET: 'wechat-secret',
    WECHAT_API_BASE: upstreams.url,
    TENCENTCLOUD_SECRET_ID: 'AKIDpermanent',
    TENCENTCLOUD_SECRET_KEY: 'permanent-key',
    STS_ENDPOINT: upstreams.url,
    ACCESS_FILE: access.path,
  });
});

afterEach(async () => {
  await server.close();
  await upstreams.close();
  access.remove();
});

const errorOf = async (response: Response) => ((await response.json()) as SigningErrorResponse).error;

test('an operator gets a key that reads and updates the queues of his buckets, and nothing else', async () => {
  const response = await server.post({ code: 'of-op_li' });
  const body = (await response.json()) as CredentialsResponse;
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(body).toMatchObject({
    admin: { name: 'Li Wei', role: 'operator' },
    buckets: [
      { bucket: 'photos-1250000000', region: 'ap-guangzhou', environment: 'production', group: body.group },
      { bucket: 'avatars-1250000000', region: 'ap-shanghai', environment: 'test', group: body.group },
    ],
    credentials: { tmpSecretId: 'id-1', tmpSecretKey: 'key-1', sessionToken: 'token-1' },
  });
  expect(body.expiredTime - body.startTime).toBe(1800);
  const resource = [
    'qcs::ci:ap-guangzhou:uid/1250000000:bucket/photos-1250000000/*',
    'qcs::ci:ap-shanghai:uid/1250000000:bucket/avatars-1250000000/*',
  ];
  expect(upstreams.stsCalls).toEqual([
    {
      name: expect.stringMatching(/^LiWei[a-z]{10}$/) as string,
      durationSeconds: 1800,
      policy: {
        version: '2.0',
        statement: [
          { effect: 'allow', action: ['name/ci:DescribePicProcessQueues'], resource },
          { effect: 'allow', action: ['name/ci:UpdatePicProcessQueue'], resource },
        ],
      },
    },
  ]);
});

test('a viewer gets a key that only reads, of his own buckets only', async () => {
  expect((await server.post({ code: 'of-op_chen' })).status).toBe(200);
  expect(upstreams.stsCalls[0]?.policy).toEqual({
    version: '2.0',
    statement: [
      {
        effect: 'allow',
        action: ['name/ci:DescribePicProcessQueues'],
        resource: ['qcs::ci:ap-shanghai:uid/1250000000:bucket/avatars-1250000000/*'],
      },
    ],
  });
});

test('a stranger is refused with his own openid and no key is made', async () => {
  const response = await server.post({ code: 'of-somebody' });
  expect(response.status).toBe(403);
  expect(await errorOf(response)).toMatchObject({ code: 'NOT_ADMIN', openid: 'somebody' });
  expect(upstreams.stsCalls).toEqual([]);
});

test('a code that WeChat refuses is refused', async () => {
  const response = await server.post({ code: 'stolen' });
  expect(response.status).toBe(401);
  expect((await errorOf(response)).code).toBe('CODE_REJECTED');
});

test('a removed admin is refused on the very next request', async () => {
  expect((await server.post({ code: 'of-op_li' })).status).toBe(200);
  access.write({ buckets: [], admins: [] });
  expect((await errorOf(await server.post({ code: 'of-op_li' }))).code).toBe('NOT_ADMIN');
});
