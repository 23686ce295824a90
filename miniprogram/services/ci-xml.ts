import { parseXml, XmlElement, XmlText, type XmlNode } from '@rgrove/parse-xml';
import { AppError, type AppErrorDetails } from '../models/errors';
import type { XmlRecord, XmlValue } from '../models/xml';

/** A well-formed document as plain values. */
export interface XmlAnswer {
  /** Name of the root element. */
  root: string;
  value: XmlValue;
  /**
   * Paths below the root (`QueueList.NotifyConfig.X`) of what `COS.util.json2xml` could not write again: attributes, text
   * beside elements, carriage returns. CI sends none of these today.
   */
  cannotCarry: string[];
}

/**
 * Reads an answer strictly. The SDK's own reader is not used for answers: it takes a truncated document for a shorter one
 * and leaves numeric character references undecoded, so that the next write would escape them twice (measured on 1.8.0).
 *
 * @param details what is known about the answer besides, for the error
 * @throws AppError BAD_ANSWER if the text is not one well-formed XML document
 */
export function readXml(text: string, details: AppErrorDetails): XmlAnswer {
  let root: XmlElement | null;
  try {
    root = parseXml(text.trim()).root;
  } catch {
    // The parser's own error quotes the document, which may hold a callback token: it must not travel with ours.
    throw new AppError('BAD_ANSWER', { ...details, note: 'the answer is not well-formed XML' });
  }
  if (root === null) throw new AppError('BAD_ANSWER', { ...details, note: 'the answer has no root element' });
  const cannotCarry: string[] = [];
  return { root: root.name, value: toValue(root, '', cannotCarry), cannotCarry };
}

function toValue(element: XmlElement, path: string, cannotCarry: string[]): XmlValue {
  const children = element.children.filter((child): child is XmlElement => child instanceof XmlElement);
  const text = element.children
    .filter(isText)
    .map((child) => child.text)
    .join('');
  if (Object.keys(element.attributes).length > 0 || text.includes('\r')) cannotCarry.push(path);
  if (children.length === 0) return text;
  if (text.trim() !== '') cannotCarry.push(path);
  return toRecord(children, path, cannotCarry);
}

function toRecord(children: XmlElement[], path: string, cannotCarry: string[]): XmlRecord {
  // Own properties only, whatever an element is called: `record.constructor` must be a child or nothing.
  const record: Record<string, XmlValue | XmlValue[]> = Object.create(null) as Record<string, XmlValue>;
  for (const child of children) {
    const value = toValue(child, path === '' ? child.name : `${path}.${child.name}`, cannotCarry);
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
