import type { BuiltIn, BuiltInNode } from '../built-in';

function scrollWhenSet(node: BuiltInNode, property: 'scrollTop' | 'scrollLeft', side: 'top' | 'left'): void {
  const value = Number.parseFloat(String(node.get(property)));
  if (Number.isNaN(value)) return;
  node.element.scrollTo({ [side]: value, behavior: node.flag('scrollWithAnimation') ? 'smooth' : 'auto' });
}

function tellOfScrolling(node: BuiltInNode): void {
  const { element } = node;
  let lastTop = 0;
  let lastLeft = 0;
  let atStart = true;
  let atEnd = false;
  element.addEventListener('scroll', () => {
    const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight, clientWidth } = element;
    const sizes = { scrollTop, scrollLeft, scrollHeight, scrollWidth };
    node.emit('scroll', { ...sizes, deltaX: lastLeft - scrollLeft, deltaY: lastTop - scrollTop });
    lastTop = scrollTop;
    lastLeft = scrollLeft;
    const vertical = node.flag('scrollY');
    const before = vertical ? scrollTop : scrollLeft;
    const after = vertical ? scrollHeight - clientHeight - scrollTop : scrollWidth - clientWidth - scrollLeft;
    const nowAtStart = before <= node.number('upperThreshold');
    const nowAtEnd = after <= node.number('lowerThreshold');
    if (nowAtStart && !atStart) node.emit('scrolltoupper', {});
    if (nowAtEnd && !atEnd) node.emit('scrolltolower', {});
    atStart = nowAtStart;
    atEnd = nowAtEnd;
  });
}

/** Document "scroll-view". */
export const scrollView: BuiltIn = {
  properties: {
    scrollX: Boolean,
    scrollY: Boolean,
    scrollTop: null,
    scrollLeft: null,
    scrollIntoView: String,
    scrollWithAnimation: Boolean,
    upperThreshold: { type: Number, value: 50 },
    lowerThreshold: { type: Number, value: 50 },
    enhanced: Boolean,
    bounces: { type: Boolean, value: true },
    showScrollbar: { type: Boolean, value: true },
    enableFlex: Boolean,
    type: String,
  },
  observe: {
    'scrollX,scrollY': (node) => {
      node.element.style.overflowX = node.flag('scrollX') ? 'auto' : 'hidden';
      node.element.style.overflowY = node.flag('scrollY') ? 'auto' : 'hidden';
    },
    scrollTop: (node) => {
      scrollWhenSet(node, 'scrollTop', 'top');
    },
    scrollLeft: (node) => {
      scrollWhenSet(node, 'scrollLeft', 'left');
    },
    scrollIntoView: (node) => {
      const id = node.text('scrollIntoView');
      if (id === '') return;
      setTimeout(() => {
        node.element.querySelector(`#${CSS.escape(id)}`)?.scrollIntoView();
      });
    },
  },
  attached: tellOfScrolling,
};
