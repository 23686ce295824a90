import type { BuiltIn } from '../built-in';

/** Document "swiper", without autoplay: pages beside each other that snap. */
export const swiper: BuiltIn = {
  properties: {
    current: Number,
    autoplay: Boolean,
    indicatorDots: Boolean,
    circular: Boolean,
    vertical: Boolean,
    duration: { type: Number, value: 500 },
    interval: { type: Number, value: 5000 },
  },
  observe: {
    current: (node) => {
      node.element.scrollTo({ left: node.number('current') * node.element.clientWidth });
    },
  },
  attached: (node) => {
    let shown = node.number('current');
    node.element.addEventListener('scroll', () => {
      const current = Math.round(node.element.scrollLeft / node.element.clientWidth);
      if (current === shown) return;
      shown = current;
      node.emit('change', { current, source: 'touch' });
    });
  },
};
