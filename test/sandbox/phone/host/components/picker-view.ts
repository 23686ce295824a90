import type { BuiltIn, BuiltInNode } from '../built-in';

/** The wheel has come to rest when it has not moved for this long. */
const REST_MS = 120;
const DEFAULT_ITEM_HEIGHT = 34;

const columnsOf = (node: BuiltInNode): HTMLElement[] => [
  ...node.element.querySelectorAll<HTMLElement>('picker-view-column'),
];

const itemHeight = (column: HTMLElement): number =>
  (column.firstElementChild as HTMLElement | null)?.offsetHeight ?? DEFAULT_ITEM_HEIGHT;

const indexes = (node: BuiltInNode): unknown[] => {
  const value = node.get('value');
  return Array.isArray(value) ? value : [];
};

function turnWheels(node: BuiltInNode): void {
  columnsOf(node).forEach((column, place) => {
    const height = itemHeight(column);
    const padding = `${(column.clientHeight - height) / 2}px`;
    column.style.paddingTop = padding;
    column.style.paddingBottom = padding;
    column.scrollTop = Number(indexes(node)[place] ?? 0) * height;
  });
}

/** Document "picker-view": wheels that snap to an item. */
export const pickerView: BuiltIn = {
  properties: {
    value: { type: Array, value: [] },
    indicatorStyle: String,
    indicatorClass: String,
    maskStyle: String,
    immediateChange: Boolean,
  },
  observe: {
    value: (node) => {
      // The columns are rendered after the property is set.
      setTimeout(() => {
        turnWheels(node);
      });
    },
  },
  attached: (node) => {
    let rest: ReturnType<typeof setTimeout> | undefined;
    const settle = (): void => {
      const turned = columnsOf(node).map((column) => Math.round(column.scrollTop / itemHeight(column)));
      if (turned.join() === indexes(node).join()) return;
      node.set('value', turned);
      node.emit('change', { value: turned });
    };
    node.element.addEventListener(
      'scroll',
      () => {
        clearTimeout(rest);
        rest = setTimeout(settle, REST_MS);
      },
      { capture: true },
    );
  },
};
