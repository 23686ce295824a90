import fc from 'fast-check';
import { mergeFields } from '../../../miniprogram/models/merge';
import { FIELD_NAMES, fieldsOf, isSameValue, type QueueFields } from '../../../miniprogram/models/fields';
import { makeQueue } from '../../support/make-queue';

const seen = fieldsOf(makeQueue());

test('what only I changed is written', () => {
  expect(mergeFields(seen, seen, { ...seen, name: 'mine' })).toEqual({
    changes: [{ field: 'name', from: seen.name, to: 'mine' }],
    theirs: [],
    conflicts: [],
  });
});

test('what only others changed is kept and told', () => {
  expect(mergeFields(seen, { ...seen, url: 'https://b.example.com/' }, seen)).toEqual({
    changes: [],
    theirs: [{ field: 'url', from: seen.url, to: 'https://b.example.com/' }],
    conflicts: [],
  });
});

test('what both changed differently is a conflict with all three values', () => {
  const merge = mergeFields(
    seen,
    { ...seen, name: 'theirs' },
    { ...seen, name: 'mine', resultFormat: 'XML' },
  );
  expect(merge.conflicts).toEqual([{ field: 'name', seen: seen.name, now: 'theirs', mine: 'mine' }]);
  expect(merge.changes).toEqual([{ field: 'resultFormat', from: 'JSON', to: 'XML' }]);
});

test('what both changed to the same needs no write', () => {
  expect(mergeFields(seen, { ...seen, name: 'same' }, { ...seen, name: 'same' }).changes).toEqual([]);
  expect(mergeFields(seen, { ...seen, name: 'same' }, { ...seen, name: 'same' }).conflicts).toEqual([]);
});

test('no field that I left alone is ever written', () => {
  const value = fc.constantFrom('a', 'b', 'c');
  const fields = fc.record(
    Object.fromEntries(FIELD_NAMES.map((field) => [field, value])),
  ) as fc.Arbitrary<QueueFields>;
  fc.assert(
    fc.property(fields, fields, fields, (base, now, mine) => {
      const { changes, theirs, conflicts } = mergeFields(base, now, mine);
      for (const field of FIELD_NAMES) {
        const written = changes.find((change) => change.field === field);
        if (isSameValue(field, base[field], mine[field])) expect(written).toBeUndefined();
        else if (!isSameValue(field, now[field], mine[field])) {
          const asked = conflicts.some((conflict) => conflict.field === field);
          expect(written !== undefined || asked).toBe(true);
          expect(asked).toBe(!isSameValue(field, base[field], now[field]));
        }
      }
      for (const { field, to } of theirs) expect(to).toBe(now[field]);
    }),
  );
});
