import { texts } from '../../../../kit/texts';
import type { QueueFields } from '../../../../models/fields';
import type { FormView } from '../../form-view';

/** The fields of the queue, as the table of fields has them. Passes on what its fields emit. */
Component({
  behaviors: [texts('queue')],
  properties: {
    form: { type: Object, value: null as FormView | null },
    texts: { type: Object, value: null as QueueFields | null },
    disabled: Boolean,
  },
  methods: {
    relay(event: WechatMiniprogram.CustomEvent) {
      this.triggerEvent(event.type, event.detail);
    },
  },
});
