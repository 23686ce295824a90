/** One of a few choices that stand side by side. */
export interface SegmentOption {
  value: string;
  label: string;
  /** A number behind the label; `''` for none. */
  count: string;
}

/** Emits `change` with `{ value }` when another choice is tapped. */
Component({
  properties: {
    options: { type: Array, value: [] as SegmentOption[] },
    value: String,
    /** What is chosen here, for a screen reader. */
    label: String,
    disabled: Boolean,
  },
  methods: {
    onTap(event: WechatMiniprogram.TouchEvent<object, object, { value: string }>) {
      const { value } = event.currentTarget.dataset;
      if (!this.data.disabled && value !== this.data.value) this.triggerEvent('change', { value });
    },
  },
});
