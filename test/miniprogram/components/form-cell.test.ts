import { fakeWx } from '../../component-support/fake-wx';
import { find, has, recordEvents, render, tap, textOf } from '../../component-support/simulate';

const cell = (properties: object) => render('components/form-cell/form-cell', properties);

test('shows label, value, error and note', () => {
  const node = cell({ label: '回调地址', value: 'ftp://x', error: '请填写完整的地址', note: '公网地址' });
  expect(textOf(find(node, '.label'))).toBe('回调地址');
  expect(textOf(find(node, '.value'))).toBe('ftp://x');
  expect(textOf(find(node, '.error'))).toBe('请填写完整的地址');
  expect(textOf(find(node, '.note'))).toBe('公网地址');
});

test('what is empty takes no room', () => {
  const node = cell({ label: '名称' });
  expect([
    has(node, '.value'),
    has(node, '.error'),
    has(node, '.note'),
    has(node, '.repair'),
    has(node, '.arrow'),
  ]).toEqual([false, false, false, false, false]);
});

test('what is wrong can be put right with one tap', async () => {
  const node = cell({
    label: '回调地址',
    error: '地址前后有别的文字',
    repair: '用其中的地址 https://a.example.com',
  });
  const repairs = recordEvents(node, 'repair');
  await tap(find(node, '.repair', '.repair'));
  expect(repairs).toHaveLength(1);
});

test('a copyable value can be copied', async () => {
  const node = cell({ label: '队列 ID', value: 'p8366', copyable: true, code: true });
  await tap(find(node, '.copy', '.copy'));
  expect(fakeWx.setClipboardData.mock.calls[0]?.[0].data).toBe('p8366');
});

test('a cell that opens something shows an arrow', () => {
  expect(has(cell({ label: '回调', link: true }), '.arrow')).toBe(true);
});
