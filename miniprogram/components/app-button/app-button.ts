/**
 * A button with words on it. It sends `click`, unless it is disabled or at work.
 *
 * Instead of vant's: that one brings icons, loading spinners and open types of WeChat along, 30 KB that no page here needs.
 */
Component({
  properties: {
    /** `info` for what a screen is there for, `danger` where that is hard to take back. */
    type: { type: String, value: 'default' },
    /** As wide as its place. */
    block: Boolean,
    disabled: Boolean,
    /** Not yet: it fills up in the time `--rest`. Taps are sent on, for the owner to judge by when they began. */
    resting: Boolean,
    /** At work: it says `loadingText` instead of what is in it. */
    loading: Boolean,
    loadingText: String,
  },
  methods: {
    onTap() {
      if (!this.data.disabled && !this.data.loading) this.triggerEvent('click');
    },
  },
});
