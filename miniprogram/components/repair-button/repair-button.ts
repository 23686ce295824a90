/** Puts right what is wrong with a field, in one tap: `text` says how. It sends `repair`. */
Component({
  properties: {
    text: String,
    disabled: Boolean,
  },
  methods: {
    onTap() {
      if (!this.data.disabled) this.triggerEvent('repair');
    },
  },
});
