import { DICTIONARIES, type Language } from '../../miniprogram/i18n/index';
import { REFUSED_PUT, type Console } from './console';
import type { OpenPhoneOptions, PhonePage } from './harness';
import { expectNotices, readNotices } from './notices';

export const GOODS = 'goods-image-1250000000';
export const LIVE_COVER = 'live-cover-1250000000';

/** Pause before the second read of a check, milliseconds. */
export const CHECK_PAUSE_MS = 1_200;

/** A screen or dialog of the console, and how it is reached in any language. */
export interface Screen {
  name: string;
  phone?: OpenPhoneOptions;
  /** A bucket whose queue is opened cold instead of the board. */
  queue?: string;
  /** It needs an app that was started for it, or leaves something behind in its memory. */
  alone?: true;
  /** Before the phone is opened. */
  before?: (console: Console) => Promise<void>;
  /** After the first page has settled. */
  reach?: (phone: PhonePage, texts: Texts, console: Console) => Promise<PhonePage | undefined>;
  /** A sentence of every notice that belongs on it, errors and results alike; none when left out. */
  shows?: (texts: Texts) => string[];
}

export type Texts = (typeof DICTIONARIES)[Language];

/** @returns the path that opens the queue of a bucket. */
export async function pathOf(console: Console, bucket: string): Promise<string> {
  const { region, queueId } = await console.queueOf(bucket);
  return `pages/queue/queue?bucket=${bucket}&region=${region}&queueId=${queueId}`;
}

/**
 * Opens a screen on a sandbox that was just reset.
 * @throws when it shows a notice that it does not declare
 */
export async function openScreen(
  open: (url: string, options: OpenPhoneOptions) => Promise<PhonePage>,
  console: Console,
  screen: Screen,
  options: OpenPhoneOptions & { lang: Language },
): Promise<PhonePage> {
  await screen.before?.(console);
  const path = screen.queue === undefined ? {} : { path: await pathOf(console, screen.queue) };
  const phone = await open(console.url, { ...path, ...screen.phone, ...options });
  const texts = DICTIONARIES[options.lang];
  const reached = await screen.reach?.(phone, texts, console);
  const result = reached ?? phone;
  await result.idle();
  expectNotices(screen.name, await readNotices(result), screen.shows?.(texts) ?? []);
  return result;
}

/** Answers the question on the screen as soon as its button can be tapped: a yes counts only once the question has rested. */
export async function answer(phone: PhonePage, text: string): Promise<void> {
  const dialog = phone.screen.locator('[role=dialog]');
  await dialog.getByRole('button', { name: text, exact: true, disabled: false }).tap();
}

async function askPause(phone: PhonePage, { queue }: Texts): Promise<undefined> {
  await phone.tap(queue.pauseQueue);
  await phone.idle();
  return undefined;
}

/** Asks whether all that run in production are to be paused. */
async function pauseSeveral(phone: PhonePage, { board, common }: Texts): Promise<undefined> {
  await phone.tap(board.bulkPause);
  await phone.tap(new RegExp(`^${common.production} \\d+$`));
  await phone.tap(new RegExp(`^${common.pause} \\d+$`));
  await phone.idle();
  return undefined;
}

/** Asks, on the board, whether the queue of the goods is to be paused. */
export async function askPauseOnBoard(phone: PhonePage, { common }: Texts): Promise<undefined> {
  const card = phone.screen.locator('queue-card').filter({ hasText: GOODS });
  await card.getByText(common.pause, { exact: true }).tap();
  await phone.idle();
  return undefined;
}

/** Types an address, and asks to save it. */
export async function editUrl(phone: PhonePage, texts: Texts, url: string): Promise<undefined> {
  await phone.tap(texts.queue.edit);
  await phone.screen.locator('#field-url textarea').fill(url);
  await phone.tap(texts.queue.save);
  await phone.idle();
  return undefined;
}

const NEW_URL = 'https://notify.shop.example.com/v2/picture?token=new';

async function theirEdit(console: Console): Promise<void> {
  const { notifyConfigXml } = await console.queueOf(GOODS);
  await console.edit(GOODS, { notifyConfigXml: notifyConfigXml.replace('notify.shop', 'other.shop') });
}

