/** The page on its screen: what can be read, and that every control reaches its handler. */
import {
  active,
  paused,
  ref,
  renamed,
  serve,
  succeed,
  writer,
  drafts,
  pendingWrite,
  pendingWrites,
} from './services';
import type { Queue } from '../../../../miniprogram/models/queue';
import type { FieldName } from '../../../../miniprogram/models/fields';
import { WriteConflictError } from '../../../../miniprogram/models/write';
import { fakeWx } from '../../../component-support/fake-wx';
import { rested, skipRests } from '../../../component-support/rests';
import {
  find,
  has,
  render,
  settled,
  tap,
  textOf,
  until,
  type Node,
} from '../../../component-support/simulate';
import { makeQueue } from '../../../support/make-queue';
import { makeKafka, makeNotified } from './support';

const wxExtras = {
  pageScrollTo: jest.fn((_options: { scrollTop: number }) => Promise.resolve()),
  enableAlertBeforeUnload: jest.fn(),
  disableAlertBeforeUnload: jest.fn(),
  reLaunch: jest.fn((_options: { url: string }) => Promise.resolve()),
};

let page: Node;

beforeEach(() => {
  Object.assign((globalThis as unknown as { wx: object }).wx, wxExtras);
  skipRests();
});

afterEach(() => {
  jest.restoreAllMocks();
});

async function open(
  queue: Queue = active,
  role: 'operator' | 'viewer' = 'operator',
  query: object = ref,
): Promise<void> {
  serve(queue, role);
  page = render('pages/queue/queue');
  await page.instance['onLoad']?.(query);
  await settled();
}

/** Taps a button of the page. */
const press = (name: 'begin-edit' | 'save' | 'cancel-edit' | 'toggle' | 'all-queues'): Promise<void> =>
  tap(find(page, `.${name}`, '.button'));

const sheet = (): Node => find(page, '.sheet');
/** @returns what the open question says. */
const question = async (): Promise<string> => {
  await until(() => textOf(sheet()) !== '');
  return textOf(sheet());
};
const answer = async (name: 'confirm' | 'cancel'): Promise<void> => {
  await question();
  if (name === 'confirm') await rested(sheet());
  await tap(find(sheet(), `.${name}`, '.button'));
};
const form = (): Node => find(page, '.edit');
const input = (field: string): Node => find(form(), `#field-${field}`, '.input');
const type = async (field: string, value: string): Promise<void> => {
  input(field).dispatchEvent('input', { detail: { value } });
  await settled();
};
const choice = (field: FieldName, label: string): Node => {
  const options = find(form(), `#field-${field}`, '.choices').querySelectorAll('.option');
  const option = options.find((candidate) => textOf(candidate).startsWith(label));
  if (option === undefined) throw new Error(`no ${label} in ${field}`);
  return option;
};

test('shows the queue', async () => {
  await open();
  const text = textOf(page);
  for (const part of [
    '相册',
    '预发布',
    'queue-pic-process-1',
    '运行中',
    '回调配置',
    active.queueId,
    '暂停队列',
  ]) {
    expect(text).toContain(part);
  }
  expect(fakeWx.setNavigationBarTitle.mock.calls).toEqual([[{ title: '队列详情' }]]);
});

test('a viewer gets no control that writes', async () => {
  await open(active, 'viewer');
  expect(page.querySelectorAll('.button')).toEqual([]);
  expect(textOf(page)).toContain('你是只读成员');
});

test('a broken link leads to all queues', async () => {
  await open(active, 'operator', { bucket: 'photos' });
  expect(textOf(page)).toContain('链接不完整');
  await press('all-queues');
  expect(wxExtras.reLaunch.mock.calls).toEqual([[{ url: '/pages/board/board' }]]);
});

test('a pause is asked about, confirmed and undone by taps', async () => {
  await open();
  await press('toggle');
  expect(writer.pauseQueue).not.toHaveBeenCalled();
  succeed('pause', active, paused);
  await answer('confirm');
  expect(writer.pauseQueue).toHaveBeenCalledTimes(1);
  expect(textOf(page)).toContain('已暂停，并已核对');
  succeed('undo', paused, active);
  await tap(find(page, '.outcome', '.undo'));
  expect(textOf(page)).toContain('已恢复到修改前，并已核对');
});

test('an edit is typed, chosen, asked about and saved by taps', async () => {
  await open();
  await press('begin-edit');
  await type('name', 'renamed');
  find(form(), '#field-notifyState', '.on-off').dispatchEvent('change', { detail: { value: false } });
  await tap(choice('resultFormat', 'XML'));
  await tap(choice('events', '工作流完成'));
  await press('save');
  expect(await question()).toContain('回调将停止：不再通知 https://callback.example.com/ci');
  succeed('edit', active, renamed);
  await answer('confirm');
  expect(writer.updateQueue.mock.calls[0]?.[1]).toEqual({
    name: 'renamed',
    notifyState: 'Off',
    events: 'TaskFinish',
    resultFormat: 'XML',
  });
  expect(has(page, '.edit')).toBe(false);
});

