import { active, notDone, paused, queues, succeed, writer } from './services';
import { open, page, pause, shown } from './bench';
import type { Queue } from '../../../../miniprogram/models/queue';
import { WriteConflictError, type WriteResult } from '../../../../miniprogram/models/write';
import { UNDO_MS } from '../../../../miniprogram/services/writes/last';
import { deferred } from '../../../support/deferred';
import { makeQueue } from '../../../support/make-queue';
import { grant } from './support';

describe('pausing', () => {
  test('asks first, with queue, bucket, environment and effect', async () => {
    await open();
    page.actions.askState('pause');
    expect(shown.asking).toBe(true);
    expect(shown.sheet?.confirm).toMatchObject({
      title: '暂停这个队列？',
      target: { queueName: active.name, bucket: grant.bucket, environment: 'staging' },
    });
    expect(shown.sheet?.confirm.effects).not.toEqual([]);
    expect(writer.pauseQueue).not.toHaveBeenCalled();
  });

  test('is done when the services say so, and offers to undo', async () => {
    await open();
    succeed('pause', active, paused, [{ field: 'url', from: 'a', to: 'b' }]);
    page.actions.askState('pause');
    await page.actions.confirm();
    expect(writer.pauseQueue.mock.calls[0]?.[0]).toBe(active);
    expect(shown).toMatchObject({
      asking: false,
      toggle: 'resume',
      detail: { stateText: '已暂停' },
      result: { tone: 'success', title: '已暂停，并已核对', note: '保留了别人的改动：回调地址' },
      undoable: true,
      last: { differences: [{ field: 'state', from: '运行中', to: '已暂停' }] },
    });
  });

  test('one yes is one write, however often it is tapped', async () => {
    const write = deferred<WriteResult>();
    await open();
    writer.pauseQueue.mockReturnValue(write.promise);
    page.actions.askState('pause');
    const first = page.actions.confirm();
    await page.actions.confirm();
    page.actions.cancel();
    expect(writer.pauseQueue).toHaveBeenCalledTimes(1);
    expect(shown).toMatchObject({ writing: true, busy: true, progress: '正在读取…', asking: true });
    write.resolve({ outcome: 'already', after: paused, theirs: [] });
    await first;
    expect(shown).toMatchObject({
      writing: false,
      result: { title: '队列已经是这样，没有提交' },
      undoable: false,
    });
  });

  test('a write that did not happen says why, in the question, and can be tried again', async () => {
    await open();
    writer.pauseQueue.mockRejectedValueOnce(notDone());
    page.actions.askState('pause');
    await page.actions.confirm();
    expect(shown).toMatchObject({
      asking: true,
      sheet: { error: { code: 'NETWORK' } },
      detail: { state: 'Active' },
    });
    succeed('pause', active, paused);
    await page.actions.confirm();
    expect(shown).toMatchObject({ asking: false, detail: { state: 'Paused' } });
  });

  test('a read that was under way does not bring the old state back', async () => {
    const read = deferred<Queue>();
    await open();
    queues.getQueue.mockReturnValue(read.promise);
    const reading = page.loader.load(false);
    await jest.advanceTimersByTimeAsync(0);
    succeed('pause', active, paused);
    page.actions.askState('pause');
    await page.actions.confirm();
    read.resolve(active);
    await reading;
    expect(shown.detail?.state).toBe('Paused');
  });

  test('after a while the bar goes, and the page still offers to restore', async () => {
    await open();
    succeed('pause', active, paused);
    page.actions.askState('pause');
    await page.actions.confirm();
    jest.advanceTimersByTime(UNDO_MS - 1);
    expect(shown.result).not.toBeNull();
    jest.advanceTimersByTime(1);
    expect(shown.result).toBeNull();
    expect(shown.last).not.toBeNull();
  });
});

describe('taking back', () => {
  test('from the bar is one tap, and one write', async () => {
    await pause();
    succeed('undo', paused, active);
    await Promise.all([page.actions.undo(), page.actions.undo()]);
    expect(writer.undoWrite).toHaveBeenCalledTimes(1);
    expect(shown).toMatchObject({
      detail: { state: 'Active' },
      undoable: false,
      result: { title: '已恢复到修改前，并已核对', note: '暂停期间被拒绝的任务不会自动重新提交' },
    });
  });

  test('that fails says why and can be tried again', async () => {
    await pause();
    writer.undoWrite.mockRejectedValueOnce(notDone());
    await page.actions.undo();
    expect(shown).toMatchObject({ asking: true, sheet: { kind: 'restore', error: { code: 'NETWORK' } } });
  });

  test('later asks first, with the difference and what it cannot mend', async () => {
    await pause();
    page.actions.askRestore();
    expect(shown.sheet).toMatchObject({
      kind: 'restore',
      differences: [{ from: '已暂停', to: '运行中' }],
      cautions: ['恢复后等待中的任务开始执行', '暂停期间被拒绝的任务不会自动重新提交'],
    });
    succeed('undo', paused, active);
    await page.actions.confirm();
    expect(writer.undoWrite).toHaveBeenCalledTimes(1);
  });

  test('that meets other people’s edits is a conflict like any other', async () => {
    await pause();
    const now = makeQueue({ State: 'Draining' });
    writer.undoWrite.mockRejectedValueOnce(
      new WriteConflictError(now, [{ field: 'state', seen: 'Paused', now: 'Draining', mine: 'Active' }], []),
    );
    await page.actions.undo();
    page.actions.decide('state', 'mine');
    succeed('edit', now, active);
    await page.actions.confirm();
    expect(writer.updateQueue.mock.calls[0]?.slice(0, 2)).toEqual([now, { state: 'Active' }]);
  });

  test('is not offered once nothing of the change is left', async () => {
    await pause();
    queues.getQueue.mockResolvedValue(active);
    await page.loader.load(false);
    expect(shown.last).toBeNull();
  });
});
