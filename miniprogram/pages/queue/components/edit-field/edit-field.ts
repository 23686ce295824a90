import type { FieldView } from '../../form-view';

type TextEvent = WechatMiniprogram.CustomEvent<{ value: string }>;

/**
 * One field of the form. `text` is what its input starts from: while the admin types, the input owns its text.
 * Emits `type` and `choose` with `{ field, value }`, `leave` with `{ field }`, `repair`.
 */
Component({
  properties: {
    name: { type: String, value: '' },
    view: { type: Object, value: null as FieldView | null },
    text: String,
    placeholder: String,
    disabled: Boolean,
  },
  methods: {
    onType(event: TextEvent) {
      this.triggerEvent('type', { field: this.data.name, value: event.detail.value });
    },
    onLeave() {
      this.triggerEvent('leave', { field: this.data.name });
    },
    onRepair() {
      this.triggerEvent('repair');
    },
    onChoose(event: TextEvent) {
      this.triggerEvent('choose', { field: this.data.name, value: event.detail.value });
    },
    onSwitch(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
      const value = event.detail.value ? 'On' : 'Off';
      this.triggerEvent('choose', { field: this.data.name, value });
    },
  },
});
