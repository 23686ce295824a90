import type { PhonePage } from './harness';

/** Least size of what a finger taps, px (WeChat's design guide: 7 to 9 mm). */
const TOUCH = 44;

/**
 * @returns what is cut off, reaches over the edge of the screen, is too small for a finger, or a wide button that does not
 * fill its place, each with where it is.
 * A text that ends in an ellipsis is cut on purpose and is none.
 */
export function layoutFindings(phone: PhonePage): Promise<string[]> {
  return phone.app.evaluate((touch) => {
    const findings: string[] = [];
    const name = (element: Element): string =>
      `${element.localName}.${element.className} "${element.textContent.trim().slice(0, 40)}"`;
    const size = ({ width, height }: DOMRect): string => `${Math.round(width)}x${Math.round(height)}`;
    const innerWidthOf = (element: Element): number => {
      const { paddingLeft, paddingRight } = getComputedStyle(element);
      return element.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    };
    const isShown = (element: Element): boolean =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      element.getClientRects().length > 0;
    const roots = document.querySelectorAll('.phone-page:not([hidden]), .phone-layer');
    for (const element of [...roots].flatMap((root) => [...root.querySelectorAll('*')])) {
      if (!isShown(element)) continue;
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      if (box.width > 0 && (box.left < -0.5 || box.right > window.innerWidth + 0.5))
        findings.push(`over the edge, ${size(box)}: ${name(element)}`);
      const isCut = style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
      if (isCut && style.textOverflow !== 'ellipsis' && !/auto|scroll/.test(style.overflowX))
        findings.push(`cut off: ${name(element)}`);
      const place = element.classList.value.includes('--block') && element.parentElement?.parentElement;
      if (place && box.width < innerWidthOf(place) - 1)
        findings.push(`narrower than its place, ${size(box)}: ${name(element)}`);
      const role = element.getAttribute('role') ?? '';
      const isTapped = /^(button|radio|checkbox|switch|link)$/.test(role) || element.localName === 'button';
      // A tap on a label is one on what it names.
      const target = element.closest('label')?.getBoundingClientRect() ?? box;
      if (isTapped && (target.width < touch - 0.5 || target.height < touch - 0.5))
        findings.push(`too small to tap, ${size(target)}: ${name(element)}`);
    }
    return findings;
  }, TOUCH);
}
