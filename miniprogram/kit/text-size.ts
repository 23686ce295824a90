/** @returns the style that makes all texts as large as WeChat's own, `''` for the usual size: app.wxss has `--font-scale` at 1. */
function pageStyle(): string {
  // A WeChat that leaves the factor out must not lose its texts.
  const { fontSizeScaleFactor } = wx.getAppBaseInfo() as Partial<WechatMiniprogram.AppBaseInfo>;
  return fontSizeScaleFactor === undefined || fontSizeScaleFactor === 1
    ? ''
    : `--font-scale: ${fontSizeScaleFactor}`;
}

interface Sized {
  data: { pageStyle: string };
  setData(patch: { pageStyle: string }): void;
}

function follow(page: Sized): void {
  const style = pageStyle();
  if (style !== page.data.pageStyle) page.setData({ pageStyle: style });
}

/**
 * The behavior of every page: `pageStyle`, for its `page-meta`. Not `root-font-size`: the usual size is 17 px on iOS and
 * 16 px elsewhere, so only the factor says how much larger than usual the texts shall be.
 */
export const textSize = Behavior({
  data: { pageStyle: '' },
  lifetimes: {
    attached() {
      follow(this);
    },
  },
  pageLifetimes: {
    show() {
      follow(this);
    },
  },
});
