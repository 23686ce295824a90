import type { OpenPage, PageStack } from './page-stack';

/** How far the page follows the finger, and from where letting go refreshes. */
const MAX_PULL_PX = 60;
const REFRESH_PULL_PX = 40;
const RESTING_PULL_PX = 50;
const DEFAULT_BOTTOM_DISTANCE_PX = 50;

const showPull = (page: OpenPage, height: number): void => {
  page.box.pullDown.style.height = `${height}px`;
};

/** Starts a refresh as the finger, or `wx.startPullDownRefresh`, does. */
export function startPullDown(pages: PageStack, page: OpenPage): void {
  if (page.isRefreshing) return;
  page.isRefreshing = true;
  page.box.element.scrollTop = 0;
  showPull(page, RESTING_PULL_PX);
  pages.call(page, 'onPullDownRefresh');
}

export function stopPullDown(page: OpenPage): void {
  page.isRefreshing = false;
  showPull(page, 0);
}

/** Lets the user pull a page down, when its json allows it. */
function followPull(pages: PageStack, page: OpenPage): void {
  const { element } = page.box;
  let startY: number | undefined;
  let pulled = 0;
  const start = (y: number): void => {
    startY = element.scrollTop <= 0 && !page.isRefreshing ? y : undefined;
    pulled = 0;
  };
  const move = (y: number): void => {
    if (startY === undefined) return;
    pulled = Math.min(Math.max(0, (y - startY) / 2), MAX_PULL_PX);
    showPull(page, pulled);
  };
  const end = (): void => {
    if (startY === undefined) return;
    startY = undefined;
    if (pulled >= REFRESH_PULL_PX) startPullDown(pages, page);
    else showPull(page, 0);
  };
  const finger = (event: TouchEvent): number => event.touches[0]?.clientY ?? 0;
  element.addEventListener('touchstart', (event) => {
    start(finger(event));
  });
  element.addEventListener('touchmove', (event) => {
    move(finger(event));
  });
  element.addEventListener('touchend', end);
  element.addEventListener('touchcancel', end);
  element.addEventListener('mousedown', (event) => {
    start(event.clientY);
  });
  element.addEventListener('mousemove', (event) => {
    move(event.clientY);
  });
  element.addEventListener('mouseup', end);
  element.addEventListener('mouseleave', end);
}

/** Wires a page's scrolling and pulling to its functions. */
export function watchScrolling(pages: PageStack, page: OpenPage): void {
  const { element } = page.box;
  const distance = page.config.onReachBottomDistance ?? DEFAULT_BOTTOM_DISTANCE_PX;
  let atBottom = false;
  element.addEventListener('scroll', () => {
    const { scrollTop, scrollHeight, clientHeight } = element;
    pages.call(page, 'onPageScroll', { scrollTop });
    const nowAtBottom = scrollHeight - clientHeight - scrollTop < distance;
    if (nowAtBottom && !atBottom) pages.call(page, 'onReachBottom');
    atBottom = nowAtBottom;
  });
  if (page.config.enablePullDownRefresh) followPull(pages, page);
}
