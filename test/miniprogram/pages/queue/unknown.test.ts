import {
  drafts,
  notDone,
  paused,
  pendingWrite,
  pendingWrites,
  queues,
  ref,
  renamed,
  tellPending,
  writer,
} from './services';
import { askRename, open, page, shown } from './bench';
import { WriteUnknownError, type WriteResult } from '../../../../miniprogram/models/write';
import { deferred } from '../../../support/deferred';

describe('an outcome that is not known', () => {
  test('is told while it is looked for, and the question goes', async () => {
    const write = deferred<WriteResult>();
    await open();
    writer.pauseQueue.mockImplementation((_, options) => {
      options?.onPhase?.('checking');
      return write.promise;
    });
    page.actions.askState('pause');
    const confirmed = page.actions.confirm();
    tellPending(ref, pendingWrite('checking'), undefined);
    expect(shown).toMatchObject({
      asking: false,
      busy: true,
      pending: { title: '结果未知，正在核对', checking: true },
    });

    // The journal tells of the end as well: it must not be told twice, nor read twice.
    queues.getQueue.mockClear();
    tellPending(ref, undefined, { kind: 'done' });
    expect(shown.result).toBeNull();
    expect(queues.getQueue).not.toHaveBeenCalled();
    write.reject(notDone());
    await confirmed;
    expect(shown).toMatchObject({
      pending: null,
      asking: true,
      sheet: { kind: 'pause', error: { code: 'NETWORK' } },
    });
  });

  test('that was given up is told openly, and can be looked for again', async () => {
    await open();
    pendingWrites.pendingWriteFor.mockReturnValue(pendingWrite('gave-up'));
    writer.pauseQueue.mockRejectedValueOnce(new WriteUnknownError('w1'));
    page.actions.askState('pause');
    await page.actions.confirm();
    expect(shown).toMatchObject({
      asking: false,
      pending: { title: '结果仍然未知', checking: false },
      result: null,
    });
    await page.loader.checkAgain();
    expect(pendingWrites.checkPending.mock.calls).toEqual([['w1']]);
  });

  test('of an earlier visit keeps others from being begun while it is looked for', async () => {
    pendingWrites.pendingWriteFor.mockReturnValue(pendingWrite('checking'));
    await open();
    expect(shown).toMatchObject({
      busy: true,
      pending: { checking: true },
      detail: { state: 'unchecked', stateText: '状态待核对', stateNote: '上次读到：运行中' },
    });
    page.actions.askState('pause');
    expect(shown.asking).toBe(false);
  });

  test.each([
    ['done', '已核对：改动已生效', 'success'],
    ['late', '较早的提交迟到生效了', 'warning'],
    ['not-shown', '云端接受了提交，但一直没有显示它', 'warning'],
    ['gone', '队列已不存在，那次提交无从核对', 'warning'],
    ['overtaken', '已核对：现在是别人的改动', 'warning'],
  ] as const)('turns out as %s: it is said, and the queue is read again', async (kind, title, tone) => {
    pendingWrites.pendingWriteFor.mockReturnValueOnce(pendingWrite('checking'));
    await open();
    queues.getQueue.mockResolvedValue(paused);
    tellPending(ref, undefined, { kind });
    await jest.advanceTimersByTimeAsync(0);
    expect(shown).toMatchObject({ result: { title, tone }, pending: null, detail: { state: 'Paused' } });
  });

  test('of another queue is none of this page', async () => {
    await open();
    tellPending({ ...ref, queueId: 'other' }, pendingWrite('checking'), undefined);
    expect(shown.pending).toBeNull();
  });

  test('of an edit leaves the form open, and closes it once it is known to be done', async () => {
    await askRename();
    pendingWrites.pendingWriteFor.mockReturnValueOnce(pendingWrite('gave-up', 'edit'));
    writer.updateQueue.mockRejectedValueOnce(new WriteUnknownError('w1'));
    await page.actions.confirm();
    expect(shown.form?.unsaved).toBe('已修改：队列名称');
    queues.getQueue.mockResolvedValue(renamed);
    tellPending(ref, undefined, { kind: 'done' });
    await jest.advanceTimersByTimeAsync(0);
    expect(shown.form).toBeNull();
    expect(drafts.dropDraft).toHaveBeenCalled();
  });

  test('of an edit that turns out done leaves what was typed since', async () => {
    await askRename();
    pendingWrites.pendingWriteFor.mockReturnValueOnce(pendingWrite('gave-up', 'edit'));
    writer.updateQueue.mockRejectedValueOnce(new WriteUnknownError('w1'));
    await page.actions.confirm();
    page.editor.type('url', 'https://typed-since.example.com/');
    queues.getQueue.mockResolvedValue(renamed);
    tellPending(ref, undefined, { kind: 'done' });
    await jest.advanceTimersByTimeAsync(0);
    expect(shown.form?.unsaved).toBe('已修改：回调地址');
    expect(shown.texts?.url).toBe('https://typed-since.example.com/');
    expect(drafts.dropDraft).not.toHaveBeenCalled();
  });
});
