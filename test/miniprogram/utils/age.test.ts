import { ageOf } from '../../../miniprogram/utils/age';

test.each([
  [-60_000, 'now', 0],
  [4_999, 'now', 0],
  [5_000, 'seconds', 5],
  [59_999, 'seconds', 59],
  [60_000, 'minutes', 1],
  [3_599_999, 'minutes', 59],
  [3_600_000, 'hours', 1],
  [86_399_999, 'hours', 23],
  [86_400_000 * 3, 'days', 3],
] as const)('%i ms is %s %i', (ms, unit, count) => {
  expect(ageOf(ms)).toEqual({ unit, count });
});
