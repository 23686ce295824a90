import type { BucketEnvironment } from '../../../typings/signing-api';
import { t, textsFor } from '../../i18n/index';
import { translated } from '../../kit/translated';
import type { BoardFilter } from '../../models/board';
import type { AppErrorCode } from '../../models/errors';
import type { BucketRef } from '../../models/queue';
import { BOARD_PATH } from '../../models/queue-link';
import { PageControllers } from '../../utils/page-controllers';
import { refreshPulled } from '../../kit/pull-down';
import { shareCard } from '../../utils/share-card';
import { textSize } from '../../kit/text-size';
import { QueuesController } from './controller';
import { initialData } from './data';
import type { StateQuestion } from './questions';

type RowEvent = WechatMiniprogram.CustomEvent<{ key: string }>;
type ActEvent = WechatMiniprogram.CustomEvent<{ key: string; action: StateQuestion['action'] }>;
type FilterEvent = WechatMiniprogram.CustomEvent<object, object, { filter: BoardFilter }>;
type EnvironmentEvent = WechatMiniprogram.CustomEvent<object, object, { environment: BucketEnvironment }>;
type CauseEvent = WechatMiniprogram.CustomEvent<object, object, { code: AppErrorCode }>;
type BucketEvent = WechatMiniprogram.CustomEvent<object, object, BucketRef>;

const controllers = new PageControllers<QueuesController>();

/** The board: every queue of every bucket of the admin. */
Component({
  behaviors: [textSize, translated],
  data: initialData(),
  methods: {
    translate() {
      this.setData({ t: textsFor('board') });
      controllers.find(this)?.translate();
    },
    async onLoad(): Promise<void> {
      const controller = new QueuesController(this);
      controllers.set(this, controller);
      await controller.open();
    },
    onUnload() {
      controllers.of(this).dispose();
    },
    async onShow(): Promise<void> {
      await Promise.all([
        wx.setNavigationBarTitle({ title: t('board.title') }),
        controllers.of(this).shown(),
      ]);
    },
    onHide() {
      controllers.of(this).hidden();
    },
    onPageScroll({ scrollTop }: WechatMiniprogram.Page.IPageScrollOption) {
      controllers.of(this).scrolled(scrollTop);
    },
    onTouchStart() {
      controllers.of(this).touch(true);
    },
    onTouchEnd() {
      controllers.of(this).touch(false);
    },
    onPullDownRefresh(): Promise<void> {
      return refreshPulled(() => controllers.of(this).pullDown());
    },
    onShareAppMessage(): WechatMiniprogram.Page.ICustomShareContent {
      return shareCard(t('board.title'), BOARD_PATH);
    },
    onRetry(): Promise<void> {
      return controllers.of(this).retry();
    },
    onRetryBucket(event: BucketEvent): Promise<void> {
      const { bucket, region } = event.currentTarget.dataset;
      return controllers.of(this).retryBucket({ bucket, region });
    },
    onRetryCause(event: CauseEvent): Promise<void> {
      return controllers.of(this).retryFailed(event.currentTarget.dataset.code);
    },
    onToggleCause(event: CauseEvent) {
      controllers.of(this).toggleFailure(event.currentTarget.dataset.code);
    },
    onRetryFailed(): Promise<void> {
      return controllers.of(this).retryFailed();
    },
    onFilter(event: FilterEvent) {
      controllers.of(this).filter(event.currentTarget.dataset.filter);
    },
    onSearch(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      controllers.of(this).search(event.detail.value);
    },
    onClearSearch() {
      controllers.of(this).search('');
    },
    onShowAll() {
      controllers.of(this).search('');
      controllers.of(this).filter('all');
    },
    async onOpen(event: RowEvent): Promise<void> {
      const url = controllers.of(this).openQueue(event.detail.key);
      if (url !== undefined) await wx.navigateTo({ url });
    },
    onAct(event: ActEvent): Promise<void> {
      return controllers.of(this).ask(event.detail.key, event.detail.action);
    },
    onReadAgain(event: RowEvent): Promise<void> {
      return controllers.of(this).readAgain(event.detail.key);
    },
    onChoose() {
      controllers.of(this).bulk.choose(true);
    },
    onChooseNone() {
      controllers.of(this).bulk.choose(false);
    },
    onToggle(event: RowEvent) {
      controllers.of(this).bulk.toggle(event.detail.key);
    },
    onChooseAll(event: EnvironmentEvent) {
      controllers.of(this).chooseAll(event.currentTarget.dataset.environment);
    },
    onAskChosen() {
      controllers.of(this).bulk.ask();
    },
    onTurn(event: WechatMiniprogram.CustomEvent<object, object, { by: 1 | -1 }>) {
      controllers.of(this).bulk.turn(event.currentTarget.dataset.by);
    },
    onType(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      controllers.of(this).bulk.type(event.detail.value);
    },
    onConfirmChosen(): Promise<void> {
      return controllers.of(this).bulk.confirm();
    },
    onCancelChosen() {
      controllers.of(this).bulk.cancel();
    },
    onShowLast() {
      controllers.of(this).bulk.showLast();
    },
    onConfirm(): Promise<void> {
      return controllers.of(this).confirm();
    },
    onCancel() {
      controllers.of(this).cancel();
    },
    onUndo(): Promise<void> {
      return controllers.of(this).undo();
    },
    onCloseResult() {
      controllers.of(this).closeResult();
    },
  },
});
