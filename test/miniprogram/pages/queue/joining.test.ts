import { active, drafts, notDone, paused, queues, renamed } from './services';
import { open, page, shown } from './bench';
import type { WriteIntent, WritePhase, WriteResult } from '../../../../miniprogram/models/write';
import { WriteConflictError } from '../../../../miniprogram/models/write';
import { beginWrite } from '../../../../miniprogram/services/writes/ongoing';
import { deferred, type Deferred } from '../../../support/deferred';
import { makeQueue } from '../../../support/make-queue';

const PAUSE: WriteIntent = { kind: 'pause', seen: active, changes: { state: 'Paused' } };
const RENAME: WriteIntent = { kind: 'edit', seen: active, changes: { name: 'renamed' } };

let end: Deferred<WriteResult>;
let enter: (phase: WritePhase) => void;

const settle = () => jest.advanceTimersByTimeAsync(0);

/** A page begins a write and is left; then the queue is opened again. */
async function comeBackDuring(intent: WriteIntent, queue = active): Promise<void> {
  end = deferred();
  const write = beginWrite(intent, (_, onPhase) => {
    enter = onPhase;
    return end.promise;
  });
  // What the page that is gone hears.
  write.join().catch(() => undefined);
  await settle();
  enter('sending');
  void open(queue);
  await settle();
}

describe('a write that was begun before the page was opened', () => {
  test('is shown where it is, and nothing else can be begun', async () => {
    await comeBackDuring(PAUSE);
    expect(shown).toMatchObject({ status: 'ready', writing: true, busy: true, progress: '正在提交…' });
    page.actions.askState('pause');
    page.editor.begin();
    expect(shown).toMatchObject({ asking: false, form: null });
    enter('verifying');
    expect(shown.progress).toBe('正在核对…');
    end.resolve({ outcome: 'already', after: paused, theirs: [] });
    await settle();
  });

  test('is told when it is done, and the queue is read again', async () => {
    await comeBackDuring(PAUSE);
    queues.getQueue.mockResolvedValue(paused);
    end.resolve({ outcome: 'done', before: active, after: paused, changed: [], theirs: [], recorded: true });
    await settle();
    expect(shown).toMatchObject({
      writing: false,
      busy: false,
      toggle: 'resume',
      result: { tone: 'success', title: '已暂停，并已核对' },
    });
    expect(queues.getQueue).toHaveBeenCalledTimes(2);
  });

  test('brings its question back when it was not done', async () => {
    await comeBackDuring(PAUSE);
    end.reject(notDone());
    await settle();
    expect(shown).toMatchObject({
      writing: false,
      asking: true,
      sheet: { kind: 'pause', error: { code: 'NETWORK' } },
    });
  });

  test('is looked for with a notice when its answer was lost', async () => {
    await comeBackDuring(PAUSE);
    enter('checking');
    expect(shown).toMatchObject({ pending: { checking: true, title: '结果未知，正在核对' }, progress: '' });
    end.reject(notDone());
    await settle();
    expect(shown.pending).toBeNull();
  });

  test('as an edit has its form open, without its draft beside it, until it is done', async () => {
    await comeBackDuring(RENAME);
    expect(shown).toMatchObject({ texts: { name: 'renamed' }, draft: null, writing: true });
    queues.getQueue.mockResolvedValue(renamed);
    end.resolve({ outcome: 'done', before: active, after: renamed, changed: [], theirs: [], recorded: true });
    await settle();
    expect(shown).toMatchObject({ form: null, detail: { name: 'renamed' }, result: { tone: 'success' } });
    expect(drafts.dropDraft).toHaveBeenCalled();
  });

  test('as an edit that was not done asks again, with nothing lost', async () => {
    await comeBackDuring(RENAME);
    end.reject(notDone());
    await settle();
    expect(shown).toMatchObject({
      form: { unsaved: '已修改：队列名称' },
      sheet: { kind: 'save', differences: [{ from: active.name, to: 'renamed' }] },
    });
  });

  test('meets a conflict as if it had been begun here', async () => {
    await comeBackDuring(RENAME);
    const theirs = makeQueue({ Name: 'theirs' });
    const conflict = { field: 'name', seen: active.name, now: 'theirs', mine: 'renamed' } as const;
    end.reject(new WriteConflictError(theirs, [conflict], []));
    await settle();
    expect(shown.sheet).toMatchObject({ kind: 'conflict', conflict: { fields: [{ mine: 'renamed' }] } });
  });

  test('of another queue is none of this page', async () => {
    await comeBackDuring({ ...PAUSE, seen: makeQueue({ QueueId: 'other' }) });
    expect(shown.writing).toBe(false);
    end.reject(notDone());
    await settle();
    expect(shown).toMatchObject({ asking: false, result: null });
  });
});
