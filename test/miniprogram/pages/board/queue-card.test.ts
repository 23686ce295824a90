import '../../../component-support/fake-wx';
import { startLoading, withBucket } from '../../../../miniprogram/models/board';
import { toBoardQueue } from '../../../../miniprogram/models/board-queue';
import { find, has, render, textOf } from '../../../component-support/simulate';
import { firstRowOf, PHOTOS, queueOf } from './bench';

const viewOf = (state: string) => {
  const queues = [toBoardQueue(queueOf(PHOTOS, { State: state }))];
  const board = withBucket(startLoading([], [PHOTOS]), PHOTOS, { loading: false, known: true, queues });
  return firstRowOf(board);
};
const card = (state: string) =>
  render('pages/board/components/queue-card/queue-card', { card: viewOf(state) });

test.each([
  ['Active', '运行中', '.active', '暂停'],
  ['Paused', '已暂停', '.paused', '恢复'],
])('%s is said in a word, with a shape and a colour of its own, and a way out', (state, word, look, act) => {
  const node = card(state);
  expect(textOf(find(node, '.state'))).toBe(word);
  expect(has(node, look)).toBe(true);
  expect(has(node, '.shape')).toBe(true);
  expect(textOf(find(node, '.action'))).toBe(act);
});

test('a state that CI added later is shown as it is, looks like neither, and has no button', () => {
  const node = card('Draining');
  expect(textOf(find(node, '.state'))).toBe('状态 Draining');
  for (const none of ['.active', '.paused', '.action']) expect(has(node, none)).toBe(false);
});

test('another state changes word, colour and button', () => {
  const node = card('Active');
  node.setData({ card: viewOf('Paused') });
  expect(textOf(find(node, '.state'))).toBe('已暂停');
  expect([has(node, '.paused'), has(node, '.active')]).toEqual([true, false]);
  expect(textOf(find(node, '.action'))).toBe('恢复');
});
