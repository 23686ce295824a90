import { t } from '../../i18n/index';
import { translated } from '../../kit/translated';

/** The quiet way to the page that says how the phone gets on with everybody else. */
Component({
  behaviors: [translated],
  data: { text: '' },
  methods: {
    translate() {
      this.setData({ text: t('diagnostics.title') });
    },
  },
});
