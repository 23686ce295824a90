/** What the frame itself says, in the language of the phone. */
const zh = {
  back: '返回',
  home: '返回首页',
  refresh: '下拉刷新',
  leave: '切到后台',
  away: '小程序在后台，轻触返回',
};

const en: typeof zh = {
  back: 'Back',
  home: 'Home page',
  refresh: 'Pull down to refresh',
  leave: 'To the background',
  away: 'In the background. Tap to come back.',
};

export const frameTexts = (language: string): typeof zh => (language.startsWith('zh') ? zh : en);
