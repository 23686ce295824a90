import '../../component-support/fake-wx';
import { find, recordEvents, render, tap, textOf } from '../../component-support/simulate';

const options = [
  { value: 'all', label: '全部', count: '8' },
  { value: 'paused', label: '已暂停', count: '' },
];
const segmented = (properties: object = {}) =>
  render('components/segmented/segmented', { options, value: 'all', ...properties });

test('shows every choice with its count, and marks the chosen one', () => {
  const node = segmented();
  expect(node.querySelectorAll('.option').map(textOf)).toEqual(['全部8', '已暂停']);
  expect(textOf(find(node, '.chosen'))).toBe('全部8');
});

test('tapping another choice emits it; tapping the chosen one emits nothing', async () => {
  const node = segmented();
  const changes = recordEvents(node, 'change');
  const [all, paused] = node.querySelectorAll('.option');
  if (all === undefined || paused === undefined) throw new Error('two options');
  await tap(all);
  expect(changes).toEqual([]);
  await tap(paused);
  expect(changes).toEqual([{ value: 'paused' }]);
});

test('disabled choices emit nothing', async () => {
  const node = segmented({ disabled: true });
  const changes = recordEvents(node, 'change');
  for (const option of node.querySelectorAll('.option')) await tap(option);
  expect(changes).toEqual([]);
});
