import '../../component-support/fake-wx';
import { has, render, textOf } from '../../component-support/simulate';

const badge = (environment: string) => render('components/env-badge/env-badge', { environment });

test.each([
  ['production', '生产'],
  ['staging', '预发布'],
  ['test', '测试'],
  ['development', '开发'],
])('%s has its word and its colour', (environment, word) => {
  const node = badge(environment);
  expect(textOf(node)).toBe(word);
  expect(has(node, `.${environment}`)).toBe(true);
});

test('an environment that this version does not know is shown as it is', () => {
  expect(textOf(badge('canary'))).toBe('canary');
});
