/** Reads WXML just far enough to ask questions about tags, attributes and expressions. */

export interface WxmlElement {
  tag: string;
  line: number;
  attributes: ReadonlyMap<string, string>;
}

export interface Wxml {
  elements: readonly WxmlElement[];
  /** What stands inside `{{ }}`, in attributes and in text. */
  expressions: readonly string[];
}

const COMMENT = /<!--[\s\S]*?-->/g;
const EXPRESSION = /\{\{([\s\S]*?)\}\}/g;
const TAG = /<([\w-]+)((?:\s+[^\s=>/"']+(?:\s*=\s*(?:"[^"]*"|'[^']*'))?)*)\s*\/?>/g;
const ATTRIBUTE = /([^\s=>/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?/g;

/** Keeps the lines, so that what follows still stands where it stood. */
const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

function readAttributes(text: string): Map<string, string> {
  const found = [...text.matchAll(ATTRIBUTE)];
  return new Map(found.map(([, name = '', double, single]) => [name, double ?? single ?? '']));
}

export function readWxml(source: string): Wxml {
  const code = source.replace(COMMENT, blank);
  const expressions = [...code.matchAll(EXPRESSION)].map(([, expression = '']) => expression.trim());
  const elements = [...code.matchAll(TAG)].map(({ 1: tag = '', 2: attributes = '', index }) => ({
    tag,
    line: code.slice(0, index).split('\n').length,
    attributes: readAttributes(attributes),
  }));
  return { elements, expressions };
}
