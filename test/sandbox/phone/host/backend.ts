import { glassEasel } from 'glass-easel-miniprogram-adapter';
import { closestNode } from './built-in';

/** A real `<button>` can not fill its line; WeChat's element is called `wx-button` as well. */
const TAGS: Record<string, string> = { button: 'wx-button' };

/** `rpx` in an inline style, which the build does not see. */
const toViewportUnits = (style: string): string =>
  style.replace(/(-?\d*\.?\d+)rpx\b/g, (_, number: string) => `${Number(number) / 7.5}vw`);

function createElement(tag: string): HTMLElement {
  const element = document.createElement(TAGS[tag] ?? tag);
  const setAttribute = element.setAttribute.bind(element);
  element.setAttribute = (name, value) => {
    setAttribute(name, name === 'style' ? toViewportUnits(value) : value);
  };
  return element;
}

interface Point {
  identifier: number;
  clientX: number;
  clientY: number;
  pageX: number;
  pageY: number;
}

const toPoint = (touch: Touch): Point => ({
  identifier: touch.identifier,
  clientX: touch.clientX,
  clientY: touch.clientY,
  pageX: touch.pageX,
  pageY: touch.pageY,
});

/** The `touches` of a WeChat event: a mouse is one finger. */
function touchesOf(event: unknown): { touches: Point[]; changedTouches: Point[] } {
  if (event instanceof TouchEvent) {
    return {
      touches: Array.from(event.touches, toPoint),
      changedTouches: Array.from(event.changedTouches, toPoint),
    };
  }
  if (!(event instanceof MouseEvent)) return { touches: [], changedTouches: [] };
  const { clientX, clientY, pageX, pageY } = event;
  const touches = [{ identifier: 0, clientX, clientY, pageX, pageY }];
  return { touches, changedTouches: touches };
}

/**
 * Events that WeChat itself takes from the screen. A browser's own `click` or `input` would reach `bind:click` of a
 * component, or `bindinput`, a second time: the components send those themselves.
 */
const SCREEN_EVENTS = /^(touch\w+|tap|canceltap|longpress|transitionend|animation\w+)$/;

/** Sends what happens on the page to the components. */
export function createBackend(): glassEasel.CurrentWindowBackendContext {
  const backend = new glassEasel.CurrentWindowBackendContext();
  backend.document = {
    createElement,
    createTextNode: (content: string) => document.createTextNode(content),
    createDocumentFragment: () => document.createDocumentFragment(),
  } as unknown as typeof backend.document;
  backend.onEvent((target: glassEasel.Element, type, detail, options) => {
    const { originalEvent } = options;
    if (!SCREEN_EVENTS.test(type) && !glassEasel.NativeNode.isNativeNode(target)) return undefined;
    const origin = originalEvent instanceof Event ? originalEvent.target : null;
    if (type === 'tap' && origin instanceof Element && closestNode(origin, 'button')?.flag('disabled')) {
      return undefined;
    }
    glassEasel.triggerEvent(target, type, detail, { ...options, extraFields: touchesOf(originalEvent) });
    return undefined;
  });
  return backend;
}
