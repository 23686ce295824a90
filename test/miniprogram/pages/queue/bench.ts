/** The page behind its handlers, without a screen. */
import { active, paused, ref, serve, succeed } from './services';
import type { AdminRole, BucketGrant } from '../../../../typings/signing-api';
import type { Queue } from '../../../../miniprogram/models/queue';
import { QueueController, type QueueData } from '../../../../miniprogram/pages/queue/controller';
import { describePage } from '../../../../miniprogram/pages/queue/page-view';
import { INITIAL_STATE } from '../../../../miniprogram/pages/queue/state';
import { grant } from './support';

export const wx = {
  setNavigationBarTitle: jest.fn(() => Promise.resolve()),
  pageScrollTo: jest.fn(() => Promise.resolve()),
  enableAlertBeforeUnload: jest.fn(),
  disableAlertBeforeUnload: jest.fn(),
};

/** What is on the screen. */
export let shown: QueueData;
export let page: QueueController;

beforeEach(() => {
  jest.resetAllMocks();
  jest.useFakeTimers();
  Object.assign(globalThis, { wx });
});

afterEach(() => {
  page.close();
  jest.useRealTimers();
});

/** Opens the page of a queue. */
export async function open(
  queue: Queue = active,
  role: AdminRole = 'operator',
  buckets: BucketGrant[] = [grant],
): Promise<void> {
  serve(queue, role, buckets);
  shown = { ...describePage(INITIAL_STATE), t: {}, asking: false };
  page = new QueueController({
    get data() {
      return shown;
    },
    setData(patch) {
      // WeChat takes no undefined.
      expect(JSON.parse(JSON.stringify(patch))).toEqual(patch);
      shown = { ...shown, ...patch };
    },
  });
  await page.open(ref);
}

/** Opens the queue and asks about a new name. */
export async function askRename(): Promise<void> {
  await open();
  page.editor.begin();
  page.editor.type('name', 'renamed');
  page.actions.askSave();
}

/** Opens the queue and pauses it. */
export async function pause(): Promise<void> {
  await open();
  succeed('pause', active, paused);
  page.actions.askState('pause');
  await page.actions.confirm();
}
