import { asyncApi, WxFailure } from '../../core/callbacks';
import type { PageInstance, PageStack } from '../page-stack';

interface ScrollOptions {
  scrollTop?: number;
  selector?: string;
  duration?: number;
}

function scrollTarget(box: HTMLElement, { scrollTop, selector }: ScrollOptions): number {
  if (!selector) return scrollTop ?? 0;
  const target = box.querySelector(selector);
  if (!target) throw new WxFailure(`no element matches "${selector}"`);
  return box.scrollTop + target.getBoundingClientRect().top - box.getBoundingClientRect().top;
}

/** Measuring and scrolling of `wx`. */
export function createQueryApi(pages: PageStack) {
  return {
    createSelectorQuery: () => pages.top.instance.createSelectorQuery(),
    createIntersectionObserver: (component: PageInstance, options?: object) =>
      component.createIntersectionObserver(options),
    pageScrollTo: asyncApi('pageScrollTo', (options: ScrollOptions) => {
      const box = pages.top.box.element;
      const top = scrollTarget(box, options);
      box.scrollTo({ top, behavior: options.duration === 0 ? 'auto' : 'smooth' });
      return {};
    }),
  };
}
