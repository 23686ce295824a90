import type { BuiltIn, BuiltInNode } from '../built-in';
import { nodeOf } from '../built-in';
import { withHover } from './hover';

export const view = withHover({});

export const plain: BuiltIn = {};

export const text: BuiltIn = {
  properties: { selectable: Boolean, userSelect: Boolean, decode: Boolean, space: String },
  observe: {
    'selectable,userSelect': (node) => {
      node.element.toggleAttribute('data-selectable', node.flag('selectable') || node.flag('userSelect'));
    },
  },
};

const OBJECT_FIT: Record<string, string> = {
  scaleToFill: 'fill',
  aspectFit: 'contain',
  aspectFill: 'cover',
  center: 'none',
};

function fitHeight(node: BuiltInNode, image: HTMLImageElement): void {
  if (node.text('mode') !== 'widthFix' || image.naturalWidth === 0) return;
  node.element.style.height = `${(image.naturalHeight / image.naturalWidth) * node.element.offsetWidth}px`;
}

export const image: BuiltIn = {
  properties: {
    src: String,
    mode: { type: String, value: 'scaleToFill' },
    lazyLoad: Boolean,
    showMenuByLongpress: Boolean,
  },
  observe: {
    mode: (node) => {
      node.element.style.setProperty('--object-fit', OBJECT_FIT[node.text('mode')] ?? 'fill');
    },
  },
  handlers: {
    onLoad: (node) => {
      const picture = node.element.querySelector('img');
      if (!picture) return;
      fitHeight(node, picture);
      node.emit('load', { width: picture.naturalWidth, height: picture.naturalHeight });
    },
    onError: (node) => {
      node.emit('error', { errMsg: `fail to load image ${node.text('src')}` });
    },
  },
};

const TOGGLES = 'switch, checkbox, radio';

/** A label hands a tap to the control that `for` names, or else to the first one inside. Document "label". */
export const label: BuiltIn = {
  properties: { for: String },
  attached: (node) => {
    node.element.addEventListener('click', ({ target }) => {
      // The control itself has seen the tap; an input is focused by the browser, since the element is a real label.
      if (target instanceof Element && target.closest(TOGGLES)) return;
      const named = node.text('for');
      const control = named ? document.getElementById(named) : node.element.querySelector(TOGGLES);
      if (control?.matches(TOGGLES)) nodeOf(control)?.emit('phone:toggle', {});
    });
  },
};
