import { Patience } from '../../../../miniprogram/pages/board/patience';

test('a bucket is waited for less long while others wait for its place', () => {
  const patience = new Patience();
  expect(patience.limitMs(5)).toBeLessThan(5_000);
  expect(patience.limitMs(0)).toBeUndefined();
});

test('where every bucket is slow the network is, and each is waited for', () => {
  const patience = new Patience();
  for (let count = 0; count < 8; count++) patience.timedOut();
  expect(patience.limitMs(5)).toBeUndefined();
  patience.answered();
  expect(patience.limitMs(5)).toBeDefined();
});
