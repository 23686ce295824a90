/**
 * XML as plain values, in the form that `COS.util.json2xml` writes: an element is a string (its text) or a record of its
 * children, a repeated element is an array. One child parses to a value, several to an array, none leaves the key out.
 */
export type XmlValue = string | XmlRecord;

/** Children of an element, in the order of their first appearance. */
export interface XmlRecord {
  readonly [name: string]: XmlValue | readonly XmlValue[];
}

/** @returns whether the value is an element with children. */
export function isRecord(value: XmlValue | readonly XmlValue[] | undefined): value is XmlRecord {
  return typeof value === 'object' && !Array.isArray(value);
}

/** @returns all children of that name: none, one or many, as they came. */
export function childrenOf(parent: XmlValue | undefined, name: string): readonly XmlValue[] {
  if (!isRecord(parent) || !Object.prototype.hasOwnProperty.call(parent, name)) return [];
  const found = parent[name];
  if (found === undefined) return [];
  return isList(found) ? found : [found];
}

/** @returns the first child of that name as it came, `undefined` where there is none. */
export function childOf(parent: XmlValue | undefined, name: string): XmlValue | undefined {
  return childrenOf(parent, name)[0];
}

/** @returns the text of the first child of that name without its padding; `''` where it is missing or has children. */
export function textOf(parent: XmlValue | undefined, name: string): string {
  const child = childOf(parent, name);
  return typeof child === 'string' ? child.trim() : '';
}

/** @returns the number in the first child of that name, `null` where there is none: CI sends numbers as text. */
export function numberOf(parent: XmlValue | undefined, name: string): number | null {
  const text = textOf(parent, name);
  return /^-?\d+$/.test(text) ? Number(text) : null;
}

/** A leaf below a value: its path of names, `[n]` for the later ones of a repeated element, and its text. */
export interface XmlLeaf {
  path: string;
  text: string;
}

/** @returns every leaf with text below the value, depth first. Blank leaves say nothing and are left out. */
export function leavesOf(value: XmlValue | readonly XmlValue[], path: string): XmlLeaf[] {
  if (typeof value === 'string') {
    const text = value.trim();
    return text === '' ? [] : [{ path, text }];
  }
  if (isList(value)) {
    return value.flatMap((item, index) => leavesOf(item, index === 0 ? path : `${path}[${index + 1}]`));
  }
  return Object.keys(value).flatMap((name) => {
    const child = value[name];
    return child === undefined ? [] : leavesOf(child, path === '' ? name : `${path}.${name}`);
  });
}

/** A leaf that is not what it was; `''` where there is none. */
export interface LeafChange {
  path: string;
  from: string;
  to: string;
}

/** @returns the leaves in which `to` says something else than `from`. */
export function diffLeaves(from: readonly XmlLeaf[], to: readonly XmlLeaf[]): LeafChange[] {
  const textIn = (leaves: readonly XmlLeaf[], path: string): string =>
    leaves.find((leaf) => leaf.path === path)?.text ?? '';
  const paths = new Set([...from, ...to].map(({ path }) => path));
  return [...paths]
    .map((path) => ({ path, from: textIn(from, path), to: textIn(to, path) }))
    .filter((change) => change.from !== change.to);
}

function isList(value: XmlValue | readonly XmlValue[]): value is readonly XmlValue[] {
  return Array.isArray(value);
}
