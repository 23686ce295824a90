import { textsFor } from '../../../../i18n/index';
import { translated } from '../../../../i18n/translated';

/** Several buckets that failed for one cause. A tap says which. Emits `retry`, and `toggle` to be opened or closed. */
Component({
  behaviors: [translated],
  properties: {
    /** A ManyFailures. */
    failure: Object,
  },
  data: { t: {} },
  methods: {
    translate() {
      this.setData({ t: textsFor('common') });
    },
    onToggle() {
      this.triggerEvent('toggle');
    },
    onRetry() {
      this.triggerEvent('retry');
    },
  },
});
