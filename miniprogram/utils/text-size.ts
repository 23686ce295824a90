/** @returns the style that makes all texts as large as WeChat's own: every size in app.wxss is times `--font-scale`. */
function pageStyle(): string {
  // A WeChat that leaves the factor out must not lose its texts.
  const { fontSizeScaleFactor } = wx.getAppBaseInfo() as Partial<WechatMiniprogram.AppBaseInfo>;
  return `--font-scale: ${fontSizeScaleFactor ?? 1}`;
}

/**
 * The behavior of every page: `pageStyle`, for its `page-meta`. Not `root-font-size`: the usual size is 17 px on iOS and
 * 16 px elsewhere, so only the factor says how much larger than usual the texts shall be.
 */
export const textSize = Behavior({
  data: { pageStyle: '' },
  lifetimes: {
    attached() {
      this.setData({ pageStyle: pageStyle() });
    },
  },
  pageLifetimes: {
    show() {
      const style = pageStyle();
      if (style !== this.data.pageStyle) this.setData({ pageStyle: style });
    },
  },
});