test('a field that was left shows its error at the field', async () => {
  await open();
  await press('begin-edit');
  await type('url', 'ftp://x');
  expect(textOf(find(form(), '#field-url'))).not.toContain('请填写完整的');
  input('url').dispatchEvent('blur', { detail: {} });
  await settled();
  expect(textOf(find(form(), '#field-url'))).toContain('请填写完整的 http:// 或 https:// 地址');
});

test('a save with an error brings the field into view', async () => {
  await open();
  await press('begin-edit');
  await type('name', '');
  wxExtras.pageScrollTo.mockClear();
  await press('save');
  expect(textOf(find(form(), '#field-name'))).toContain('请填写队列名称');
  await until(() => wxExtras.pageScrollTo.mock.calls.length > 0);
  expect(textOf(sheet())).not.toContain('确认保存');
});

test('an unknown type is read, left and taken back by taps', async () => {
  await open(makeKafka());
  await press('begin-edit');
  expect(textOf(form())).toContain('KafkaConfig.Topic');
  await tap(choice('type', '消息队列（TDMQ）'));
  expect([has(form(), '#field-mqName'), textOf(form()).includes('KafkaConfig')]).toEqual([true, false]);
  await tap(choice('type', 'Kafka'));
  expect(textOf(form())).toContain('KafkaConfig.Topic');
  await press('cancel-edit');
  expect(has(page, '.edit')).toBe(false);
});

test('giving up an edit can be taken back', async () => {
  await open();
  await press('begin-edit');
  await type('name', 'renamed');
  await press('cancel-edit');
  expect(await question()).toContain('放弃未保存的修改？');
  await answer('cancel');
  expect(has(page, '.edit')).toBe(true);
});

test('a conflict is decided by a tap on a side', async () => {
  const theirs = makeQueue({ Name: 'theirs' });
  await open();
  await press('begin-edit');
  await type('name', 'renamed');
  await press('save');
  writer.updateQueue.mockRejectedValueOnce(
    new WriteConflictError(
      theirs,
      [{ field: 'name', seen: active.name, now: 'theirs', mine: 'renamed' }],
      [],
    ),
  );
  await answer('confirm');
  const fields = find(page, '.sheet-body', '.conflict');
  expect(textOf(fields)).toBe('队列名称打开时queue-pic-process-1现在theirs你的renamed');
  await tap(find(fields, '.mine'));
  succeed('edit', theirs, renamed);
  await answer('confirm');
  expect(writer.updateQueue.mock.calls[1]?.[1]).toEqual({ name: 'renamed' });
});

test('an outcome that was given up can be looked for again', async () => {
  pendingWrites.pendingWriteFor.mockReturnValueOnce(pendingWrite('gave-up'));
  await open();
  await tap(find(page, '.pending', '.act'));
  expect(pendingWrites.checkPending.mock.calls).toEqual([['w1']]);
});

test('a draft is continued or dropped by taps', async () => {
  const draft = { changes: { name: 'renamed' }, seenUpdateTime: '', savedAt: 1, incomplete: [] };
  drafts.loadDraft.mockReturnValueOnce(draft);
  await open();
  expect(textOf(page)).toContain('有未保存的修改');
  await tap(find(page, '.draft', '.other'));
  expect(has(page, '.draft')).toBe(false);

  drafts.loadDraft.mockReturnValueOnce(draft);
  await open();
  await tap(find(page, '.draft', '.act'));
  expect(has(page, '.edit')).toBe(true);
  expect(textOf(page)).toContain('已修改：队列名称');
});

test('the last change is put back after a question', async () => {
  await open();
  succeed('pause', active, paused);
  await press('toggle');
  await answer('confirm');
  await tap(find(page, '.last', '.act'));
  expect(await question()).toContain('恢复到修改前？');
});

test('the address is revealed by a tap', async () => {
  await open(makeNotified({ Url: 'https://a.example.com/?token=s3cr3t' }));
  expect(textOf(page)).not.toContain('s3cr3t');
  await tap(find(page, '.detail', '.reveal'));
  expect(textOf(page)).toContain('s3cr3t');
});

test('a shared card names where the queue is, and nothing that is secret or soon wrong', async () => {
  await open(makeNotified({ Url: 'https://a.example.com/?token=s3cr3t' }));
  expect(page.instance['onShareAppMessage']?.()).toEqual({
    title: `图片处理队列 · ${ref.bucket}`,
    path: `/pages/queue/queue?bucket=${ref.bucket}&region=${ref.region}&queueId=${ref.queueId}`,
    imageUrl: '/images/share.png',
  });
});

test('a pull reads again', async () => {
  await open();
  serve(paused);
  await page.instance['onPullDownRefresh']?.();
  expect(textOf(page)).toContain('已暂停');
  expect(fakeWx.stopPullDownRefresh).toHaveBeenCalledTimes(1);
});
