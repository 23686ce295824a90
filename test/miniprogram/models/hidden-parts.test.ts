import { fillHidden, hiddenPartsOf, writeHidden } from '../../../miniprogram/models/hidden-parts';

const SAVED = 'https://me:pw@a.example.com/hook/k3y-9f8e/done;k=1x?app=goods&token=t0&token=t1&%74=t2#t3';

test('each hidden part has a place of its own', () => {
  expect([...hiddenPartsOf(SAVED).values()]).toEqual([
    'me:pw',
    'k3y-9f8e',
    '1x',
    't0',
    't1',
    '%74',
    't2',
    't3',
  ]);
});

test('a part that only stands in for a hidden one is none', () => {
  expect([...hiddenPartsOf('https://a.example.com/?token=***&pw=1x').values()]).toEqual(['1x']);
});

test('hidden parts are written as the caller says', () => {
  expect(writeHidden('https://a.example.com/ci?token=t0&pw=***', ({ text }) => `<${text.length}>`)).toBe(
    'https://a.example.com/ci?token=<2>&pw=***',
  );
  expect(writeHidden('no address', () => 'x')).toBe('x');
  expect(writeHidden(' ', () => 'x')).toBe('');
});

describe('stars are filled from the saved address', () => {
  test('the whole of it, as it was copied from a screen', () => {
    const copied = 'https://***@a.example.com/hook/***/done;k=***?app=goods&token=***&token=***&***=***#***';
    expect(fillHidden(copied, SAVED)).toBe(SAVED);
  });

  test('by name, on another host and in another order', () => {
    expect(fillHidden('https://b.example.com/x?token=***&app=shop', SAVED)).toBe(
      'https://b.example.com/x?token=t0&app=shop',
    );
  });

  test('the one secret of a path, where it has moved', () => {
    expect(fillHidden('https://a.example.com/v2/hook/***', 'https://a.example.com/hook/k3y-9f8e')).toBe(
      'https://a.example.com/v2/hook/k3y-9f8e',
    );
  });

  test.each([
    'https://a.example.com/?other=***',
    'https://a.example.com/?app=***',
    'https://a.example.com/done',
    '***',
    '',
  ])('and nothing else: %j', (text) => {
    expect(fillHidden(text, SAVED)).toBe(text);
  });

  test('stars that are saved as stars stay', () => {
    expect(fillHidden('https://a.example.com/?token=***&x=2', 'https://a.example.com/?token=***&x=1')).toBe(
      'https://a.example.com/?token=***&x=2',
    );
  });
});
