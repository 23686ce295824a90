import type * as adapter from 'glass-easel-miniprogram-adapter';
import { rememberNode } from './built-in';
import type { BuiltIn, BuiltInNode } from './built-in';
import type { BuiltInName } from './built-in-templates';

type GlassComponent = adapter.glassEasel.GeneralComponent;
type ClassSegment = Parameters<GlassComponent['setNodeClass']>[1];

/** What glass-easel calls a method caller: `this` of a component's functions. */
export interface Caller {
  _$: GlassComponent;
}

/** The segment of an element's classes that templates leave to components (StyleSegmentIndex.TEMPLATE_EXTRA). */
const EXTRA_CLASSES = 1 as unknown as ClassSegment;

function elementOf(component: GlassComponent): HTMLElement {
  const element = component.getBackendElement() as unknown;
  if (!(element instanceof HTMLElement)) throw new Error(`<${component.is}> has no element`);
  return element;
}

function createNode(name: BuiltInName, component: GlassComponent): BuiltInNode {
  const get = (property: string): unknown => (component.data as Record<string, unknown>)[property];
  return {
    name,
    element: elementOf(component),
    get,
    text: (property) => {
      const value = get(property);
      return typeof value === 'string' ? value : '';
    },
    flag: (property) => get(property) === true,
    number: (property) => Number(get(property)),
    set: (property, value) => {
      component.setData({ [property]: value });
    },
    emit: (event, detail, { bubbles = false, composed = false, onReturn } = {}) => {
      component.triggerEvent(event, detail, {
        bubbles,
        composed,
        ...(onReturn && { handleListenerReturn: onReturn }),
      });
    },
    listen: (event, listener) => {
      component.addListener(event, () => {
        listener();
      });
    },
    setExtraClass: (classes) => {
      component.setNodeClass(classes, EXTRA_CLASSES);
    },
  };
}

/** Turns a built-in component into a definition of glass-easel. */
export function toDefinition(name: BuiltInName, builtIn: BuiltIn): adapter.types.GeneralComponentDefinition {
  const nodes = new WeakMap<GlassComponent, BuiltInNode>();
  const nodeFor = ({ _$: component }: Caller): BuiltInNode => {
    const node = nodes.get(component) ?? createNode(name, component);
    nodes.set(component, node);
    return node;
  };
  const bind = (functions: Record<string, (node: BuiltInNode) => void>) =>
    Object.fromEntries(
      Object.entries(functions).map(([key, run]) => [
        key,
        function (this: Caller) {
          run(nodeFor(this));
        },
      ]),
    );
  const showHidden = (node: BuiltInNode): void => {
    node.element.toggleAttribute('data-hidden', node.flag('hidden'));
  };
  return {
    options: { multipleSlots: false },
    properties: { hidden: Boolean, ...builtIn.properties },
    data: builtIn.data ?? {},
    observers: bind({ hidden: showHidden, ...builtIn.observe }),
    methods: bind(builtIn.handlers ?? {}),
    lifetimes: {
      attached: function (this: Caller) {
        const node = nodeFor(this);
        rememberNode(node);
        builtIn.attached?.(node);
      },
    },
  };
}
