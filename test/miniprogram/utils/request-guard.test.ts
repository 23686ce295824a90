import { RequestGuard } from '../../../miniprogram/utils/request-guard';

test('only the newest request is current', () => {
  const guard = new RequestGuard();
  const first = guard.start();
  expect(first()).toBe(true);
  const second = guard.start();
  expect([first(), second()]).toEqual([false, true]);
});
