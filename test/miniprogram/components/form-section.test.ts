import '../../component-support/fake-wx';
import { find, has, render, textOf } from '../../component-support/simulate';

test('a section has a title above its card and a note below', () => {
  const node = render('components/form-section/form-section', { title: '回调配置', note: '保存后生效' });
  expect(textOf(find(node, '.title'))).toBe('回调配置');
  expect(textOf(find(node, '.note'))).toBe('保存后生效');
});

test('without them it is a card alone', () => {
  const node = render('components/form-section/form-section');
  expect([has(node, '.title'), has(node, '.note'), has(node, '.card')]).toEqual([false, false, true]);
});
