import '../../component-support/fake-wx';
import { render, textOf } from '../../component-support/simulate';

test('a viewer is told that she can look and not change', () => {
  expect(textOf(render('components/read-only-notice/read-only-notice'))).toBe(
    '你是只读成员：可以查看，不能暂停或修改',
  );
});
