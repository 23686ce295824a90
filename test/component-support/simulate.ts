/**
 * Renders the mini-program's components and pages in jsdom: miniprogram-simulate with WeChat's own template compiler,
 * vant included.
 */
import path from 'node:path';

/**
 * The part of miniprogram-simulate that is used here. Its own declarations bring a second copy of WeChat's global types,
 * of another version.
 */
interface Simulate {
  load(file: string, tagName: string, options: object): string;
  render(id: string, properties: object): Root;
}

const simulate = jest.requireActual<Simulate>('miniprogram-simulate');

const ROOT = path.resolve(__dirname, '../../miniprogram');
const VANT = ['overlay', 'transition'];

/** A component's node; the queries of a node reach its own template, not the insides of the components in it. */
export interface Node {
  readonly dom: HTMLElement;
  readonly data: Record<string, unknown>;
  readonly instance: Record<string, (...args: unknown[]) => unknown>;
  querySelector(selector: string): Node | undefined;
  querySelectorAll(selector: string): Node[];
  setData(data: object): void;
  dispatchEvent(name: string, options?: object): void;
  addEventListener(name: string, handler: (event: { detail: unknown }) => void): void;
  triggerPageLifeTime(name: string): void;
}

interface Root extends Node {
  attach(parent: HTMLElement): void;
  detach(): void;
}

const loaded = new Map<string, string>();
const attached: Root[] = [];

/** Registers a component once for this test file: a module runs only once under jest. */
function load(name: string): string {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const usingComponents = Object.fromEntries(
    VANT.map((tag) => [`van-${tag}`, `/miniprogram_npm/@vant/weapp/${tag}/index`]),
  );
  const id = simulate.load(path.join(ROOT, name), path.basename(name), { rootPath: ROOT, usingComponents });
  loaded.set(name, id);
  return id;
}

/**
 * Puts a component on the screen.
 * @param name its path below miniprogram/, e.g. `components/app-icon/app-icon`
 */
export function render(name: string, properties: object = {}): Node {
  const root = simulate.render(load(name), properties);
  root.attach(document.body);
  attached.push(root);
  return root;
}

afterEach(() => {
  for (const root of attached.splice(0)) root.detach();
});

/** @returns the first node along a chain of selectors, each looked up inside the component that the last one found. */
export function find(from: Node, ...selectors: string[]): Node {
  return selectors.reduce((node, selector) => {
    const found = node.querySelector(selector);
    if (found === undefined) throw new Error(`no ${selector} in ${node.dom.outerHTML}`);
    return found;
  }, from);
}

/** @returns whether the chain of selectors finds anything. */
export function has(from: Node, ...selectors: string[]): boolean {
  const last = selectors.pop();
  return last !== undefined && find(from, ...selectors).querySelector(last) !== undefined;
}

/** @returns what can be read there, in one line. */
export function textOf(node: Node): string {
  return node.dom.textContent.replace(/\s+/g, ' ').trim();
}

/** Taps, and waits until the handlers have run. */
export async function tap(node: Node): Promise<void> {
  node.dispatchEvent('tap');
  await settled();
}

/** Lets every promise that is ready run, and what it starts in turn. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}

/** Waits until something has come about: vant shows and hides with frames of its own. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await settled();
}

/** @returns the details of every event of that name from now on. */
export function recordEvents(node: Node, name: string): unknown[] {
  const details: unknown[] = [];
  node.addEventListener(name, ({ detail }) => {
    details.push(detail);
  });
  return details;
}
