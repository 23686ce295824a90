import { active, drafts, paused, queues, renamed, succeed, writer } from './services';
import { askRename, leave, open, page, shown, wx } from './bench';
import { fieldsOf } from '../../../../miniprogram/models/fields';
import { AppError } from '../../../../miniprogram/models/errors';
import { makeNotified } from './support';

describe('editing', () => {
  test('a save with errors names the first field and sends nothing', async () => {
    await open();
    page.editor.begin();
    page.editor.type('url', 'ftp://x');
    page.editor.type('name', 'a b');
    expect(page.actions.askSave()).toBe('name');
    expect(shown).toMatchObject({
      asking: false,
      form: { fields: { name: { error: expect.stringContaining('名称') as string } } },
    });
  });

  test('a save without changes sends nothing and says so', async () => {
    await open();
    page.editor.begin();
    expect(page.actions.askSave()).toBeUndefined();
    expect(shown).toMatchObject({ form: null, asking: false, result: { title: '没有改动，没有提交' } });
    expect(writer.updateQueue).not.toHaveBeenCalled();
  });

  test('a save asks with the difference, then writes what changed since the queue was opened', async () => {
    await askRename();
    expect(shown.sheet).toMatchObject({
      kind: 'save',
      differences: [{ label: '队列名称', from: 'queue-pic-process-1', to: 'renamed' }],
    });
    // Read again meanwhile: what the admin saw stays what he saw.
    queues.getQueue.mockResolvedValue(paused);
    await page.loader.load(false);
    succeed('edit', paused, renamed);
    await page.actions.confirm();
    expect(writer.updateQueue.mock.calls[0]?.slice(0, 2)).toEqual([active, { name: 'renamed' }]);
    expect(shown).toMatchObject({
      form: null,
      detail: { name: 'renamed' },
      result: { title: '已保存，并已核对' },
    });
    expect(drafts.dropDraft).toHaveBeenCalled();
  });

  test('turning callbacks off is a loss, in red', async () => {
    await open();
    page.editor.begin();
    page.editor.choose('notifyState', 'Off');
    page.actions.askSave();
    expect(shown.sheet).toMatchObject({
      losses: ['回调将停止：不再通知 https://callback.example.com/ci'],
      confirm: { tone: 'danger' },
    });
  });

  test('inputs keep their text while somebody types, and get it back after a choice', async () => {
    await open();
    page.editor.begin();
    page.editor.type('url', 'https://new.example.com/ci');
    expect(shown.texts?.url).toBe('https://callback.example.com/ci');
    page.editor.choose('type', 'TDMQ');
    expect(shown.texts?.url).toBe('https://new.example.com/ci');
  });

  test('events are a set, and unknown ones stay', async () => {
    await open(makeNotified({ Event: 'Other,TaskFinish' }));
    page.editor.begin();
    page.editor.choose('events', 'WorkflowFinish');
    page.editor.choose('events', 'TaskFinish');
    page.actions.askSave();
    succeed('edit', active, active);
    await page.actions.confirm();
    expect(writer.updateQueue.mock.calls[0]?.[1]).toEqual({ events: 'Other,WorkflowFinish' });
  });

  test('a pasted address loses its line ends at once, also on the screen', async () => {
    await open();
    page.editor.begin();
    page.editor.type('url', '\nhttps://new.example.com\r\n   /ci\n');
    expect(shown.texts?.url).toBe('https://new.example.com/ci');
    page.actions.askSave();
    expect(shown.sheet?.differences[0]?.to).toBe('https://new.example.com/ci');
  });

  test('a field that is left shows what would be saved: without blanks at its ends', async () => {
    await open();
    page.editor.begin();
    page.editor.type('url', ' https://new.example.com/ci\u200b ');
    expect(shown.texts?.url).toBe(fieldsOf(active).url);
    page.editor.leave('url');
    expect(shown.texts?.url).toBe('https://new.example.com/ci');
    expect(shown.form?.fields.url.error).toBe('');
  });

  test('one tap puts a pasted address right, also on the screen, and it is saved like that', async () => {
    await open();
    page.editor.begin();
    page.editor.type('url', 'https://new.example.com/ci。');
    page.editor.leave('url');
    expect(shown.form?.fields.url).toMatchObject({
      error: '地址里有不能使用的字符，如中文标点、全角字符',
      repair: '去掉末尾的 “。”',
    });
    expect(page.actions.askSave()).toBe('url');
    page.editor.repair();
    expect(shown.texts?.url).toBe('https://new.example.com/ci');
    expect(shown.form?.fields.url).toMatchObject({ error: '', repair: '' });
    page.actions.askSave();
    succeed('edit', active, active);
    await page.actions.confirm();
    expect(writer.updateQueue.mock.calls[0]?.[1]).toEqual({ url: 'https://new.example.com/ci' });
  });

  test('where there is nothing to put right, a tap that comes too late does nothing', async () => {
    await open();
    page.editor.begin();
    page.editor.repair();
    expect(shown).toMatchObject({ texts: { url: fieldsOf(active).url }, form: { unsaved: '' } });
  });

  test('stars for a saved token are filled, and no change is left', async () => {
    const url = 'https://a.example.com/ci?token=4f1c9e7b2a';
    await open(makeNotified({ Url: url }));
    page.editor.begin();
    page.editor.type('url', 'https://a.example.com/ci?token=***');
    expect(page.actions.askSave()).toBe('url');
    page.editor.repair();
    expect(shown).toMatchObject({ texts: { url }, form: { unsaved: '' } });
  });

  test('an odd address does not stand in the way of another field', async () => {
    await open(makeNotified({ Url: 'https://127.0.0.0x1/c\u200bi' }));
    page.editor.begin();
    page.editor.type('name', 'renamed');
    expect(page.actions.askSave()).toBeUndefined();
    expect(shown.sheet?.differences.map(({ field }) => field)).toEqual(['name']);
  });

  test('giving up asks when something would be lost, and only then', async () => {
    await open();
    page.editor.begin();
    page.actions.askCancel();
    expect(shown).toMatchObject({ form: null, asking: false });

    page.editor.begin();
    page.editor.type('name', 'renamed');
    page.actions.askCancel();
    expect(shown.sheet?.confirm).toMatchObject({
      title: '放弃未保存的修改？',
      effects: ['将丢弃：队列名称'],
    });
    page.actions.cancel();
    expect(shown).toMatchObject({ asking: false, form: { unsaved: '已修改：队列名称' } });
    page.actions.askCancel();
    await page.actions.confirm();
    expect(shown.form).toBeNull();
    expect(drafts.dropDraft).toHaveBeenCalled();
  });

  test('WeChat asks before the page is left, as long as something is unsaved', async () => {
    await open();
    page.editor.begin();
    expect(wx.enableAlertBeforeUnload).not.toHaveBeenCalled();
    page.editor.type('name', 'r');
    page.editor.type('name', 're');
    expect(wx.enableAlertBeforeUnload).toHaveBeenCalledTimes(1);
    page.editor.type('name', active.name);
    expect(wx.disableAlertBeforeUnload).toHaveBeenCalledTimes(1);
  });
});

