import { t, textsFor } from '../../i18n/index';
import { translated } from '../../i18n/translated';
import type { FieldName } from '../../models/queue-fields';
import { BOARD_PATH, parseQueueRef, queuePath } from '../../models/queue-link';
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

/** Kept beside the page: what is not shown has no place in its data. */
const controllers = new WeakMap<object, QueueController>();

function controllerOf(page: object): QueueController {
  const controller = controllers.get(page);
  if (controller === undefined) throw new Error('The page is not loaded.');
  return controller;
}

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
      controllers.get(this)?.translate();
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
      controllerOf(this).close();
    },
    onHide() {
      controllerOf(this).editor.keepDraft();
    },
    onShow(): Promise<void> {
      controllerOf(this).showTitle();
      return controllerOf(this).returned();
    },
    async onPullDownRefresh(): Promise<void> {
      await controllerOf(this).loader.load(true);
      await wx.stopPullDownRefresh();
    },
    /** A card in a chat. It names the bucket: a queue can be renamed. */
    onShareAppMessage(): WechatMiniprogram.Page.ICustomShareContent {
      const { ref } = controllerOf(this);
      if (ref === undefined) return shareCard(t('queues.title'), BOARD_PATH);
      return shareCard(t('queue.shareTitle', { bucket: ref.bucket }), queuePath(ref));
    },
    onRetry(): Promise<void> {
      return controllerOf(this).loader.load(true);
    },
    async onAllQueues(): Promise<void> {
      await wx.reLaunch({ url: BOARD_PATH });
    },
    onReveal(event: WechatMiniprogram.CustomEvent<{ revealed: boolean }>) {
      controllerOf(this).reveal(event.detail.revealed);
    },
    onCheckAgain(): Promise<void> {
      return controllerOf(this).loader.checkAgain();
    },
    onAskState(event: KindEvent) {
      controllerOf(this).actions.askState(event.currentTarget.dataset.kind);
    },
    onAskRestore() {
      controllerOf(this).actions.askRestore();
    },
    onEdit() {
      controllerOf(this).editor.begin();
    },
    onDropDraft() {
      controllerOf(this).editor.dropDraft();
    },
    onType(event: FieldEvent) {
      controllerOf(this).editor.type(event.detail.field, event.detail.value);
    },
    onLeave(event: FieldEvent) {
      controllerOf(this).editor.leave(event.detail.field);
    },
    onChoose(event: FieldEvent) {
      controllerOf(this).editor.choose(event.detail.field, event.detail.value);
    },
    onToggleEvent(event: WechatMiniprogram.CustomEvent<{ event: string }>) {
      controllerOf(this).editor.toggleEvent(event.detail.event);
    },
    onCancelEdit() {
      controllerOf(this).actions.askCancel();
    },
    onSave() {
      const wrong = controllerOf(this).actions.askSave();
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
      controllerOf(this).actions.decide(event.detail.field, event.detail.side);
    },
    onConfirm(): Promise<void> {
      return controllerOf(this).actions.confirm();
    },
    onCancel() {
      controllerOf(this).actions.cancel();
    },
    onUndo(): Promise<void> {
      return controllerOf(this).actions.undo();
    },
    onCloseResult() {
      controllerOf(this).closeResult();
    },
  },
});
