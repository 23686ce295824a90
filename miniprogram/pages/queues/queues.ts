import type { BucketEnvironment } from '../../../typings/signing-api';
import { t, textsFor } from '../../i18n/index';
import { translated } from '../../i18n/translated';
import type { BoardFilter } from '../../models/board';
import type { BucketRef } from '../../models/queue';
import { BOARD_PATH } from '../../models/queue-link';
import { shareCard } from '../../utils/share-card';
import { textSize } from '../../utils/text-size';
import { QueuesController } from './controller';
import { initialData } from './data';
import type { StateQuestion } from './questions';
import { viewFilters } from './view';

type RowEvent = WechatMiniprogram.CustomEvent<{ key: string }>;
type ActEvent = WechatMiniprogram.CustomEvent<{ key: string; action: StateQuestion['action'] }>;
type FilterEvent = WechatMiniprogram.CustomEvent<object, object, { filter: BoardFilter }>;
type EnvironmentEvent = WechatMiniprogram.CustomEvent<object, object, { environment: BucketEnvironment }>;
type BucketEvent = WechatMiniprogram.CustomEvent<object, object, BucketRef>;

/** Kept beside the page: what is not shown has no place in its data. */
const controllers = new WeakMap<object, QueuesController>();

function controllerOf(page: object): QueuesController {
  const controller = controllers.get(page);
  if (controller === undefined) throw new Error('The page is not loaded.');
  return controller;
}

/** The board: every queue of every bucket of the admin. */
Component({
  behaviors: [textSize, translated],
  data: initialData(),
  methods: {
    translate() {
      this.setData({ t: textsFor('queues') });
      controllers.get(this)?.translate();
    },
    async onLoad(): Promise<void> {
      this.setData({ filters: viewFilters([]) });
      const controller = new QueuesController(this);
      controllers.set(this, controller);
      await controller.open();
    },
    onUnload() {
      controllerOf(this).dispose();
    },
    async onShow(): Promise<void> {
      await Promise.all([wx.setNavigationBarTitle({ title: t('queues.title') }), controllerOf(this).shown()]);
    },
    onHide() {
      controllerOf(this).hidden();
    },
    onPageScroll({ scrollTop }: WechatMiniprogram.Page.IPageScrollOption) {
      controllerOf(this).scrolled(scrollTop);
    },
    onTouchStart() {
      controllerOf(this).touch(true);
    },
    onTouchEnd() {
      controllerOf(this).touch(false);
    },
    async onPullDownRefresh(): Promise<void> {
      await controllerOf(this).pullDown();
      await wx.stopPullDownRefresh();
    },
    onShareAppMessage(): WechatMiniprogram.Page.ICustomShareContent {
      return shareCard(t('queues.title'), BOARD_PATH);
    },
    onRetry(): Promise<void> {
      return controllerOf(this).retry();
    },
    onRetryBucket(event: BucketEvent): Promise<void> {
      const { bucket, region } = event.currentTarget.dataset;
      return controllerOf(this).retryBucket({ bucket, region });
    },
    onRetryFailed(): Promise<void> {
      return controllerOf(this).retryFailed();
    },
    onFilter(event: FilterEvent) {
      controllerOf(this).filter(event.currentTarget.dataset.filter);
    },
    onSearch(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      controllerOf(this).search(event.detail.value);
    },
    onClearSearch() {
      controllerOf(this).search('');
    },
    onShowAll() {
      controllerOf(this).search('');
      controllerOf(this).filter('all');
    },
    async onOpen(event: RowEvent): Promise<void> {
      const url = controllerOf(this).openQueue(event.detail.key);
      if (url !== undefined) await wx.navigateTo({ url });
    },
    onAct(event: ActEvent): Promise<void> {
      return controllerOf(this).ask(event.detail.key, event.detail.action);
    },
    onReadAgain(event: RowEvent): Promise<void> {
      return controllerOf(this).readAgain(event.detail.key);
    },
    onChoose() {
      controllerOf(this).bulk.choose(true);
    },
    onChooseNone() {
      controllerOf(this).bulk.choose(false);
    },
    onToggle(event: RowEvent) {
      controllerOf(this).bulk.toggle(event.detail.key);
    },
    onChooseAll(event: EnvironmentEvent) {
      controllerOf(this).chooseAll(event.currentTarget.dataset.environment);
    },
    onAskChosen() {
      controllerOf(this).bulk.ask();
    },
    onType(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      controllerOf(this).bulk.type(event.detail.value);
    },
    onConfirmChosen(): Promise<void> {
      return controllerOf(this).bulk.confirm();
    },
    onCancelChosen() {
      controllerOf(this).bulk.cancel();
    },
    onShowLast() {
      controllerOf(this).bulk.showLast();
    },
    onConfirm(): Promise<void> {
      return controllerOf(this).confirm();
    },
    onCancel() {
      controllerOf(this).cancel();
    },
    onUndo(): Promise<void> {
      return controllerOf(this).undo();
    },
    onCloseResult() {
      controllerOf(this).closeResult();
    },
  },
});