describe('drafts', () => {
  const draft = {
    changes: { name: 'renamed', url: 'https://new.example.com/?token=***' },
    seenUpdateTime: active.updateTime,
    savedAt: 1,
    incomplete: ['url' as const],
  };

  test('an edit is kept when the page goes away', async () => {
    await open();
    page.editor.begin();
    page.editor.type('name', 'renamed');
    leave();
    expect(drafts.saveDraft.mock.calls).toEqual([[active, { name: 'renamed' }]]);
  });

  test('one of an earlier visit is offered with its differences, never applied by itself', async () => {
    drafts.loadDraft.mockReturnValue(draft);
    await open(paused);
    expect(shown.form).toBeNull();
    expect(shown.draft?.differences.map(({ field }) => field)).toEqual(['name', 'url']);
    expect(shown.draft?.note).toContain('此后队列已改变');
  });

  test('one of the queue as it is now is not called stale', async () => {
    drafts.loadDraft.mockReturnValue(draft);
    await open();
    expect(shown.draft?.note).not.toContain('此后队列已改变');
  });

  test('editing goes on from it, and what it had to leave out must be typed again', async () => {
    drafts.loadDraft.mockReturnValue(draft);
    await open();
    page.editor.begin();
    expect(shown.texts).toMatchObject({ name: 'renamed' });
    expect(page.actions.askSave()).toBe('url');
    page.editor.type('url', 'https://new.example.com/?token=1');
    expect(page.actions.askSave()).toBeUndefined();
    expect(shown.asking).toBe(true);
  });

  test('it can be dropped', async () => {
    drafts.loadDraft.mockReturnValue(draft);
    await open();
    page.editor.dropDraft();
    expect(shown.draft).toBeNull();
    expect(drafts.dropDraft).toHaveBeenCalledTimes(1);
  });

  test('pausing leaves it alone', async () => {
    drafts.loadDraft.mockReturnValue(draft);
    await open();
    succeed('pause', active, paused);
    page.actions.askState('pause');
    await page.actions.confirm();
    expect(drafts.dropDraft).not.toHaveBeenCalled();
    expect(shown.draft).not.toBeNull();
  });

  test('a phone that cannot store says so', async () => {
    await open();
    drafts.saveDraft.mockImplementation(() => {
      throw new AppError('STORAGE_FAILED');
    });
    page.editor.begin();
    page.editor.type('name', 'renamed');
    jest.runAllTimers();
    expect(shown.result).toMatchObject({ tone: 'warning', title: '手机存储不可用，修改没有存为草稿' });
  });
});
