import { fieldPatch, listPatch } from '../../../miniprogram/utils/list-patch';

const row = (key: string, a: unknown, b: unknown = '') => ({ key, a, b });

test('only the fields that differ are set, by their path', () => {
  expect(listPatch('rows', [row('x', 1), row('y', 2)], [row('x', 1), row('y', 5)])).toEqual({
    'rows[1].a': 5,
  });
});

test('another item in the same place is set as a whole', () => {
  expect(listPatch('rows', [row('x', 1)], [row('y', 1)])).toEqual({ 'rows[0]': row('y', 1) });
});

test('a list of another length is set as a whole', () => {
  expect(listPatch('rows', [row('x', 1), row('y', 2)], [row('x', 1)])).toEqual({ rows: [row('x', 1)] });
});

test('equal lists need nothing, also where equal is not the same', () => {
  expect(listPatch('rows', [row('x', [1])], [row('x', [1])])).toEqual({});
});

test('fields are compared by what they say', () => {
  expect(fieldPatch('', { a: 1, b: { c: 1 }, d: null }, { a: 2, b: { c: 1 }, d: null })).toEqual({ a: 2 });
});
