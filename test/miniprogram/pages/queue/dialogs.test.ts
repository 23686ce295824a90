import { active, lostIn, paused, renamed, succeed, writer } from './services';
import { askRename, open, page, shown } from './bench';
import { WriteConflictError, WriteDiffersError } from '../../../../miniprogram/models/write';
import { makeQueue } from '../../../support/make-queue';
import { makeNotified } from './support';

describe('a conflict', () => {
  const theirs = makeQueue({ Name: 'theirs', State: 'Paused' });
  const conflict = (): WriteConflictError =>
    new WriteConflictError(
      theirs,
      [{ field: 'name', seen: active.name, now: 'theirs', mine: 'renamed' }],
      [{ field: 'state', from: 'Active', to: 'Paused' }],
    );

  const meet = async (): Promise<void> => {
    await askRename();
    writer.updateQueue.mockRejectedValueOnce(conflict());
    await page.actions.confirm();
  };

  test('is asked about field by field, and nothing can be sent before all is decided', async () => {
    await meet();
    expect(shown).toMatchObject({
      asking: true,
      sheet: {
        kind: 'conflict',
        blocked: true,
        conflict: { fields: [{ seen: active.name, now: 'theirs', mine: 'renamed' }] },
      },
    });
    await page.actions.confirm();
    expect(writer.updateQueue).toHaveBeenCalledTimes(1);
    expect(shown).toMatchObject({ asking: true, sheet: { kind: 'conflict' } });
  });

  test('decided for mine is written on top of theirs', async () => {
    await meet();
    page.actions.decide('name', 'mine');
    expect(shown.sheet?.blocked).toBe(false);
    succeed('edit', theirs, renamed);
    await page.actions.confirm();
    expect(writer.updateQueue.mock.calls[1]?.slice(0, 2)).toEqual([theirs, { name: 'renamed' }]);
    expect(shown.form).toBeNull();
  });

  test('decided for theirs sends nothing', async () => {
    await meet();
    page.actions.decide('name', 'now');
    await page.actions.confirm();
    expect(writer.updateQueue).toHaveBeenCalledTimes(1);
    expect(shown).toMatchObject({
      form: null,
      detail: { name: 'theirs' },
      result: { title: '没有改动，没有提交' },
    });
  });

  test('left undecided loses nothing that was typed', async () => {
    await meet();
    page.actions.cancel();
    expect(shown).toMatchObject({ asking: false, form: { unsaved: '已修改：队列名称' } });
  });

  test('whose halves do not go together goes back to the form, with the errors at their fields', async () => {
    const now = makeNotified({ Url: '' }, { Name: 'theirs' });
    await open();
    page.editor.begin();
    page.editor.type('name', 'renamed');
    page.editor.choose('type', 'TDMQ');
    page.editor.choose('mqMode', 'Topic');
    page.editor.choose('mqRegion', 'sh');
    page.editor.type('mqName', 'jobs');
    page.actions.askSave();
    writer.updateQueue.mockRejectedValueOnce(
      new WriteConflictError(
        now,
        [
          { field: 'name', seen: active.name, now: 'theirs', mine: 'renamed' },
          { field: 'mqName', seen: '', now: '', mine: 'jobs' },
        ],
        [],
      ),
    );
    await page.actions.confirm();
    page.actions.decide('name', 'mine');
    page.actions.decide('mqName', 'now');
    await page.actions.confirm();
    expect(writer.updateQueue).toHaveBeenCalledTimes(1);
    expect(shown).toMatchObject({
      asking: false,
      texts: { name: 'renamed', type: 'TDMQ' },
      form: { fields: { mqName: { error: '请填写 TDMQ 名称' } } },
    });
  });
});

describe('a write that came out otherwise', () => {
  /** Our name is there, and another admin has paused the queue meanwhile. */
  const other = makeQueue({ Name: 'renamed', State: 'Paused' });
  const differ = async (after = other): Promise<void> => {
    await askRename();
    writer.updateQueue.mockRejectedValueOnce(
      new WriteDiffersError(
        active,
        after,
        [{ field: 'name', from: active.name, to: 'renamed' }],
        [{ field: 'state', from: 'Active', to: 'Paused' }],
        [{ path: 'KafkaConfig.Topic', from: 'events', to: '' }],
      ),
    );
    await page.actions.confirm();
  };

  test('is told with what was sent and what is there', async () => {
    await differ();
    expect(shown.sheet).toMatchObject({
      kind: 'differs',
      fromText: '提交的',
      differences: [{ from: '运行中', to: '已暂停' }],
      lost: { differences: [{ label: 'KafkaConfig.Topic', from: 'events', to: '未设置' }] },
      blocked: false,
    });
    expect(shown.detail?.name).toBe('renamed');
  });

  test('can be put back, after every field that this will write was shown, and no other', async () => {
    await differ();
    await page.actions.confirm();
    expect(writer.undoWrite).not.toHaveBeenCalled();
    expect(shown.sheet).toMatchObject({
      kind: 'restore',
      differences: [{ field: 'name', from: 'renamed', to: active.name }],
    });
    succeed('undo', other, paused);
    await page.actions.confirm();
    expect(writer.undoWrite.mock.calls[0]?.[0]).toMatchObject({
      after: other,
      changed: [{ field: 'name', from: active.name, to: 'renamed' }],
    });
    expect(shown).toMatchObject({ asking: false, detail: { name: active.name, state: 'Paused' } });
  });

  test('can be left so, and what was typed is still in the form', async () => {
    await differ(makeQueue({ Name: 'other' }));
    page.actions.cancel();
    expect(shown).toMatchObject({
      asking: false,
      texts: { name: 'renamed' },
      form: { unsaved: '已修改：队列名称' },
    });
  });

  test('in what this program cannot write is not offered to be put back, and says why', async () => {
    await askRename();
    const lost = [{ path: 'KafkaConfig.Topic', from: 'events', to: '' }];
    writer.updateQueue.mockRejectedValueOnce(new WriteDiffersError(active, active, [], [], lost));
    await page.actions.confirm();
    expect(shown.sheet).toMatchObject({
      blocked: true,
      confirm: { confirmText: '' },
      lead: '',
      lost: { copyText: 'KafkaConfig.Topic: events' },
    });
    expect(shown.sheet?.lost?.note).toContain('再提交一次也带不回来');
  });

  test('says what putting it back cannot mend', async () => {
    const off = makeNotified({ State: 'Off' });
    await askRename();
    const change = { field: 'notifyState', from: 'On', to: 'Off' } as const;
    writer.updateQueue.mockRejectedValueOnce(new WriteDiffersError(active, off, [change], [], []));
    await page.actions.confirm();
    await page.actions.confirm();
    expect(shown.sheet?.cautions).toContain('这段时间里没有发出的回调不会补发');
  });

  test('stays on the page after the question, as long as it is so', async () => {
    await open();
    lostIn.mockReturnValue([{ path: 'KafkaConfig.Topic', from: 'events', to: '' }]);
    await page.loader.load(false);
    expect(shown.lost).toMatchObject({
      title: '其他内容与提交前不一样',
      copyText: 'KafkaConfig.Topic: events',
    });
    lostIn.mockReturnValue([]);
    await page.loader.load(false);
    expect(shown.lost).toBeNull();
  });
});
