import '../../component-support/fake-wx';
import { find, has, recordEvents, render, settled, tap, textOf } from '../../component-support/simulate';

const button = (properties: object = {}) => render('components/app-button/app-button', properties);

test('a tap is told', async () => {
  const node = button();
  const clicks = recordEvents(node, 'click');
  await tap(find(node, '.button'));
  expect(clicks).toHaveLength(1);
});

test.each([{ disabled: true }, { loading: true }])('no tap counts with %j', async (off) => {
  const node = button(off);
  const clicks = recordEvents(node, 'click');
  await tap(find(node, '.button'));
  expect(clicks).toHaveLength(0);
});

test('at work it says so instead of what it does', async () => {
  const node = button({ loadingText: '正在提交…' });
  expect(textOf(node)).not.toContain('正在提交…');
  node.setData({ loading: true });
  await settled();
  expect(textOf(node)).toContain('正在提交…');
});

test('while it rests it looks like no button, but for its owner, who is told of the tap', async () => {
  const node = button({ resting: true });
  const clicks = recordEvents(node, 'click');
  expect(has(node, '.resting')).toBe(true);
  await tap(find(node, '.button'));
  expect(clicks).toHaveLength(1);
});
