import '../../component-support/fake-wx';
import { has, render, textOf } from '../../component-support/simulate';

const badge = (state: string) => render('components/state-badge/state-badge', { state });

test.each([
  ['Active', '运行中', '.active'],
  ['Paused', '已暂停', '.paused'],
])('%s is said in a word, with a shape and a colour of its own', (state, word, look) => {
  const node = badge(state);
  expect(textOf(node)).toBe(word);
  expect(has(node, look)).toBe(true);
  expect(has(node, '.shape')).toBe(true);
});

test('a state that CI added later is shown as it is, and looks like neither', () => {
  const node = badge('Draining');
  expect(textOf(node)).toBe('状态 Draining');
  expect(has(node, '.active')).toBe(false);
  expect(has(node, '.paused')).toBe(false);
});

test('another state changes the word', () => {
  const node = badge('Active');
  node.setData({ state: 'Paused' });
  expect(textOf(node)).toBe('已暂停');
});
