import '../../component-support/fake-wx';
import { find, recordEvents, render, tap, textOf } from '../../component-support/simulate';

const button = (properties: object = {}) =>
  render('components/repair-button/repair-button', { text: '去掉末尾的 “。”', ...properties });

test('it says what it does, and tells a tap', async () => {
  const node = button();
  const repairs = recordEvents(node, 'repair');
  await tap(find(node, '.repair'));
  expect(textOf(node)).toBe('去掉末尾的 “。”');
  expect(repairs).toHaveLength(1);
});

test('no tap counts while nothing may be changed', async () => {
  const node = button({ disabled: true });
  const repairs = recordEvents(node, 'repair');
  await tap(find(node, '.repair'));
  expect(repairs).toHaveLength(0);
});
