import { formatClock, formatDateTime, parseCiTime } from '../../../miniprogram/utils/time';

const AT = Date.UTC(2022, 7, 9, 8, 23, 11);

test.each([
  ['as CI writes it', '2022-08-09T16:23:11+0800'],
  ['with a blank, as workflow callbacks write it', '2022-08-09 16:23:11+0800'],
  ['with a colon in the offset', '2022-08-09T16:23:11+08:00'],
  ['with a fraction', '2022-08-09T16:23:11.000+0800'],
  ['in UTC', '2022-08-09T08:23:11Z'],
  ['west of Greenwich', '2022-08-09T04:53:11-0330'],
  ['with padding', '\n  2022-08-09T16:23:11+0800 '],
])('reads a time %s', (_, text) => {
  expect(parseCiTime(text)).toBe(AT);
});

test.each([
  '-',
  '',
  '2022-08-09',
  '2022-08-09T16:23:11',
  '2022-02-30T00:00:00+0800',
  '2022-08-09T25:00:00+0800',
])('%j is no time', (text) => {
  expect(parseCiTime(text)).toBeUndefined();
});

test('shows a time in the phone’s own time zone', () => {
  const local = new Date(2022, 7, 9, 6, 3, 1).getTime();
  expect(formatDateTime(local)).toBe('2022-08-09 06:03:01');
  expect(formatClock(local)).toBe('06:03:01');
});
