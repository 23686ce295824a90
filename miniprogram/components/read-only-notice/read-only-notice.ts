import { t } from '../../i18n/index';

/** Tells a viewer why there is nothing to tap. The cloud is what refuses; this only says so. */
Component({
  data: { text: '' },
  lifetimes: {
    attached() {
      this.setData({ text: t('common.readOnlyNote') });
    },
  },
});
