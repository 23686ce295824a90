/** A short tap of the phone itself, for something that is done while the eyes may be elsewhere. */
export function tapPhone(): void {
  wx.vibrateShort({
    type: 'medium',
    fail: () => {
      // A phone that cannot, or may not, has said the same on its screen.
    },
  });
}
