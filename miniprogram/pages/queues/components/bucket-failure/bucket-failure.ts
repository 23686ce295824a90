import { textsFor } from '../../../../i18n/index';
import { translated } from '../../../../i18n/translated';

/** A bucket that failed, in one line: several of them leave the queues on the screen. A tap tells more. Emits `retry`. */
Component({
  behaviors: [translated],
  properties: {
    /** A BucketView with an error. */
    bucket: Object,
  },
  data: { t: {}, isOpen: false },
  methods: {
    translate() {
      this.setData({ t: textsFor('common') });
    },
    onToggle() {
      this.setData({ isOpen: !this.data.isOpen });
    },
    onRetry() {
      this.triggerEvent('retry');
    },
  },
});
