import { texts } from '../../../../kit/texts';

/** A bucket that failed, in one line: several of them leave the queues on the screen. A tap tells more. Emits `retry`. */
Component({
  behaviors: [texts('common')],
  properties: {
    /** A BucketView with an error. */
    bucket: Object,
  },
  data: { isOpen: false },
  methods: {
    onToggle() {
      this.setData({ isOpen: !this.data.isOpen });
    },
    onRetry() {
      this.triggerEvent('retry');
    },
  },
});
