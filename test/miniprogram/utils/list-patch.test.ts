import { listPatch } from '../../../miniprogram/utils/list-patch';

test('only the items that differ are set, by their path', () => {
  expect(listPatch('rows', [{ a: 1 }, { a: 2 }, { a: 3 }], [{ a: 1 }, { a: 5 }, { a: 3 }])).toEqual({
    'rows[1]': { a: 5 },
  });
});

test('a list of another length is set as a whole', () => {
  expect(listPatch('rows', [1, 2], [1])).toEqual({ rows: [1] });
});

test('equal lists need nothing', () => {
  expect(listPatch('rows', [{ a: [1] }], [{ a: [1] }])).toEqual({});
});
