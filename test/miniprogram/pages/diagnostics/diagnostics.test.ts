import { setLanguage } from '../../../../miniprogram/i18n/index';
import { AppError } from '../../../../miniprogram/models/errors';
import { askBuckets, readFacts, type Facts } from '../../../../miniprogram/services/diagnostics';
import { checkSession, type Session } from '../../../../miniprogram/services/access/session';
import { fakeWx } from '../../../component-support/fake-wx';
import { find, has, render, settled, tap, textOf, type Node } from '../../../component-support/simulate';
import { deferred, type Deferred } from '../../../support/deferred';

jest.mock('../../../../miniprogram/services/access/session', () => ({ checkSession: jest.fn() }));
jest.mock('../../../../miniprogram/services/diagnostics', () => ({
  readFacts: jest.fn(),
  askBuckets: jest.fn(),
}));

const SERVER = 'https://sign.example.com';
const HOST = 'https://photos-1250000000.ci.ap-guangzhou.myqcloud.com';
const PHOTOS = {
  bucket: 'photos-1250000000',
  region: 'ap-guangzhou',
  label: '商品图片',
  environment: 'production',
  group: 'main',
} as const;
const SESSION: Session = { admin: { openid: 'o-admin', name: '小王', role: 'operator' }, buckets: [PHOTOS] };

/** What the phone knows before anybody signed in. */
const nothingKnown: Facts = {
  session: undefined,
  keys: [],
  clockOffset: 0,
  server: SERVER,
  buckets: [],
  domains: [SERVER],
  versions: { console: '9.8.7', env: 'trial', cosSdk: '7.6.5', baseLibrary: '3.8.1', weChat: '8.0.51' },
};
/** What it knows afterwards. */
const signedIn: Facts = {
  ...nothingKnown,
  session: SESSION,
  keys: [{ group: 'main', expiredTime: 1_900_000_000 }],
  buckets: [{ grant: PHOTOS, last: undefined }],
  domains: [SERVER, HOST],
};

let asked: Deferred<Session>;
const know = (facts: Facts) => jest.mocked(readFacts).mockReturnValue(facts);

beforeEach(() => {
  setLanguage('zh_CN');
  asked = deferred();
  jest
    .mocked(checkSession)
    .mockReset()
    .mockImplementation(() => asked.promise);
  jest.mocked(askBuckets).mockReset().mockResolvedValue(undefined);
  know(nothingKnown);
});

/** Opens the page, and lets the signing server answer as `end` says. */
async function open(end?: () => void): Promise<Node> {
  const page = render('pages/diagnostics/diagnostics');
  void page.instance.onLoad?.();
  page.instance.onShow?.();
  await settled();
  end?.();
  await settled();
  return page;
}

const signIn = (facts = signedIn) => {
  know(facts);
  asked.resolve(SESSION);
};
const fail = (failure: AppError) => () => {
  asked.reject(failure);
};
const report = (page: Node): string => String(page.data.report);
const check = (page: Node) => find(page, '.check', '.button');

test('while the server is being asked, that is what it says', async () => {
  const page = await open();
  expect(textOf(page)).toContain('正在询问…');
  expect(textOf(page)).toContain('正在检查…');
  expect(textOf(page)).not.toContain('可以访问');
  expect(askBuckets).not.toHaveBeenCalled();
});

test.each([
  ['operator', '操作员'],
  ['viewer', '只读成员'],
] as const)('%s: reachable, who is signed in, key, clock and versions', async (role, words) => {
  const page = await open(() => {
    signIn({ ...signedIn, session: { ...SESSION, admin: { ...SESSION.admin, role } } });
  });
  const text = textOf(page);
  for (const part of ['可以访问，登录正常', 'o-admin', '小王', words, '密钥 main', '与服务器一致']) {
    expect(text).toContain(part);
  }
  for (const part of ['尚未读取', SERVER, HOST, '9.8.7 trial', '7.6.5', '3.8.1', '8.0.51']) {
    expect(text).toContain(part);
  }
  expect(text).not.toContain('正在');
});

test.each([
  ['NETWORK', '无法访问'],
  ['TIMEOUT', '无法访问'],
  ['INTERRUPTED', '无法访问'],
  ['DOMAIN_NOT_LISTED', '无法访问'],
  ['SIGNING_UNAVAILABLE', '可以访问，但登录失败'],
] as const)('%s: %s, with the code', async (code, words) => {
  const page = await open(fail(new AppError(code, { host: 'sign.example.com' })));
  expect(textOf(page)).toContain(words);
  expect(textOf(page)).toContain(code);
  expect(textOf(page)).not.toContain('姓名');
});

test('who is not signed in learns his openid and the request id', async () => {
  const page = await open(fail(new AppError('NOT_ADMIN', { openid: 'o-stranger', requestId: 'req-7' })));
  for (const part of ['可以访问，但登录失败', 'o-stranger', 'RequestId req-7']) {
    expect(textOf(page)).toContain(part);
  }
});

