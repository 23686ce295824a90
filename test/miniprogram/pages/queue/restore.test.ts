import { diffFields, fieldsOf, reversed, type FieldChange } from '../../../../miniprogram/models/fields';
import type { Queue } from '../../../../miniprogram/models/queue';
import { WriteDiffersError } from '../../../../miniprogram/models/write';
import type { LastWrite } from '../../../../miniprogram/services/writes/last';
import { asLastWrite, irrecoverable, isRestorable } from '../../../../miniprogram/pages/queue/restore';
import { makeQueue } from '../../../support/make-queue';
import { makeNotified } from './support';

function lastWrite(before: Queue, after: Queue): LastWrite {
  const changed = diffFields(fieldsOf(before), fieldsOf(after));
  return { ref: after, kind: 'edit', verifiedAt: 0, before, after, changed };
}

const active = makeQueue();
const paused = makeQueue({ State: 'Paused' });

test('taking back goes from the new value to the old one', () => {
  expect(reversed(lastWrite(active, paused).changed)).toEqual([
    { field: 'state', from: 'Paused', to: 'Active' },
  ]);
});

test('a write can be taken back as long as something of it is there', () => {
  const last = lastWrite(active, makeQueue({ State: 'Paused', Name: 'renamed' }));
  expect(isRestorable(last, paused)).toBe(true);
  expect(isRestorable(last, active)).toBe(false);
});

test('of a write that came out otherwise only its own changes are taken back', () => {
  const after = makeNotified({ State: 'Off', Url: 'https://theirs.example.com' });
  const change: FieldChange = { field: 'notifyState', from: 'On', to: 'Off' };
  const last = asLastWrite(new WriteDiffersError(active, after, [change], [], []));
  expect(last).toMatchObject({ before: active, after, changed: [change] });
});

test('callbacks that were not sent meanwhile are not sent later', () => {
  expect(irrecoverable(active, makeNotified({ State: 'Off' }))).toEqual(['这段时间里没有发出的回调不会补发']);
});

test('jobs that were refused meanwhile are not submitted again', () => {
  expect(irrecoverable(active, paused)).toEqual(['暂停期间被拒绝的任务不会自动重新提交']);
});

test('a new name leaves nothing behind', () => {
  expect(irrecoverable(active, makeQueue({ Name: 'renamed' }))).toEqual([]);
});
