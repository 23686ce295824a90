import type { BuiltIn, BuiltInNode } from '../built-in';

/**
 * Document "page-meta", for style and text sizes: the first node of a page says how the page around it is set. A size
 * may be `system`, WeChat's own.
 *
 * @param setRootFontSize called with the size of a `rem`, for the page that the element is in
 */
export function createPageMeta(
  fontSizeSetting: number,
  setRootFontSize: (page: HTMLElement, size: string) => void,
): BuiltIn {
  const sizeOf = (node: BuiltInNode, property: string): string => {
    const size = node.text(property);
    return size === 'system' ? `${fontSizeSetting}px` : size;
  };
  const show = (node: BuiltInNode): void => {
    const page = node.element.closest<HTMLElement>('page');
    // Before it is in its page there is nothing to set: `attached` comes again.
    if (!page) return;
    page.setAttribute('style', node.text('pageStyle'));
    const fontSize = sizeOf(node, 'pageFontSize');
    if (fontSize !== '') page.style.fontSize = fontSize;
    setRootFontSize(page, sizeOf(node, 'rootFontSize'));
  };
  return {
    properties: { pageStyle: String, pageFontSize: String, rootFontSize: String },
    observe: { 'pageStyle,pageFontSize,rootFontSize': show },
    attached: show,
  };
}