/** Some buckets fail, each in its own way. */
async function failSomeBuckets(console: Console): Promise<void> {
  const fault = { service: 'ci', method: 'GET', kind: 'status' };
  await console.faults(
    { ...fault, host: `${GOODS}.ci.ap-guangzhou.myqcloud.com`, status: 403, code: 'AccessDenied' },
    { ...fault, host: `${LIVE_COVER}.ci.ap-beijing.myqcloud.com`, status: 429, code: 'SlowDown' },
  );
}

/** One bucket of the seed is not opened for the service. */
const boardShows = ({ errors }: Texts): string[] => [errors.SERVICE_NOT_OPEN_TITLE];
const boardFailures = (texts: Texts): string[] => [
  texts.errors.ACCESS_DENIED_TITLE,
  texts.errors.THROTTLED_TITLE,
  ...boardShows(texts),
];

export const SCREENS: readonly Screen[] = [
  { name: 'board', shows: boardShows },
  {
    name: 'board-failures',
    shows: boardFailures,
    before: failSomeBuckets,
    reach: async (phone, { errors }) => {
      await phone.find(errors.ACCESS_DENIED_TITLE).waitFor();
      await phone.find(errors.THROTTLED_TITLE).waitFor();
      return undefined;
    },
  },
  {
    name: 'board-no-network',
    alone: true,
    shows: ({ errors }) => [errors.NETWORK_TITLE],
    before: (console) => console.reset({ buckets: 20, queuesPerBucket: 1 }),
    reach: async (phone, texts, console) => {
      await console.faults({ service: 'ci', kind: 'drop-before' });
      await phone.pullDown();
      await phone.screen.locator('failure-banner').waitFor();
      await phone.idle();
      await phone.screen.locator('failure-banner').getByText(texts.common.retry).waitFor();
      await phone.screen.locator('failure-banner').getByRole('button').first().tap();
      await phone.idle();
      return undefined;
    },
  },
  {
    name: 'board-choosing',
    reach: async (phone, { board }) => {
      await phone.tap(board.bulkPause);
      return undefined;
    },
  },
  {
    name: 'board-nothing-found',
    reach: async (phone) => {
      await phone.screen.locator('input').fill('no such thing');
      return undefined;
    },
  },
  {
    name: 'board-confirm',
    shows: boardShows,
    reach: askPauseOnBoard,
  },
  {
    name: 'board-outcome',
    shows: (texts) => [...boardShows(texts), 'queue-pic-process-1'],
    alone: true,
    reach: async (phone, texts) => {
      await askPauseOnBoard(phone, texts);
      await answer(phone, texts.common.confirmPause);
      await phone.screen.locator('result-bar').getByText('queue-pic-process-1').waitFor();
      return undefined;
    },
  },
  {
    name: 'board-bulk-over',
    shows: (texts) => [...boardShows(texts), texts.errors.WRITE_NOT_DONE_TITLE],
    reach: async (phone, texts, console) => {
      await pauseSeveral(phone, texts);
      await console.faults({ ...REFUSED_PUT, host: `${GOODS}.ci.ap-guangzhou.myqcloud.com` });
      const dialog = phone.screen.locator('[role=dialog]');
      await dialog.locator('input').fill('4');
      await phone.idle();
      await answer(phone, `${texts.common.pause} 4`);
      await dialog.getByText(texts.common.close, { exact: true }).waitFor();
      return undefined;
    },
  },
  { name: 'viewer', phone: { role: 'viewer' }, shows: boardShows },
  { name: 'stranger', phone: { role: 'none' }, shows: ({ errors }) => [errors.NOT_ADMIN_TITLE] },
  {
    name: 'service-down',
    shows: ({ errors }) => [errors.WECHAT_UNAVAILABLE_TITLE],
    alone: true,
    before: (console) => console.faults({ service: 'wechat', kind: 'status', status: 503 }),
  },
  { name: 'queue', queue: GOODS },
  { name: 'queue-viewer', queue: GOODS, phone: { role: 'viewer' } },
  { name: 'queue-kafka', queue: 'content-review-1250000000' },
  {
    name: 'queue-broken-link',
    shows: ({ queue }) => [queue.brokenLinkTitle],
    phone: { path: `pages/queue/queue?bucket=${GOODS}` },
  },
  {
    name: 'queue-gone',
    shows: ({ errors }) => [errors.QUEUE_NOT_FOUND_TITLE],
    phone: { path: `pages/queue/queue?bucket=${GOODS}&region=ap-guangzhou&queueId=pgone` },
  },
  { name: 'confirm', queue: GOODS, reach: askPause },
  {
    name: 'undo',
    shows: ({ queue }) => [queue.donePause, queue.lastTitle],
    alone: true,
    queue: GOODS,
    reach: async (phone, texts) => {
      await askPause(phone, texts);
      await answer(phone, texts.common.confirmPause);
      await phone.find(texts.common.undo).waitFor();
      return undefined;
    },
  },
  {
    name: 'unknown',
    shows: ({ queue }) => [queue.pendingChecking],
    alone: true,
    queue: GOODS,
    reach: async (phone, texts, console) => {
      await askPause(phone, texts);
      await console.faults({ service: 'ci', method: 'PUT', kind: 'drop-after' });
      const write = console.hold({ method: 'PUT' });
      await answer(phone, texts.common.confirmPause);
      await write.arrived();
      // Its first check fails, and the second one never comes.
      await console.faults({ service: 'ci', method: 'GET', kind: 'drop-before' });
      await phone.holdTimers(CHECK_PAUSE_MS);
      write.open();
      await phone.find(texts.queue.pendingChecking).first().waitFor();
      return undefined;
    },
  },
  {
    name: 'edit',
    queue: GOODS,
    reach: async (phone, { queue }) => {
      await phone.tap(queue.edit);
      return undefined;
    },
  },
  {
    name: 'edit-tdmq',
    queue: 'ad-material-1250000000',
    reach: async (phone, { queue }) => {
      await phone.tap(queue.edit);
      return undefined;
    },
  },
  {
    name: 'edit-errors',
    queue: GOODS,
    reach: (phone, texts) => editUrl(phone, texts, 'http://192.168.1.8/callback'),
  },
  {
    name: 'edit-repair',
    queue: GOODS,
    reach: (phone, texts) => editUrl(phone, texts, `${NEW_URL}。`),
  },
  { name: 'difference', queue: GOODS, reach: (phone, texts) => editUrl(phone, texts, NEW_URL) },
  {
    name: 'discard',
    queue: GOODS,
    reach: async (phone, texts) => {
      await editUrl(phone, texts, NEW_URL);
      const cancel = phone.screen.getByText(texts.common.cancel, { exact: true });
      await cancel.last().tap();
      await phone.idle();
      await cancel.first().tap();
      return undefined;
    },
  },
  {
    name: 'conflict',
    alone: true,
    queue: GOODS,
    reach: async (phone, texts, console) => {
      await theirEdit(console);
      await editUrl(phone, texts, NEW_URL);
      await answer(phone, texts.queue.confirmSave);
      await phone.find(texts.queue.conflictTitle).first().waitFor();
      return undefined;
    },
  },
  {
    name: 'differs',
    shows: ({ queue }) => [queue.lastTitle],
    alone: true,
    queue: GOODS,
    reach: async (phone, texts, console) => {
      await askPause(phone, texts);
      const checks = await console.holdChecks(() => answer(phone, texts.common.confirmPause));
      await checks.arrived();
      await console.edit(GOODS, { name: 'theirs' });
      checks.open();
      await phone.find(texts.queue.differsTitle).waitFor();
      return undefined;
    },
  },
  {
    name: 'draft',
    shows: ({ queue }) => [queue.draftTitle],
    alone: true,
    queue: GOODS,
    reach: async (phone, texts) => {
      await phone.tap(texts.queue.edit);
      await phone.screen.locator('#field-name input').fill('renamed');
      await phone.background();
      const again = await phone.reopen();
      await again.find(texts.queue.draftTitle).waitFor();
      return again;
    },
  },
  {
    name: 'diagnostics',
    phone: { path: 'pages/diagnostics/diagnostics' },
    before: failSomeBuckets,
    reach: async (phone, { diagnostics }) => {
      await phone.tap(diagnostics.check);
      await phone.find(/SlowDown/).waitFor();
      return undefined;
    },
  },
];
