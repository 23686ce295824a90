import { t } from '../../i18n/index';
import { definePage, type Component } from '../../kit/page';
import type { FieldName } from '../../models/fields';
import { BOARD_PATH, parseQueueRef, queuePath } from '../../models/queue-link';
import { shareCard } from '../../utils/share-card';
import type { Side } from './conflict';
import { QueuePage } from './page';
import { EMPTY, leaveQuestion, titleOf, viewQueue } from './page-view';

type FieldEvent = WechatMiniprogram.CustomEvent<{ field: FieldName; value: string }>;
type KindEvent = WechatMiniprogram.CustomEvent<object, object, { kind: 'pause' | 'resume' }>;

/** Distance that stays above a field that is scrolled to, px. */
const HEADROOM = 16;

/** One queue: all that CI says about it, and its edits. */
definePage({
  texts: ['common', 'queue'],
  data: EMPTY,
  view: viewQueue,
  title: titleOf,
  leaveQuestion,
  open: (query) => new QueuePage(parseQueueRef(query)),
  /** A card in a chat. It names the bucket: a queue can be renamed. */
  share: ({ store }) => {
    const { ref } = store.get();
    if (ref === undefined) return shareCard(t('board.title'), BOARD_PATH);
    return shareCard(t('queue.shareTitle', { bucket: ref.bucket }), queuePath(ref));
  },
  on: {
    onRetry: (page) => page.refresh(),
    onAllQueues: () => wx.reLaunch({ url: BOARD_PATH }),
    onReveal: (page, event: WechatMiniprogram.CustomEvent<{ revealed: boolean }>) => {
      page.reveal(event.detail.revealed);
    },
    onCheckAgain: (page) => page.loader.checkAgain(),
    onDismissPending: (page) => {
      page.actions.dismissPending();
    },
    onAskState: (page, event: KindEvent) => {
      page.actions.askState(event.currentTarget.dataset.kind);
    },
    onAskRestore: (page) => {
      page.actions.askRestore();
    },
    onEdit: (page) => {
      page.editor.begin();
    },
    onDropDraft: (page) => {
      page.editor.dropDraft();
    },
    onType: (page, event: FieldEvent) => {
      page.editor.type(event.detail.field, event.detail.value);
    },
    onLeave: (page, event: FieldEvent) => {
      page.editor.leave(event.detail.field);
    },
    onRepair: (page) => {
      page.editor.repair();
    },
    onChoose: (page, event: FieldEvent) => {
      page.editor.choose(event.detail.field, event.detail.value);
    },
    onCancelEdit: (page) => {
      page.actions.askCancel();
    },
    onSave: (page, _event, component) => {
      const wrong = page.actions.askSave();
      if (wrong !== undefined) scrollTo(component, wrong);
    },
    onDecide: (page, event: WechatMiniprogram.CustomEvent<{ field: FieldName; side: Side }>) => {
      page.actions.decide(event.detail.field, event.detail.side);
    },
    onConfirm: (page) => page.actions.confirm(),
    onCancel: (page) => {
      page.actions.cancel();
    },
    onUndo: (page) => page.actions.undo(),
    onCloseResult: (page) => {
      page.closeResult();
    },
  },
});

/** Brings a field of the form into view. */
function scrollTo(component: Component, field: FieldName): void {
  component
    .createSelectorQuery()
    .select('.page')
    .boundingClientRect()
    .select(`.edit >>> #field-${field}`)
    .boundingClientRect()
    .exec(([page, cell]: ({ top: number } | null)[]) => {
      if (page && cell) void wx.pageScrollTo({ scrollTop: cell.top - page.top - HEADROOM });
    });
}
