import { describeError, describeFieldError } from '../../../miniprogram/i18n/error-view';
import { setLanguage } from '../../../miniprogram/i18n/index';
import { APP_ERROR_CODES, AppError } from '../../../miniprogram/models/errors';

beforeEach(() => {
  setLanguage('zh_CN');
});

test.each(APP_ERROR_CODES)('%s is told in sentences without holes', (code) => {
  for (const language of ['zh_CN', 'en'] as const) {
    setLanguage(language);
    const { title, action } = describeError(new AppError(code));
    expect(`${title}${action}`).not.toMatch(/[{}]/);
  }
});

test('the cloud’s own code is shown where there is one, else ours', () => {
  expect(describeError(new AppError('THROTTLED', { cloudCode: 'SlowDown' })).shownCode).toBe('SlowDown');
  expect(describeError(new AppError('TIMEOUT')).shownCode).toBe('TIMEOUT');
});

test('a wait is told in seconds', () => {
  expect(describeError(new AppError('RATE_LIMITED', { retryAfter: 12 })).action).toBe('等 12 秒后重试');
  setLanguage('en');
  expect(describeError(new AppError('RATE_LIMITED', { retryAfter: 1 })).action).toBe('Try again in 1 second');
});

test('what is no AppError is told as unexpected, and its message is not shown', () => {
  const view = describeError(new TypeError('secret detail'));
  expect(view.code).toBe('UNEXPECTED');
  expect(JSON.stringify(view)).not.toContain('secret detail');
});

test('a write that was not done says why, and what to do about that', () => {
  const { title, action } = describeError(new AppError('WRITE_NOT_DONE', {}, new AppError('ACCESS_DENIED')));
  expect(title).toBe('没有生效，队列没有变化');
  expect(action).toBe('没有权限访问这个存储桶的队列。请控制台的负责人检查你的角色和密钥策略');
});

test('a host is shown where it is what matters, and nowhere else', () => {
  expect(describeError(new AppError('TIMEOUT', { host: 'h' })).host).toBe('h');
  expect(describeError(new AppError('ACCESS_DENIED', { host: 'h' })).host).toBe('');
});

test('what somebody else needs is handed over: an openid, or a domain as WeChat lists it', () => {
  expect(describeError(new AppError('NOT_ADMIN', { openid: 'o1' }))).toMatchObject({
    handOver: 'o1',
    handOverText: '复制 openid',
  });
  expect(describeError(new AppError('DOMAIN_NOT_LISTED', { host: 'h' }))).toMatchObject({
    handOver: 'https://h',
    handOverText: '复制域名',
  });
  expect(describeError(new AppError('NETWORK', { host: 'h' })).handOver).toBe('');
});

test('a view is plain data without undefined, as setData wants it', () => {
  const view = describeError(new AppError('NETWORK', {}, new Error('cause')));
  expect(JSON.parse(JSON.stringify(view))).toEqual(view);
  expect(Object.values(view)).not.toContain(undefined);
});

test('trying again is not offered where it can only repeat itself', () => {
  expect(describeError(new AppError('READ_ONLY')).retryable).toBe(false);
  expect(describeError(new AppError('NETWORK')).retryable).toBe(true);
});

test('a field error is one sentence', () => {
  expect(describeFieldError('URL_NOT_PUBLIC')).toBe('地址必须能从公网访问，不能是内网或本机地址');
});
