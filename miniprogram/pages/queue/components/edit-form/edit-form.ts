import { textsFor } from '../../../../i18n/index';
import { translated } from '../../../../i18n/translated';
import type { FieldName, QueueFields } from '../../../../models/queue-fields';
import type { FormView } from '../../form-view';

type InputEvent = WechatMiniprogram.CustomEvent<{ value: string }, object, { field: FieldName }>;

/**
 * The fields of the queue. `texts` are what the inputs start from: while somebody types, the inputs own their text.
 * Emits `type` and `choose` with `{ field, value }`, `toggle` with `{ event }`, `leave` with `{ field }`,
 * `repair`.
 */
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
    onType(event: InputEvent) {
      const { field } = event.currentTarget.dataset;
      this.triggerEvent('type', { field, value: event.detail.value });
    },
    onLeave(event: InputEvent) {
      this.triggerEvent('leave', { field: event.currentTarget.dataset.field });
    },
    onRepair() {
      this.triggerEvent('repair');
    },
    onChoose(event: InputEvent) {
      const { field } = event.currentTarget.dataset;
      this.triggerEvent('choose', { field, value: event.detail.value });
    },
    onSwitch(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
      this.triggerEvent('choose', { field: 'notifyState', value: event.detail.value ? 'On' : 'Off' });
    },
    onToggle(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.triggerEvent('toggle', { event: event.detail.value });
    },
  },
});
