import type { ConfirmView } from '../../../miniprogram/components/confirm-sheet/confirm-sheet';
import '../../component-support/fake-wx';
import { holdRests } from '../../component-support/rests';
import {
  find,
  has,
  recordEvents,
  render,
  settled,
  tap,
  textOf,
  until,
  type Node,
} from '../../component-support/simulate';

const view: ConfirmView = {
  title: '暂停这个队列？',
  target: {
    queueName: 'queue-pic-process-1',
    bucketLabel: '商品图片',
    bucket: 'goods-image-1250000000',
    region: 'ap-guangzhou',
    environment: 'staging',
  },
  effects: ['运行中的任务会跑完', '等待中的任务继续等待'],
  confirmText: '确认暂停',
  tone: 'normal',
};

let rests: ReturnType<typeof holdRests>;

beforeEach(() => {
  rests = holdRests();
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** Opens the sheet; it has not rested yet. */
async function openFresh(properties: object = {}): Promise<Node> {
  const node = render('components/confirm-sheet/confirm-sheet', { view, ...properties });
  node.setData({ show: true });
  await until(() => textOf(node).includes('取消'));
  return node;
}

async function openSheet(properties: object = {}): Promise<Node> {
  const node = await openFresh(properties);
  await rests.end();
  return node;
}

const button = (sheet: Node, name: 'confirm' | 'cancel') => find(sheet, `.${name}`, '.button');

test('names queue, bucket in full, region, environment and effect before anything is done', async () => {
  const text = textOf(await openSheet());
  for (const part of [
    '暂停这个队列？',
    'queue-pic-process-1',
    '商品图片',
    'goods-image-1250000000',
    'ap-guangzhou',
    '预发布',
    '运行中的任务会跑完',
    '等待中的任务继续等待',
    '确认暂停',
  ]) {
    expect(text).toContain(part);
  }
});

test('yes and no are told to the page', async () => {
  const sheet = await openSheet();
  const confirmed = recordEvents(sheet, 'confirm');
  const cancelled = recordEvents(sheet, 'cancel');
  await tap(button(sheet, 'confirm'));
  expect([confirmed.length, cancelled.length]).toEqual([1, 0]);
  await tap(button(sheet, 'cancel'));
  expect([confirmed.length, cancelled.length]).toEqual([1, 1]);
});

test('a tap beside the sheet is a no', async () => {
  const sheet = await openSheet();
  const cancelled = recordEvents(sheet, 'cancel');
  find(sheet, '.beside').dispatchEvent('click');
  await settled();
  expect(cancelled).toHaveLength(1);
});

test.each([
  ['the write has begun', { busy: true, busyText: '正在提交…' }],
  ['the page does not allow it yet', { blocked: true }],
])('yes can not be tapped while %s', async (_, properties) => {
  const sheet = await openSheet(properties);
  const confirmed = recordEvents(sheet, 'confirm');
  await tap(button(sheet, 'confirm'));
  expect(confirmed).toHaveLength(0);
});

test('once it is closed, a tap on what slides away is no yes', async () => {
  const sheet = await openSheet();
  const confirmed = recordEvents(sheet, 'confirm');
  sheet.setData({ show: false });
  await tap(button(sheet, 'confirm'));
  expect(confirmed).toHaveLength(0);
});

describe('before the question has rested', () => {
  const isInert = (sheet: Node): boolean => has(sheet, '.confirm', '.resting');
  /** A finger that comes down on the button; the tap comes when it goes up. */
  const touch = async (sheet: Node): Promise<void> => {
    find(sheet, '.confirm').dispatchEvent('touchstart');
    await settled();
  };

  test('a tap is no yes, a no is one, and the button looks like none', async () => {
    const sheet = await openFresh();
    const confirmed = recordEvents(sheet, 'confirm');
    const cancelled = recordEvents(sheet, 'cancel');
    expect(isInert(sheet)).toBe(true);
    await touch(sheet);
    await tap(button(sheet, 'confirm'));
    await tap(button(sheet, 'cancel'));
    expect([confirmed.length, cancelled.length]).toEqual([0, 1]);
    await rests.end();
    expect(isInert(sheet)).toBe(false);
    await touch(sheet);
    await tap(button(sheet, 'confirm'));
    expect(confirmed).toHaveLength(1);
  });

  test('a finger that came down is no yes when it goes up later', async () => {
    const sheet = await openFresh();
    const confirmed = recordEvents(sheet, 'confirm');
    await touch(sheet);
    await rests.end();
    await tap(button(sheet, 'confirm'));
    expect(confirmed).toHaveLength(0);
  });

  test.each([
    [
      'another question',
      (sheet: Node) => {
        sheet.setData({ view: { ...view, title: '恢复这个队列？' } });
      },
    ],
    [
      'the question after its write has failed',
      (sheet: Node) => {
        sheet.setData({ busy: true });
        sheet.setData({ busy: false });
      },
    ],
    [
      'the page that comes back',
      (sheet: Node) => {
        sheet.triggerPageLifeTime('show');
      },
    ],
  ])('%s rests anew', async (_, change) => {
    const sheet = await openSheet();
    const confirmed = recordEvents(sheet, 'confirm');
    change(sheet);
    await settled();
    expect(isInert(sheet)).toBe(true);
    await tap(button(sheet, 'confirm'));
    expect(confirmed).toHaveLength(0);
    await rests.end();
    await tap(button(sheet, 'confirm'));
    expect(confirmed).toHaveLength(1);
  });

  test('the same question goes on resting, whatever is set beside it', async () => {
    const sheet = await openSheet();
    sheet.setData({ view: { ...view }, blocked: false });
    await settled();
    expect(isInert(sheet)).toBe(false);
  });
});

test('production looks stronger: its own frame and a red button', async () => {
  const calm = await openSheet();
  expect(has(calm, '.confirm', '.danger')).toBe(false);
  const strong = await openSheet({
    view: { ...view, target: { ...view.target, environment: 'production' } },
  });
  expect(has(strong, '.production')).toBe(true);
  expect(has(strong, '.confirm', '.danger')).toBe(true);
});