test.each([
  [4_999, '与服务器一致'],
  [-30_000, '比服务器快 30 秒'],
  [30_000, '比服务器慢 30 秒'],
  [600_000, '比服务器慢 10 分钟'],
])('a server that is %i ms ahead: %s', async (clockOffset, words) => {
  const page = await open(() => {
    signIn({ ...signedIn, clockOffset });
  });
  expect(textOf(page)).toContain(words);
});

test("a bucket's last answer is told, well or with code and request id", async () => {
  const page = await open(() => {
    signIn({ ...signedIn, buckets: [{ grant: PHOTOS, last: { endedAt: 1, failure: undefined } }] });
  });
  expect(textOf(page)).toMatch(/商品图片.* 正常/);
  const failure = new AppError('THROTTLED', { cloudCode: 'SlowDown', requestId: 'NjJm' });
  know({ ...signedIn, buckets: [{ grant: PHOTOS, last: { endedAt: 1, failure } }] });
  await tap(check(page));
  expect(textOf(page)).toMatch(/商品图片.* 失败/);
  expect(textOf(page)).toContain('SlowDown · RequestId NjJm');
});

test('checking again asks the server and every bucket, and shows each answer as it comes', async () => {
  const page = await open(fail(new AppError('NETWORK')));
  asked = deferred();
  const end = deferred<undefined>();
  let answered: (() => void) | undefined;
  jest.mocked(askBuckets).mockImplementation((tell) => {
    answered = tell;
    return end.promise;
  });
  await tap(check(page));
  expect(textOf(page)).toContain('正在询问…');
  signIn();
  await settled();
  expect(textOf(page)).toContain('可以访问，登录正常');
  know({ ...signedIn, buckets: [{ grant: PHOTOS, last: { endedAt: 1, failure: undefined } }] });
  answered?.();
  await settled();
  expect(textOf(page)).toMatch(/商品图片.* 正常/);
  expect(page.data.checking).toBe(true);
  end.resolve(undefined);
  await settled();
  expect(page.data.checking).toBe(false);
  expect(checkSession).toHaveBeenCalledTimes(2);
});

test('what is copied holds every line that is on the screen', async () => {
  const failure = new AppError('THROTTLED', { cloudCode: 'SlowDown', requestId: 'NjJm' });
  const page = await open(() => {
    signIn({ ...signedIn, buckets: [{ grant: PHOTOS, last: { endedAt: 1, failure } }] });
  });
  await tap(find(page, '.copy-all', '.copy'));
  const copied = fakeWx.setClipboardData.mock.calls[0]?.[0].data ?? '';
  expect(copied).toBe(report(page));
  const facts = page.querySelectorAll('.fact');
  expect(facts.length).toBeGreaterThan(10);
  for (const { data } of facts) {
    for (const name of ['label', 'value', 'error', 'note']) expect(copied).toContain(String(data[name]));
  }
  expect(textOf(page)).toContain('已复制');
});

test('nothing of what a failure says to developers alone is copied: it may be secret', async () => {
  const page = await open(fail(new AppError('STS_REJECTED', { note: 'token=top-secret' }, 'top-secret')));
  expect(report(page)).toContain('STS_REJECTED');
  expect(report(page) + textOf(page)).not.toContain('top-secret');
});

test('where WeChat refuses the copy, the report is shown to be copied by hand', async () => {
  const page = await open(signIn);
  expect(has(page, '.report')).toBe(false);
  fakeWx.setClipboardData.mockImplementationOnce(({ fail: refuse }) => {
    refuse({ errMsg: 'setClipboardData:fail privacy permission is not authorized' });
  });
  await tap(find(page, '.copy-all', '.copy'));
  expect(textOf(find(page, '.report'))).toBe(report(page).replace(/\s+/g, ' ').trim());
});

test('another language is on the screen, in the title and in the report at once, and is kept', async () => {
  const page = await open(signIn);
  find(page, '.languages').dispatchEvent('choose', { detail: { value: 'en' } });
  await settled();
  for (const part of ['Reachable, signed in', 'Operator', 'Not read yet', 'Check again']) {
    expect(textOf(page)).toContain(part);
  }
  expect(textOf(page)).not.toContain('可以访问');
  expect(report(page)).toContain('Reachable, signed in');
  expect(fakeWx.setNavigationBarTitle).toHaveBeenLastCalledWith({ title: 'Diagnostics' });
  expect(fakeWx.setStorageSync).toHaveBeenCalledWith('language', 'en');
});

test('a language that cannot be kept counts all the same, and says so', async () => {
  const page = await open(signIn);
  fakeWx.setStorageSync.mockImplementationOnce(() => {
    throw new Error('exceed storage max size');
  });
  page.instance.onLanguage?.({ detail: { value: 'en' } });
  await settled();
  expect(textOf(page)).toContain('Reachable, signed in');
  expect(page.data.notKept).toMatchObject({ code: 'STORAGE_FAILED' });
});

test('pulling down checks everything, and lets go afterwards', async () => {
  const page = await open(signIn);
  await page.instance.onPullDownRefresh?.();
  expect(askBuckets).toHaveBeenCalledTimes(1);
  expect(fakeWx.stopPullDownRefresh).toHaveBeenCalledTimes(1);
});
