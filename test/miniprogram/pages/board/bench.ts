/** The board on the screen, with the services behind it in the hands of the test. */
import { REST_MS } from '../../../../miniprogram/components/confirm-sheet/arming';
import type { QueuesData } from '../../../../miniprogram/pages/board/data';
import type { BoardBucket } from '../../../../miniprogram/models/board';
import { entriesOf } from '../../../../miniprogram/models/board-entries';
import {
  viewRow,
  type BucketView,
  type CardView,
  type RowView,
} from '../../../../miniprogram/pages/board/view';
import type { Queue } from '../../../../miniprogram/models/queue';
import type { XmlRecord } from '../../../../miniprogram/models/xml';
import type { BucketGrant } from '../../../../typings/signing-api';
import { makeQueue } from '../../../support/make-queue';
import { rested } from '../../../component-support/rests';
import { find, render, settled as turn, textOf, until, type Node } from '../../../component-support/simulate';

export const PHOTOS: BucketGrant = {
  bucket: 'photos-1250000000',
  region: 'ap-guangzhou',
  label: '商品图片',
  environment: 'production',
  group: 'main',
};
export const AVATARS: BucketGrant = {
  bucket: 'avatars-1250000000',
  region: 'ap-shanghai',
  label: '用户头像',
  environment: 'test',
  group: 'main',
};

export const queueOf = ({ bucket, region }: BucketGrant, elements: XmlRecord = {}): Queue =>
  makeQueue({ QueueId: `p-${bucket}`, Name: `queue-${bucket}`, ...elements }, { bucket, region });

/** The first row of a board, in words, for an operator who has nothing under way. */
export function firstRowOf(board: readonly BoardBucket[], isEarly = false): RowView {
  const [entry] = entriesOf(board);
  if (entry === undefined) throw new Error('the board has no row');
  return viewRow(entry, () => ({ phase: null, failure: null }), true, '', isEarly);
}

/** Longest wait of the page: for the first answer, for more to show in one go, for a question to rest, milliseconds. */
const LONGEST_WAIT_MS = REST_MS;

beforeEach(() => {
  const realSetTimeout = setTimeout;
  jest
    .spyOn(globalThis, 'setTimeout')
    .mockImplementation((task: () => void, ms = 0) => realSetTimeout(task, ms <= LONGEST_WAIT_MS ? 0 : ms));
});

afterEach(() => {
  jest.restoreAllMocks();
});

/** Lets every promise and every short timer run, and what they start in turn. */
export async function settled(): Promise<void> {
  for (let turns = 0; turns < 4; turns++) await turn();
}

/** Taps, and waits until the page has come to rest. */
export async function tap(node: Node): Promise<void> {
  node.dispatchEvent('tap');
  await settled();
}

/** The page, already told that it is open. */
export class Board {
  private constructor(readonly page: Node) {}

  /** Opens the page; what it waits for may still be pending. */
  static async open(): Promise<Board> {
    const board = new Board(render('pages/board/board'));
    board.call('onLoad');
    board.call('onShow');
    await settled();
    return board;
  }

  get data(): QueuesData {
    return this.page.data as unknown as QueuesData;
  }

  /** Everything that can be read. */
  get text(): string {
    return textOf(this.page);
  }

  get cards(): CardView[] {
    return this.data.rows.flatMap((row) => (row.kind === 'queue' ? row : []));
  }

  get buckets(): BucketView[] {
    return this.data.rows.flatMap((row) => (row.kind === 'bucket' ? row : []));
  }

  /** The summary as it reads. */
  get summary(): string[] {
    return this.page.querySelectorAll('.filter').map(textOf);
  }

  call(handler: string, event?: object): unknown {
    return this.page.instance[handler]?.(event);
  }

  card(label: string): Node {
    const card = this.page.querySelectorAll('.queue').find((node) => textOf(node).includes(label));
    if (card === undefined) throw new Error(`no card of ${label}`);
    return card;
  }

  /** Taps 暂停 or 恢复 on a card. */
  async act(label: string): Promise<void> {
    await tap(find(this.card(label), '.action'));
    await until(() => this.text.includes('取消'));
  }

  async confirm(): Promise<void> {
    const sheet = find(this.page, '.sheet');
    if (this.data.asking) await rested(sheet);
    await tap(find(sheet, '.confirm', '.button'));
  }
}
