/** The click that a browser sends after a tap must not hit the page that the tap has opened. */
const GHOST_CLICK_MS = 80;

/** The scrolling box that a page lives in, with the space above it where a pull shows its dots. */
export interface PageBox {
  element: HTMLElement;
  pullDown: HTMLElement;
  /** Replaced by the page. */
  placeholder: HTMLElement;
}

export function createPageBox(path: string): PageBox {
  const element = document.createElement('div');
  element.className = 'phone-page';
  element.dataset['page'] = path;
  // A keyboard scrolls what it can reach.
  element.tabIndex = 0;
  element.style.pointerEvents = 'none';
  setTimeout(() => {
    element.style.pointerEvents = '';
  }, GHOST_CLICK_MS);
  const pullDown = document.createElement('div');
  pullDown.className = 'phone-pull';
  pullDown.innerHTML = '<i></i><i></i><i></i>';
  const placeholder = document.createElement('span');
  element.append(pullDown, placeholder);
  document.body.append(element);
  return { element, pullDown, placeholder };
}
