import { describeError } from '../../../miniprogram/i18n/error-view';
import { AppError, type AppErrorCode, type AppErrorDetails } from '../../../miniprogram/models/errors';
import { fakeWx } from '../../component-support/fake-wx';
import { find, has, recordEvents, render, tap, textOf } from '../../component-support/simulate';

const panel = (code: AppErrorCode, details: AppErrorDetails = {}, properties: object = {}) =>
  render('components/error-panel/error-panel', {
    error: describeError(new AppError(code, details)),
    ...properties,
  });

test('says what happened, what to do, and shows code and request id', () => {
  const text = textOf(
    panel('CLOUD_REJECTED', { cloudCode: 'InvalidArgument', requestId: 'NjJmMzI5MmRfOTBm=' }),
  );
  expect(text).toContain('数据万象拒绝了这个请求');
  expect(text).toContain('把错误码和 RequestId 发给控制台的负责人');
  expect(text).toContain('InvalidArgument');
  expect(text).toContain('NjJmMzI5MmRfOTBm=');
});

test('one tap copies code and request id together', async () => {
  const node = panel('THROTTLED', { cloudCode: 'SlowDown', requestId: 'r-1' });
  await tap(find(node, '.copy-facts', '.copy'));
  expect(fakeWx.setClipboardData.mock.calls[0]?.[0].data).toBe('错误码: SlowDown\nRequestId: r-1');
});

test('a domain that is not on the list is copied as the list takes it', async () => {
  const node = panel('DOMAIN_NOT_LISTED', { host: 'photos-1250000000.ci.ap-guangzhou.myqcloud.com' });
  await tap(find(node, '.copy-hand-over', '.copy'));
  expect(fakeWx.setClipboardData.mock.calls[0]?.[0].data).toBe(
    'https://photos-1250000000.ci.ap-guangzhou.myqcloud.com',
  );
});

test('the host that does not answer is copied with the code', async () => {
  await tap(find(panel('NETWORK', { host: 'signing.example.com' }), '.copy-facts', '.copy'));
  expect(fakeWx.setClipboardData.mock.calls[0]?.[0].data).toBe('错误码: NETWORK\n域名: signing.example.com');
});

test('a stranger can copy his own openid', async () => {
  const node = panel('NOT_ADMIN', { openid: 'oX1' }, { layout: 'page' });
  expect(textOf(find(node, '.hand-over'))).toContain('oX1');
  await tap(find(node, '.copy-hand-over', '.copy'));
  expect(fakeWx.setClipboardData.mock.calls[0]?.[0].data).toBe('oX1');
});

test('the button emits retry', async () => {
  const node = panel('NETWORK');
  const retries = recordEvents(node, 'retry');
  await tap(find(node, '.again', '.button'));
  expect(retries).toHaveLength(1);
});

test('the button says what it does: a failure of the sign-in is tried again by signing in', () => {
  const button = (node: ReturnType<typeof panel>) => textOf(find(node, '.again', '.button'));
  expect(button(panel('NETWORK'))).toBe('重试');
  expect(button(panel('KEY_REJECTED'))).toBe('重新登录');
  expect(button(panel('NETWORK', {}, { retryText: '重新读取' }))).toBe('重新读取');
});

test('while it is retried, a tap emits nothing', async () => {
  const node = panel('NETWORK', {}, { retrying: true });
  const retries = recordEvents(node, 'retry');
  expect(textOf(find(node, '.again', '.button'))).toContain('正在重试…');
  await tap(find(node, '.again', '.button'));
  expect(retries).toHaveLength(0);
});

test('there is no button where trying again can not help, or the page has no way to', () => {
  expect(has(panel('READ_ONLY'), '.again')).toBe(false);
  expect(has(panel('NETWORK', {}, { final: true }), '.again')).toBe(false);
});

test('what is merely not set up yet does not look like an alarm', () => {
  expect(has(panel('SERVICE_NOT_OPEN'), '.calm')).toBe(true);
  expect(has(panel('CLOUD_UNAVAILABLE'), '.alarm')).toBe(true);
});

test('without a failure there is nothing', () => {
  expect(textOf(render('components/error-panel/error-panel', { error: null }))).toBe('');
});
