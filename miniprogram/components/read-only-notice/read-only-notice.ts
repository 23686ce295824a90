import { t } from '../../i18n/index';
import { translated } from '../../kit/translated';

/** Tells a viewer why there is nothing to tap. The cloud is what refuses; this only says so. */
Component({
  behaviors: [translated],
  data: { text: '' },
  methods: {
    translate() {
      this.setData({ text: t('common.readOnlyNote') });
    },
  },
});
