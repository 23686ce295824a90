import { WindowedList, type ListWindow } from '../../../miniprogram/utils/list-window';

const keys = (count: number): string[] => Array.from({ length: count }, (_, index) => `k${index}`);
const listOf = (count: number): WindowedList => {
  const list = new WindowedList(100, 22);
  list.view = { top: 0, height: 800 };
  list.setKeys(keys(count));
  return list;
};
const total = ({ start, end, above, below }: ListWindow, rowHeight = 100): number =>
  above + below + (end - start) * rowHeight;

test('a short list is rendered whole', () => {
  expect(listOf(12).choose()).toEqual({ start: 0, end: 12, above: 0, below: 0 });
});

test('of a long list only what is near the screen is rendered, and the list keeps its height', () => {
  const list = listOf(1000);
  const first = list.choose();
  expect(first.start).toBe(0);
  expect(first.end).toBeGreaterThanOrEqual(8);
  expect(first.end).toBeLessThanOrEqual(22);
  expect(total(first)).toBe(100_000);
  const far = list.scrollTo(50_000);
  expect(far).toBeDefined();
  expect(far?.start).toBeLessThan(500);
  expect(far?.end).toBeGreaterThan(508);
  expect(far && total(far)).toBe(100_000);
});

test('small steps inside what is rendered change nothing', () => {
  const list = listOf(1000);
  list.scrollTo(50_000);
  expect(list.scrollTo(50_100)).toBeUndefined();
  expect(list.scrollTo(49_900)).toBeUndefined();
});

test('wherever it is scrolled to, the screen is full of rows', () => {
  const list = listOf(1000);
  let shown = list.choose();
  for (let top = 0; top <= 99_200; top += 370) {
    shown = list.scrollTo(top) ?? shown;
    expect(shown.above).toBeLessThanOrEqual(top);
    expect(shown.above + (shown.end - shown.start) * 100).toBeGreaterThanOrEqual(top + 800);
  }
  expect(shown.end).toBe(1000);
});

test('rows that were measured count as they are, the others as those do', () => {
  const list = listOf(100);
  expect(
    list.measure(
      new Map([
        ['k0', 300],
        ['k1', 100],
      ]),
    ),
  ).toBe(true);
  const { above } = list.scrollTo(10_000) ?? { above: 0 };
  const { start } = list.choose();
  expect(above).toBe(400 + (start - 2) * 200);
});

test('a measure that says nothing new, or nothing, is no news', () => {
  const list = listOf(100);
  list.measure(new Map([['k0', 120]]));
  expect(list.measure(new Map([['k0', 120]]))).toBe(false);
  expect(list.measure(new Map([['k1', 0]]))).toBe(false);
});

test('never more rows than allowed, on any screen', () => {
  const list = listOf(1000);
  list.view = { top: 5000, height: 5000 };
  const { start, end } = list.choose();
  expect(end - start).toBeLessThanOrEqual(22);
});

test('a list that became shorter ends where it ends', () => {
  const list = listOf(1000);
  list.scrollTo(99_000);
  expect(list.setKeys(keys(15)).end).toBe(15);
  expect(list.setKeys([])).toEqual({ start: 0, end: 0, above: 0, below: 0 });
});
