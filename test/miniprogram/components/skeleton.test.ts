import '../../component-support/fake-wx';
import { render } from '../../component-support/simulate';

test('a skeleton has a line for each width', () => {
  const lines = render('components/skeleton/skeleton', { widths: [40, 72] }).querySelectorAll('.line');
  expect(lines.map(({ dom }) => dom.style.width)).toEqual(['40%', '72%']);
});
