import type { Parsed } from './ci-client';

/** An element with children, or undefined for text, lists and what is not there. */
export const asElement = (value: Parsed | undefined): Record<string, Parsed> | undefined =>
  typeof value === 'object' && !Array.isArray(value) ? value : undefined;

/** The children called `name`, in their order: none, one and many are all a list. */
export const childrenOf = (parent: Parsed | undefined, name: string): Parsed[] => {
  const value = asElement(parent)?.[name];
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
};

/** The text of the child called `name`, without blanks around it; undefined when there is none. */
export const textOf = (parent: Parsed | undefined, name: string): string | undefined => {
  const [value] = childrenOf(parent, name);
  return typeof value === 'string' ? value.trim() : undefined;
};

const escape = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Writes an element as it was parsed, every child included. */
export const toXml = (name: string, value: Parsed): string => {
  if (Array.isArray(value)) return value.map((each) => toXml(name, each)).join('');
  const inner =
    typeof value === 'string'
      ? escape(value)
      : Object.entries(value)
          .map(([child, content]) => toXml(child, content))
          .join('');
  return `<${name}>${inner}</${name}>`;
};
