import type { BuiltInName } from './built-in-templates';

type PropertyType =
  BooleanConstructor | StringConstructor | NumberConstructor | ArrayConstructor | ObjectConstructor | null;

export type PropertyDefinition = PropertyType | { type: PropertyType; value: unknown };

/** Events of built-in components do not bubble, unless one says otherwise. */
export interface EmitOptions {
  bubbles?: boolean;
  composed?: boolean;
  /** Gets what the handler returned: an input takes its new value from there. */
  onReturn?: (value: unknown) => void;
}

/** One built-in component on the page: its element and its properties. */
export interface BuiltInNode {
  readonly name: BuiltInName;
  readonly element: HTMLElement;
  get(property: string): unknown;
  text(property: string): string;
  flag(property: string): boolean;
  number(property: string): number;
  set(property: string, value: unknown): void;
  emit(event: string, detail: object, options?: EmitOptions): void;
  /** Listens to an event of WeChat, `tap` above all, that reaches the component. */
  listen(event: string, listener: () => void): void;
  /** Sets the class that the template gives for a moment, such as `hover-class`. */
  setExtraClass(classes: string): void;
}

/** What a built-in component does; its template is in built-in-templates.ts and its look in host.css. */
export interface BuiltIn {
  properties?: Record<string, PropertyDefinition>;
  data?: Record<string, unknown>;
  /** Called when one of the properties named, separated by commas, is set. */
  observe?: Record<string, (node: BuiltInNode) => void>;
  /** Handlers that the component's own template names. */
  handlers?: Record<string, (node: BuiltInNode) => void>;
  attached?: (node: BuiltInNode) => void;
}

const nodes = new WeakMap<Element, BuiltInNode>();

export function rememberNode(node: BuiltInNode): void {
  nodes.set(node.element, node);
}

/** The built-in component that an element is, if it is one. */
export const nodeOf = (element: Element): BuiltInNode | undefined => nodes.get(element);

/** The nearest built-in component called `name` around an element. */
export function closestNode(element: Element, name: BuiltInName): BuiltInNode | undefined {
  for (let current: Element | null = element; current; current = current.parentElement) {
    const node = nodes.get(current);
    if (node?.name === name) return node;
  }
  return undefined;
}

/** Every built-in component inside an element whose name is among `names`, in the order of the page. */
export function nodesInside(element: Element, names: readonly BuiltInName[]): BuiltInNode[] {
  return [...element.querySelectorAll('*')]
    .map(nodeOf)
    .filter((node): node is BuiltInNode => node !== undefined && names.includes(node.name));
}
