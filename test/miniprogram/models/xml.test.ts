import {
  childrenOf,
  diffLeaves,
  isRecord,
  leavesOf,
  numberOf,
  textOf,
} from '../../../miniprogram/models/xml';

describe('children', () => {
  test('none, one and many are all a list', () => {
    expect(childrenOf({ A: '1' }, 'B')).toEqual([]);
    expect(childrenOf({ A: '1' }, 'A')).toEqual(['1']);
    expect(childrenOf({ A: ['1', '2'] }, 'A')).toEqual(['1', '2']);
    expect(childrenOf(undefined, 'A')).toEqual([]);
    expect(childrenOf('\n   ', 'A')).toEqual([]);
  });

  test('a name that every object has is a child only where it is one', () => {
    expect(childrenOf({}, 'constructor')).toEqual([]);
    expect(childrenOf({ constructor: 'x' }, 'constructor')).toEqual(['x']);
  });

  test('a list is not a record', () => {
    expect(isRecord(['1'])).toBe(false);
  });
});

describe('texts and numbers', () => {
  test('text comes without its padding', () => {
    expect(textOf({ Name: '\n  a b \n' }, 'Name')).toBe('a b');
  });

  test('an element with children has no text', () => {
    expect(textOf({ Name: { First: 'x' } }, 'Name')).toBe('');
  });

  test('a number is read from text, and nothing else is a number', () => {
    expect(numberOf({ MaxSize: ' 10000 ' }, 'MaxSize')).toBe(10000);
    expect(numberOf({ MaxSize: '0' }, 'MaxSize')).toBe(0);
    for (const text of ['', '-', '1e3', '10 jobs', '0x10'])
      expect(numberOf({ MaxSize: text }, 'MaxSize')).toBeNull();
  });
});

test('leaves name every text below an element, with a number for repeated ones', () => {
  const value = { Region: 'ap-guangzhou', Deep: { Er: [{ X: '1' }, { X: ' 2 ' }] }, Blank: '  ' };
  expect(leavesOf(value, 'KafkaConfig')).toEqual([
    { path: 'KafkaConfig.Region', text: 'ap-guangzhou' },
    { path: 'KafkaConfig.Deep.Er.X', text: '1' },
    { path: 'KafkaConfig.Deep.Er[2].X', text: '2' },
  ]);
});

test('leaves that are not what they were: gone, new and changed', () => {
  const leaf = (path: string, text: string) => ({ path, text });
  const before = [leaf('Same', '1'), leaf('Gone', '2'), leaf('Changed', '3')];
  expect(diffLeaves(before, [leaf('New', '5'), leaf('Changed', '4'), leaf('Same', '1')])).toEqual([
    { path: 'Gone', from: '2', to: '' },
    { path: 'Changed', from: '3', to: '4' },
    { path: 'New', from: '', to: '5' },
  ]);
});
