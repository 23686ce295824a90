import { type Cloud, startCloud } from '.';
import { sendRaw } from './testing';

let cloud: Cloud;
beforeEach(async () => {
  cloud = await startCloud();
});
afterEach(() => cloud.close());

interface Session {
  openid?: string;
  session_key?: string;
  errcode?: number;
  errmsg?: string;
}

const exchange = async (change: Record<string, string | undefined> = {}): Promise<Session> => {
  const query = new URLSearchParams({
    appid: cloud.wechat.appid,
    secret: cloud.wechat.secret,
    js_code: 'none',
    grant_type: 'authorization_code',
  });
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined) query.delete(name);
    else query.set(name, value);
  }
  const path = `/sns/jscode2session?${query.toString()}`;
  const answer = await sendRaw(cloud.urls.wechat, { path });
  expect(answer.status).toBe(200);
  return JSON.parse(answer.body) as Session;
};

test('a fresh code gives the openid and a session key, and no errcode', async () => {
  const session = await exchange({ js_code: cloud.issueLoginCode('o-1') });
  expect(session).toEqual({ openid: 'o-1', session_key: expect.stringMatching(/^[\w+/]{22}==$/) as string });
});

test('a code is good once', async () => {
  const code = cloud.issueLoginCode('o-1');
  await exchange({ js_code: code });
  expect(await exchange({ js_code: code })).toMatchObject({ errcode: 40029 });
});

test('a code is good for five minutes', async () => {
  const [early, late] = [cloud.issueLoginCode('o-1'), cloud.issueLoginCode('o-1')];
  cloud.setFaults([{ service: 'wechat', kind: 'clock', ms: 299_000 }]);
  expect(await exchange({ js_code: early })).toMatchObject({ openid: 'o-1' });
  cloud.setFaults([{ service: 'wechat', kind: 'clock', ms: 301_000 }]);
  expect(await exchange({ js_code: late })).toMatchObject({ errcode: 40029 });
});

test.each<[string, Record<string, string | undefined>, number]>([
  ['an unknown code', {}, 40029],
  ['no code', { js_code: undefined }, 41008],
  ['no appid', { appid: undefined }, 41002],
  ['another appid', { appid: 'wx0000000000000000' }, 40013],
  ['no secret', { secret: undefined }, 41004],
  ['a wrong secret', { secret: 'wrong' }, 40125],
  ['another grant type', { grant_type: 'client_credential' }, 40002],
])('%s is refused, with status 200', async (_what, change, errcode) => {
  expect(await exchange(change)).toMatchObject({ errcode });
});

test('a refusal does not use the code up before the caller is known', async () => {
  const code = cloud.issueLoginCode('o-1');
  await exchange({ js_code: code, secret: 'wrong' });
  expect(await exchange({ js_code: code })).toMatchObject({ openid: 'o-1' });
});

test('a user whom WeChat blocks is refused', async () => {
  const code = cloud.issueLoginCode('sandbox-blocked');
  expect(await exchange({ js_code: code })).toMatchObject({ errcode: 40226 });
});

test('a user has a hundred exchanges a minute', async () => {
  for (let count = 0; count < 100; count += 1) {
    expect(await exchange({ js_code: cloud.issueLoginCode('o-1') })).toMatchObject({ openid: 'o-1' });
  }
  expect(await exchange({ js_code: cloud.issueLoginCode('o-1') })).toMatchObject({ errcode: 45011 });
  expect(await exchange({ js_code: cloud.issueLoginCode('o-2') })).toMatchObject({ openid: 'o-2' });
  cloud.setFaults([{ service: 'wechat', kind: 'clock', ms: 61_000 }]);
  expect(await exchange({ js_code: cloud.issueLoginCode('o-1') })).toMatchObject({ openid: 'o-1' });
});

test('the log has neither the secret nor the code', async () => {
  const code = cloud.issueLoginCode('o-1');
  await exchange({ js_code: code });
  await exchange({ js_code: code });
  expect(cloud.log()).toMatchObject([
    { service: 'wechat', method: 'GET', path: '/sns/jscode2session', status: 200, code: '' },
    { service: 'wechat', query: `appid=${cloud.wechat.appid}&grant_type=authorization_code`, code: '40029' },
  ]);
  expect(JSON.stringify(cloud.log())).not.toContain(code);
  expect(JSON.stringify(cloud.log())).not.toContain(cloud.wechat.secret);
});
