import { textsFor } from '../../../../i18n/index';

/** A bucket that failed, in one line: several of them leave the queues on the screen. A tap tells more. Emits `retry`. */
Component({
  properties: {
    /** A BucketView with an error. */
    bucket: Object,
  },
  data: { t: {}, isOpen: false },
  lifetimes: {
    attached() {
      this.setData({ t: textsFor('common') });
    },
  },
  methods: {
    onToggle() {
      this.setData({ isOpen: !this.data.isOpen });
    },
    onRetry() {
      this.triggerEvent('retry');
    },
  },
});
