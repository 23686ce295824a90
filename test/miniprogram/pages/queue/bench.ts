/** The page behind its handlers, without a screen. */
import { active, paused, ref, serve, succeed } from './services';
import type { AdminRole, BucketGrant } from '../../../../typings/signing-api';
import type { Queue } from '../../../../miniprogram/models/queue';
import { Screen } from '../../../../miniprogram/kit/screen';
import { QueuePage } from '../../../../miniprogram/pages/queue/page';
import {
  EMPTY,
  leaveQuestion,
  titleOf,
  viewQueue,
  type PageView,
} from '../../../../miniprogram/pages/queue/page-view';
import type { PageState } from '../../../../miniprogram/pages/queue/state';
import { applyPatch } from '../../../support/apply-patch';
import { grant } from './support';

export const wx = {
  setNavigationBarTitle: jest.fn(() => Promise.resolve()),
  pageScrollTo: jest.fn(() => Promise.resolve()),
  enableAlertBeforeUnload: jest.fn(),
  disableAlertBeforeUnload: jest.fn(),
};

/** What is on the screen. */
export let shown: PageView;
export let page: QueuePage;
let screen: Screen<PageState>;

beforeEach(() => {
  jest.resetAllMocks();
  jest.useFakeTimers();
  Object.assign(globalThis, { wx });
});

afterEach(() => {
  leave();
  jest.useRealTimers();
});

/** Opens the page of a queue. */
export async function open(
  queue: Queue = active,
  role: AdminRole = 'operator',
  buckets: BucketGrant[] = [grant],
): Promise<void> {
  serve(queue, role, buckets);
  shown = EMPTY;
  page = new QueuePage(ref);
  const surface = {
    get data() {
      return shown;
    },
    setData(changes: Record<string, unknown>) {
      // WeChat takes no undefined.
      expect(JSON.parse(JSON.stringify(changes))).toEqual(changes);
      shown = applyPatch(shown, changes);
    },
  };
  screen = new Screen(surface, page.store, { view: viewQueue, title: titleOf, leaveQuestion });
  screen.render();
  await page.start();
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

/** Leaves the page for good, as WeChat's `onUnload` does. */
export function leave(): void {
  screen.close();
  page.close();
}
