import { texts } from '../../../../kit/texts';

/** Several buckets that failed for one cause. A tap says which. Emits `retry`, and `toggle` to be opened or closed. */
Component({
  behaviors: [texts('common')],
  properties: {
    /** A ManyFailures. */
    failure: Object,
  },
  methods: {
    onToggle() {
      this.triggerEvent('toggle');
    },
    onRetry() {
      this.triggerEvent('retry');
    },
  },
});
