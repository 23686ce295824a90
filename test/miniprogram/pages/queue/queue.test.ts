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
import { WriteConflictError } from '../../../../miniprogram/models/write';
import { fakeWx } from '../../../component-support/fake-wx';
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

/** Taps a van-button of the page that says so. */
async function press(text: string): Promise<void> {
  const button = page.querySelectorAll('.button').find((node) => textOf(node) === text);
  if (button === undefined) throw new Error(`no button ${text} in ${textOf(page)}`);
  await tap(find(button, 'van-button', '.van-button'));
}

const sheet = (): Node => find(page, 'confirm-sheet');
const sheetText = (): string => `${textOf(sheet())} ${textOf(find(page, 'sheet-body'))}`;
const answer = async (name: 'confirm' | 'cancel'): Promise<void> => {
  await until(() => has(sheet(), `.${name}`, '.van-button'));
  await tap(find(sheet(), `.${name}`, '.van-button'));
};
const form = (): Node => find(page, 'edit-form');
const type = async (field: string, value: string): Promise<void> => {
  const input = form()
    .querySelectorAll('.input')
    .find((node) => node.dom.dataset['field'] === field);
  input?.dispatchEvent('input', { detail: { value } });
  await settled();
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
