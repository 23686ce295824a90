/** One thing to choose. */
export interface ChoiceView {
  value: string;
  label: string;
  /** Why it is listed although CI does not document it; `''` for the others. */
  note: string;
  chosen: boolean;
}

type ChoiceEvent = WechatMiniprogram.TouchEvent<object, object, { value: string }>;

/** Offers a few values. Emits `choose` with `{ value }`. */
Component({
  properties: {
    options: { type: Array, value: [] as ChoiceView[] },
    /** Several may be chosen; otherwise choosing one deselects the others. */
    multiple: Boolean,
    /** What is chosen here, for a screen reader. */
    label: String,
    disabled: Boolean,
  },
  methods: {
    onTap(event: ChoiceEvent) {
      const { value } = event.currentTarget.dataset;
      const option = this.data.options.find((known) => known.value === value);
      if (option === undefined || this.data.disabled || (option.chosen && !this.data.multiple)) return;
      this.triggerEvent('choose', { value });
    },
  },
});
