import { fakeWx } from '../../component-support/fake-wx';
import { find, has, recordEvents, render, tap, textOf } from '../../component-support/simulate';

const bar = (view: object | null) => render('components/result-bar/result-bar', { view });

test('says how it ended, in two sentences', () => {
  const node = bar({ tone: 'success', title: '已暂停 q', note: '已重新读取核对' });
  expect(textOf(find(node, '.title'))).toBe('已暂停 q');
  expect(textOf(find(node, '.note'))).toBe('已重新读取核对');
  expect(has(node, '.success')).toBe(true);
});

test('emits close', async () => {
  const node = bar({ tone: 'info', title: 'q', note: '' });
  const closed = recordEvents(node, 'close');
  await tap(find(node, '.close'));
  expect(closed).toHaveLength(1);
  expect(has(node, '.note')).toBe(false);
});

test('offers to take the write back where it can be, and emits undo', async () => {
  const view = { tone: 'success', title: 'q', note: '' };
  expect(has(bar(view), '.undo')).toBe(false);
  const node = render('components/result-bar/result-bar', { view, undoable: true });
  const undone = recordEvents(node, 'undo');
  await tap(find(node, '.undo'));
  expect(undone).toHaveLength(1);
});

test('shows nothing before there is an outcome', () => {
  expect(textOf(bar(null))).toBe('');
});

test('what is done and verified can be felt, once; nothing else can', () => {
  const node = bar({ tone: 'warning', title: 'q', note: '' });
  expect(fakeWx.vibrateShort).not.toHaveBeenCalled();
  node.setData({ view: { tone: 'success', title: 'q', note: '' } });
  expect(fakeWx.vibrateShort).toHaveBeenCalledTimes(1);
  node.setData({ view: null });
  expect(fakeWx.vibrateShort).toHaveBeenCalledTimes(1);
});
