import { parseXml, XmlElement, XmlText, type XmlNode } from '@rgrove/parse-xml';
import { AppError, type AppErrorDetails } from '../../models/errors';
import type { XmlRecord, XmlValue } from '../../models/xml';

/** A well-formed document as plain values. */
export interface XmlAnswer {
  /** Name of the root element. */
  root: string;
  value: XmlValue;
  /**
   * Paths below the root (`QueueList.NotifyConfig.X`) of what `COS.util.json2xml` could not write again: attributes, text
   * beside elements, carriage returns, characters that XML cannot hold. CI stores the last ones and sends them back.
   */
  cannotCarry: string[];
}

/** Stands for a character that no XML document can hold. */
const LOST = '\ufffd';
/** Controls and the two that are no characters, raw, and every reference. */
const FORBIDDEN =
  // eslint-disable-next-line no-control-regex -- controls are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|&#(\d+|x[0-9a-f]+);/gi;
/** Ten times a full page of queues. */
const MAX_LENGTH = 1_000_000;
/** Declares what a document means by its entities; CI sends none. */
const DECLARATION = /<!(DOCTYPE|ENTITY)/i;

/**
 * Reads an answer strictly. The SDK's own reader is not used for answers: it takes a truncated document for a shorter one
 * and leaves numeric character references undecoded, so that the next write would escape them twice (measured on 1.8.0).
 *
 * One thing is forgiven: a queue may hold a character that XML cannot, and it must still be seen, and not take the others
 * of its bucket with it. It is read as U+FFFD, and its place is among those that cannot be carried.
 *
 * @param details what is known about the answer besides, for the error
 * @throws AppError BAD_ANSWER if the text is not one well-formed XML document, is too long, or declares entities
 */
export function readXml(text: string, details: AppErrorDetails): XmlAnswer {
  const answer = read(text);
  if (typeof answer === 'string') throw new AppError('BAD_ANSWER', { ...details, note: answer });
  return answer;
}

/**
 * Reads the document that came with an error status.
 * @returns the children of its `Error`; undefined for anything else, which leaves the status to judge by
 */
export function readErrorDocument(text: string): XmlValue | undefined {
  const answer = read(text);
  return typeof answer !== 'string' && answer.root === 'Error' ? answer.value : undefined;
}

/** @returns the document, or what is wrong with it */
function read(text: string): XmlAnswer | string {
  if (text.length > MAX_LENGTH) return 'the answer is too long';
  if (DECLARATION.test(text)) return 'the answer declares a document type';
  try {
    const strict = rootOf(text.trim());
    const root = strict === undefined ? rootOf(withoutForbidden(text.trim())) : strict;
    if (root === undefined) return 'the answer is not well-formed XML';
    if (root === null) return 'the answer has no root element';
    const losses: Losses = { pattern: strict === undefined ? /[\r\ufffd]/ : /\r/, paths: [] };
    return { root: root.name, value: toValue(root, '', losses), cannotCarry: losses.paths };
  } catch (failure) {
    // Nesting without end.
    if (failure instanceof RangeError) return 'the answer is nested too deeply';
    throw failure;
  }
}

/** What is noted as not to be carried, while a document is read. */
interface Losses {
  /** In a text, what cannot be written again. */
  readonly pattern: RegExp;
  readonly paths: string[];
}

/** @returns `undefined` for what is not well-formed: the parser's own error quotes the document, and maybe a token. */
function rootOf(text: string): XmlElement | null | undefined {
  try {
    return parseXml(text).root;
  } catch {
    return undefined;
  }
}

function withoutForbidden(text: string): string {
  return text.replace(FORBIDDEN, (match, reference: string | undefined) => {
    if (reference === undefined) return LOST;
    const code = parseInt(reference.replace(/^x/i, ''), /^x/i.test(reference) ? 16 : 10);
    return isXmlCharacter(code) ? match : LOST;
  });
}

/** XML 1.0, production 2. */
function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

function toValue(element: XmlElement, path: string, losses: Losses): XmlValue {
  const children = element.children.filter((child): child is XmlElement => child instanceof XmlElement);
  const text = element.children
    .filter(isText)
    .map((child) => child.text)
    .join('');
  if (Object.keys(element.attributes).length > 0 || losses.pattern.test(text)) losses.paths.push(path);
  if (children.length === 0) return text;
  if (text.trim() !== '') losses.paths.push(path);
  return toRecord(children, path, losses);
}

function toRecord(children: XmlElement[], path: string, losses: Losses): XmlRecord {
  // Own properties only, whatever an element is called: `record.constructor` must be a child or nothing.
  const record: Record<string, XmlValue | XmlValue[]> = Object.create(null) as Record<string, XmlValue>;
  for (const child of children) {
    const value = toValue(child, path === '' ? child.name : `${path}.${child.name}`, losses);
    const before = record[child.name];
    if (before === undefined) record[child.name] = value;
    else if (Array.isArray(before)) before.push(value);
    else record[child.name] = [before, value];
  }
  return record;
}

function isText(node: XmlNode): node is XmlText {
  return node instanceof XmlText;
}
