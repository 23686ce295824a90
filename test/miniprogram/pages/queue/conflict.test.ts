import type { FieldChange, FieldChanges } from '../../../../miniprogram/models/fields';
import { fieldsOf } from '../../../../miniprogram/models/fields';
import { mergeFields } from '../../../../miniprogram/models/merge';
import type { Queue } from '../../../../miniprogram/models/queue';
import { WriteConflictError } from '../../../../miniprogram/models/write';
import {
  decidedChanges,
  describeConflict,
  isDecided,
  withChoice,
  type Conflict,
} from '../../../../miniprogram/pages/queue/conflict';
import { makeQueue } from '../../../support/make-queue';
import { makeNotified } from './support';

function conflictOf(now: Queue, wanted: FieldChanges): Conflict {
  const seen = fieldsOf(makeQueue());
  const { conflicts, theirs } = mergeFields(seen, fieldsOf(now), { ...seen, ...wanted });
  return { error: new WriteConflictError(now, conflicts, theirs), wanted, choices: {} };
}

const MINE = 'https://mine.example.com/ci';
const THEIRS = 'https://theirs.example.com/ci';
const conflict = conflictOf(makeNotified({ Url: THEIRS }, { State: 'Paused' }), {
  url: MINE,
  name: 'renamed',
});

test('nothing is decided beforehand', () => {
  expect(isDecided(conflict)).toBe(false);
  expect(describeConflict(conflict)).toMatchObject({ decided: false, fields: [{ choice: '' }] });
});

test('a field shows what it said, what it says and what I want', () => {
  expect(describeConflict(conflict).fields[0]).toMatchObject({
    label: '回调地址',
    seen: 'https://callback.example.com/ci',
    now: THEIRS,
    mine: MINE,
  });
});

test('what others changed besides is shown, and is not written', () => {
  expect(describeConflict(conflict).theirs).toMatchObject([{ field: 'state', to: '已暂停' }]);
  expect(decidedChanges(withChoice(conflict, 'url', 'mine')).map(({ field }) => field)).not.toContain(
    'state',
  );
});

test('mine is written on top of what is there now', () => {
  const decided = withChoice(conflict, 'url', 'mine');
  expect(isDecided(decided)).toBe(true);
  expect(decidedChanges(decided)).toEqual<FieldChange[]>([
    { field: 'name', from: 'queue-pic-process-1', to: 'renamed' },
    { field: 'url', from: THEIRS, to: MINE },
  ]);
});

test('theirs is left alone, and the rest of my edit is still written', () => {
  expect(decidedChanges(withChoice(conflict, 'url', 'now'))).toEqual<FieldChange[]>([
    { field: 'name', from: 'queue-pic-process-1', to: 'renamed' },
  ]);
});

test('a choice can be changed', () => {
  const changed = withChoice(withChoice(conflict, 'url', 'mine'), 'url', 'now');
  expect(describeConflict(changed).fields[0]?.choice).toBe('now');
});

test('keeping everything of theirs is called by its name', () => {
  const only = conflictOf(makeNotified({ Url: THEIRS }), { url: MINE });
  expect(describeConflict(withChoice(only, 'url', 'now')).action).toBe('保留现在的内容');
  expect(describeConflict(withChoice(only, 'url', 'mine')).action).toBe('按所选提交');
});

test('the deliveries that my choice stops are told', () => {
  expect(describeConflict(withChoice(conflict, 'url', 'mine')).losses).toEqual([
    `不再通知原来的目标：${THEIRS}`,
  ]);
  expect(describeConflict(withChoice(conflict, 'url', 'now')).losses).toEqual([]);
});

test('two addresses that look the same with their tokens hidden are told apart', () => {
  const hidden = conflictOf(makeNotified({ Url: 'https://a.example.com/?token=theirs' }), {
    url: 'https://a.example.com/?token=mine',
  });
  expect(describeConflict(hidden).fields[0]).toMatchObject({
    now: 'https://a.example.com/?token=•••• (6 位)',
    mine: 'https://a.example.com/?token=•••• (4 位)',
    note: '',
  });
  const asLong = conflictOf(makeNotified({ Url: 'https://a.example.com/?token=that' }), {
    url: 'https://a.example.com/?token=mine',
  });
  expect(describeConflict(asLong).fields[0]?.note).toBe('看得见的部分相同，隐藏的部分有改动');
});
