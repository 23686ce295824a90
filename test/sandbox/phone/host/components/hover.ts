import type { BuiltIn, BuiltInNode } from '../built-in';

function followPointer(node: BuiltInNode): void {
  const start = (): void => {
    const hoverClass = node.text('hoverClass');
    if (hoverClass === '' || hoverClass === 'none' || node.flag('disabled')) return;
    setTimeout(() => {
      node.setExtraClass(hoverClass);
    }, node.number('hoverStartTime'));
  };
  const end = (): void => {
    setTimeout(() => {
      node.setExtraClass('');
    }, node.number('hoverStayTime'));
  };
  node.element.addEventListener('pointerdown', start);
  for (const event of ['pointerup', 'pointercancel', 'pointerleave'])
    node.element.addEventListener(event, end);
}

/** Adds `hover-class` and its times to a component. Document "view"; the times are WeChat's defaults. */
export function withHover(builtIn: BuiltIn, hoverClass = 'none'): BuiltIn {
  return {
    ...builtIn,
    properties: {
      hoverClass: { type: String, value: hoverClass },
      hoverStopPropagation: Boolean,
      hoverStartTime: { type: Number, value: hoverClass === 'none' ? 50 : 20 },
      hoverStayTime: { type: Number, value: hoverClass === 'none' ? 400 : 70 },
      ...builtIn.properties,
    },
    attached: (node) => {
      followPointer(node);
      builtIn.attached?.(node);
    },
  };
}
