import { t, textsFor } from '../../i18n/index';
import { translated } from '../../i18n/translated';
import type { FieldName } from '../../models/fields';
import { BOARD_PATH, parseQueueRef, queuePath } from '../../models/queue-link';
import { PageControllers } from '../../utils/page-controllers';
import { refreshPulled } from '../../utils/pull-down';
import { shareCard } from '../../utils/share-card';
import { textSize } from '../../utils/text-size';
import type { Side } from './conflict';
import { QueueController, type QueueData } from './controller';
import { describePage } from './page-view';
import { INITIAL_STATE } from './state';

type FieldEvent = WechatMiniprogram.CustomEvent<{ field: FieldName; value: string }>;
type KindEvent = WechatMiniprogram.CustomEvent<object, object, { kind: 'pause' | 'resume' }>;

/** Distance that stays above a field that is scrolled to, px. */
const HEADROOM = 16;

const controllers = new PageControllers<QueueController>();

/** Before the first answer there is nothing in any language. */
function initialData(): QueueData {
  return { ...describePage(INITIAL_STATE), t: {}, asking: false };
}

/** One queue: all that CI says about it, and its edits. */
Component({
  behaviors: [textSize, translated],
  data: initialData(),
  methods: {
    translate() {
      this.setData({ t: { ...textsFor('common'), ...textsFor('queue') } });
      controllers.find(this)?.translate();
    },
    async onLoad(query: Record<string, string | undefined>): Promise<void> {
      const controller = new QueueController(this);
      controllers.set(this, controller);
      await Promise.all([
        wx.setNavigationBarTitle({ title: t('queue.title') }),
        controller.open(parseQueueRef(query)),
      ]);
    },
    onUnload() {
      controllers.of(this).close();
    },
    onHide() {
      controllers.of(this).left();
    },
    onShow(): Promise<void> {
      controllers.of(this).showTitle();
      return controllers.of(this).returned();
    },
    onPullDownRefresh(): Promise<void> {
      return refreshPulled(() => controllers.of(this).loader.load(true));
    },
    /** A card in a chat. It names the bucket: a queue can be renamed. */
    onShareAppMessage(): WechatMiniprogram.Page.ICustomShareContent {
      const { ref } = controllers.of(this);
      if (ref === undefined) return shareCard(t('queues.title'), BOARD_PATH);
      return shareCard(t('queue.shareTitle', { bucket: ref.bucket }), queuePath(ref));
    },
    onRetry(): Promise<void> {
      return controllers.of(this).loader.load(true);
    },
    async onAllQueues(): Promise<void> {
      await wx.reLaunch({ url: BOARD_PATH });
    },
    onReveal(event: WechatMiniprogram.CustomEvent<{ revealed: boolean }>) {
      controllers.of(this).reveal(event.detail.revealed);
    },
    onCheckAgain(): Promise<void> {
      return controllers.of(this).loader.checkAgain();
    },
    onDismissPending() {
      controllers.of(this).actions.dismissPending();
    },
    onAskState(event: KindEvent) {
      controllers.of(this).actions.askState(event.currentTarget.dataset.kind);
    },
    onAskRestore() {
      controllers.of(this).actions.askRestore();
    },
    onEdit() {
      controllers.of(this).editor.begin();
    },
    onDropDraft() {
      controllers.of(this).editor.dropDraft();
    },
    onType(event: FieldEvent) {
      controllers.of(this).editor.type(event.detail.field, event.detail.value);
    },
    onLeave(event: FieldEvent) {
      controllers.of(this).editor.leave(event.detail.field);
    },
    onRepair() {
      controllers.of(this).editor.repair();
    },
    onChoose(event: FieldEvent) {
      controllers.of(this).editor.choose(event.detail.field, event.detail.value);
    },
    onCancelEdit() {
      controllers.of(this).actions.askCancel();
    },
    onSave() {
      const wrong = controllers.of(this).actions.askSave();
      if (wrong === undefined) return;
      this.createSelectorQuery()
        .select('.page')
        .boundingClientRect()
        .select(`.edit >>> #field-${wrong}`)
        .boundingClientRect()
        .exec(([page, field]: ({ top: number } | null)[]) => {
          if (page && field) void wx.pageScrollTo({ scrollTop: field.top - page.top - HEADROOM });
        });
    },
    onDecide(event: WechatMiniprogram.CustomEvent<{ field: FieldName; side: Side }>) {
      controllers.of(this).actions.decide(event.detail.field, event.detail.side);
    },
    onConfirm(): Promise<void> {
      return controllers.of(this).actions.confirm();
    },
    onCancel() {
      controllers.of(this).actions.cancel();
    },
    onUndo(): Promise<void> {
      return controllers.of(this).actions.undo();
    },
    onCloseResult() {
      controllers.of(this).closeResult();
    },
  },
});
