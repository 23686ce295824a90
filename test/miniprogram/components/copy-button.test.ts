import { fakeWx } from '../../component-support/fake-wx';
import { find, has, render, tap, textOf } from '../../component-support/simulate';

const button = (properties: object = {}) =>
  render('components/copy-button/copy-button', { text: 'p8366c460', ...properties });

test('a tap copies the text and says so', async () => {
  const node = button();
  expect(textOf(node)).toBe('复制');
  await tap(find(node, '.copy'));
  expect(fakeWx.setClipboardData.mock.calls[0]?.[0].data).toBe('p8366c460');
  expect(textOf(node)).toBe('已复制');
});

test('another text is not said to be copied', async () => {
  const node = button();
  await tap(find(node, '.copy'));
  node.setData({ text: 'other' });
  expect(textOf(node)).toBe('复制');
});

test('what is copied stands on a button with a label', () => {
  expect(textOf(button({ label: '复制 openid' }))).toBe('复制 openid');
});

test('a refusal of WeChat says how to copy by hand', async () => {
  fakeWx.setClipboardData.mockImplementationOnce(({ fail }) => {
    fail({ errMsg: 'setClipboardData:fail api scope is not declared in the privacy agreement' });
  });
  const node = button();
  await tap(find(node, '.copy'));
  expect(textOf(find(node, '.refusal'))).toBe('微信没有允许复制 长按文字手动选择和复制');
  expect(textOf(find(node, '.copy'))).toBe('复制');

  await tap(find(node, '.copy'));
  expect(has(node, '.refusal')).toBe(false);
});
