import { t, textsFor } from '../../i18n/index';
import { translated } from '../../i18n/translated';
import { textSize } from '../../utils/text-size';
import { DiagnosticsController, initialData } from './controller';

/** Kept beside the page: what is not shown has no place in its data. */
const controllers = new WeakMap<object, DiagnosticsController>();

function controllerOf(page: object): DiagnosticsController {
  const controller = controllers.get(page);
  if (controller === undefined) throw new Error('The page is not loaded.');
  return controller;
}

/** What the phone knows of its way to the cloud, and its settings. */
Component({
  behaviors: [textSize, translated],
  data: initialData(),
  methods: {
    translate() {
      this.setData({ t: textsFor('diagnostics') });
      const controller = controllers.get(this);
      if (controller === undefined) return;
      controller.show();
      this.onShow();
    },
    async onLoad(): Promise<void> {
      const controller = new DiagnosticsController(this);
      controllers.set(this, controller);
      await controller.open();
    },
    onShow() {
      void wx.setNavigationBarTitle({ title: t('diagnostics.title') });
    },
    async onPullDownRefresh(): Promise<void> {
      await controllerOf(this).checkAll();
      await wx.stopPullDownRefresh();
    },
    onCheck(): Promise<void> {
      return controllerOf(this).checkAll();
    },
    onLanguage(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      controllerOf(this).choose(event.detail.value);
    },
    onRefused() {
      this.setData({ byHand: true });
    },
  },
});
