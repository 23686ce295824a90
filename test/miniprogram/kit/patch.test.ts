import fc from 'fast-check';
import { patch } from '../../../miniprogram/kit/patch';
import { applyPatch } from '../../support/apply-patch';

const item = (key: string, a: unknown, b: unknown = '') => ({ key, a, b });

test('only the fields that differ are set, by their path', () => {
  const shown = { rows: [item('x', 1), item('y', 2)], title: 'a', view: { text: 'b', count: 1 } };
  const wanted = { rows: [item('x', 1), item('y', 5)], title: 'a', view: { text: 'b', count: 2 } };
  expect(patch(shown, wanted)).toEqual({ 'rows[1].a': 5, 'view.count': 2 });
});

test('another item in the same place is set as a whole', () => {
  const shown = { rows: [item('x', 1), item('z', 1)] };
  expect(patch(shown, { rows: [item('y', 1), item('z', 1)] })).toEqual({ 'rows[0]': item('y', 1) });
});

test('a list of another length is set as a whole', () => {
  expect(patch({ rows: [item('x', 1), item('y', 2)] }, { rows: [item('x', 1)] })).toEqual({
    rows: [item('x', 1)],
  });
});

test('an object that loses a field is set as a whole', () => {
  expect(patch({ errors: { url: 'a', name: 'b' } }, { errors: { url: 'a' } })).toEqual({
    errors: { url: 'a' },
  });
});

test('what is not wanted at all stays as it is', () => {
  expect(patch({ sheet: { title: 'a' }, open: true }, { open: false })).toEqual({ open: false });
});

/** Data as a view makes it: plain, with lists of keyed items, and names that no path can hold. */
const data = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    fc.constantFrom<unknown>(null, '', 'text', 0, 1, true, [], ['a']),
    fc.dictionary(fc.constantFrom('a', 'b', 'c.d', 'e[0]'), tie('value'), { maxKeys: 3 }),
    fc.array(fc.record({ key: fc.constantFrom('x', 'y'), a: tie('value') }), { maxLength: 3 }),
  ),
})).value;
const views = fc.record({ first: data, second: data });

test('what is shown after a patch is what was wanted', () => {
  fc.assert(
    fc.property(views, views, (shown, wanted) => {
      expect(applyPatch(shown, patch(shown, wanted))).toEqual(wanted);
    }),
  );
});

test('equal data needs no patch', () => {
  fc.assert(
    fc.property(views, (shown) => {
      expect(patch(shown, structuredClone(shown))).toEqual({});
    }),
  );
});
