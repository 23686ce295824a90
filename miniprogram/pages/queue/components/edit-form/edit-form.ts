import { textsFor } from '../../../../i18n/index';
import { translated } from '../../../../i18n/translated';
import type { QueueFields } from '../../../../models/fields';
import type { FormView } from '../../form-view';

/** The fields of the queue, as the table of fields has them. Passes on what its fields emit. */
Component({
  behaviors: [translated],
  properties: {
    form: { type: Object, value: null as FormView | null },
    texts: { type: Object, value: null as QueueFields | null },
    disabled: Boolean,
  },
  data: { t: {} },
  methods: {
    translate() {
      this.setData({ t: textsFor('queue') });
    },
    relay(event: WechatMiniprogram.CustomEvent) {
      this.triggerEvent(event.type, event.detail);
    },
  },
});
