/** One line of a section: a label with its value, or with a control in the slot. */
Component({
  properties: {
    label: String,
    value: String,
    /** A quiet sentence below: advice, or where the value comes from. */
    note: String,
    /** What is wrong with the value, in words. */
    error: String,
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
});
