import { DOMParser, type Element, MIME_TYPE, onErrorStopParsing, XMLSerializer } from '@xmldom/xmldom';

/** A text is not one well-formed XML element. */
export class XmlError extends Error {
  override readonly name = 'XmlError';
}

const serializer = new XMLSerializer();

/** Escapes text for the inside of an element. */
export const escapeXml = (text: string | number): string =>
  String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** `<name>...</name>` of a text. */
export const textElement = (name: string, text: string | number): string =>
  `<${name}>${escapeXml(text)}</${name}>`;

/** The child elements in their order. */
export const childElements = (element: Element): Element[] => [...element.children];

/** Far more than the API nests, far less than the call stack holds. */
const MAX_DEPTH = 100;

const isTooDeep = (root: Element): boolean => {
  let level = [root];
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1) level = level.flatMap(childElements);
  return level.length > 0;
};

/** Parses one element. Throws {@link XmlError} for anything else, a document type included. */
export const parseXml = (text: string): Element => {
  const parser = new DOMParser({ onError: onErrorStopParsing });
  let root: Element | null;
  try {
    const document = parser.parseFromString(text, MIME_TYPE.XML_TEXT);
    root = document.doctype === null ? document.documentElement : null;
  } catch (error) {
    throw new XmlError('The XML is not well-formed.', { cause: error });
  }
  if (root === null) throw new XmlError('The XML has no root element, or a document type.');
  if (isTooDeep(root)) throw new XmlError(`The XML is nested more than ${MAX_DEPTH} deep.`);
  return root;
};

/** The child elements called `name`. */
export const childrenNamed = (element: Element, name: string): Element[] =>
  childElements(element).filter((child) => child.nodeName === name);

/** The text of the only child called `name`; undefined when there is none. */
export const childText = (element: Element, name: string): string | undefined =>
  childrenNamed(element, name)[0]?.textContent ?? undefined;

/** The start tag and the end tag around whatever an element holds. */
const tags = (element: Element): [open: string, close: string] => {
  const empty = serializer.serializeToString(element.cloneNode(false));
  return [empty.replace(/\/>$/, '>'), `</${element.nodeName}>`];
};

const print = (element: Element, open: (depth: number) => string, depth: number): string => {
  const [start, end] = tags(element);
  const children = childElements(element);
  if (children.length === 0) {
    const text = element.textContent ?? '';
    return text === '' ? start.replace(/>$/, '/>') : `${start}${escapeXml(text)}${end}`;
  }
  const inner = children.map((child) => `${open(depth + 1)}${print(child, open, depth + 1)}`).join('');
  return `${start}${inner}${open(depth)}${end}`;
};

/**
 * The element in one line: layout between elements, comments and CDATA sections are gone, text is as it was. Two
 * elements that hold the same come out the same, so queues can be compared as text.
 */
export const compactXml = (element: Element): string => print(element, () => '', 0);

/** The element over several lines, as CI prints its answers. */
export const prettyXml = (element: Element): string =>
  print(element, (depth) => `\n${'    '.repeat(depth)}`, 0);
