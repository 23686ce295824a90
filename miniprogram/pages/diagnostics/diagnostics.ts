import { t, textsFor } from '../../i18n/index';
import { translated } from '../../i18n/translated';
import { PageControllers } from '../../utils/page-controllers';
import { refreshPulled } from '../../utils/pull-down';
import { textSize } from '../../utils/text-size';
import { DiagnosticsController, initialData } from './controller';

const controllers = new PageControllers<DiagnosticsController>();

/** What the phone knows of its way to the cloud, and its settings. */
Component({
  behaviors: [textSize, translated],
  data: initialData(),
  methods: {
    translate() {
      this.setData({ t: textsFor('diagnostics') });
      const controller = controllers.find(this);
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
    onPullDownRefresh(): Promise<void> {
      return refreshPulled(() => controllers.of(this).checkAll());
    },
    onCheck(): Promise<void> {
      return controllers.of(this).checkAll();
    },
    onLanguage(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      controllers.of(this).choose(event.detail.value);
    },
    onRefused() {
      this.setData({ byHand: true });
    },
  },
});
