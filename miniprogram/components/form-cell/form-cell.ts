/** One line of a section: a label with its value, or with a control in the slot. Sends `repair`. */
Component({
  properties: {
    label: String,
    value: String,
    /** A quiet sentence below: advice, or where the value comes from. */
    note: String,
    /** What is wrong with the value, in words. */
    error: String,
    /** What one tap would do about it; `''` for nothing. */
    repair: String,
    /** Nothing can be repaired now. */
    disabled: Boolean,
    /** The value is an id or an address: fixed width, breaks anywhere, selectable. */
    code: Boolean,
    /** A copy button beside the value. */
    copyable: Boolean,
    /** What it copies; `''` for the value itself. */
    copyText: String,
    /** Tapping it opens something. */
    link: Boolean,
    /** Label above, value or slot below in full width. */
    stacked: Boolean,
  },
  methods: {
    onRepair() {
      this.triggerEvent('repair');
    },
  },
});
