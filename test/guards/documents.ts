/** Reads the Markdown documents of the repository for the guards. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const ROOT = resolve(__dirname, '../..');

/** Every document, as paths from the root. */
export const DOCUMENTS: readonly string[] = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  'test/sandbox/phone/README.md',
];

/** The documents that exist in both languages: English, Chinese. */
export const TWINS: readonly (readonly [english: string, chinese: string])[] = DOCUMENTS.filter((file) =>
  file.endsWith('.zh-CN.md'),
).map((chinese) => [chinese.replace('.zh-CN', ''), chinese]);

export const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** @returns the first group of each match. */
export const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found);

const LINK_TARGET = /\]\(([^)]+)\)/g;
const CODE_BLOCK = /^(```.*\n[^]*?^```)$/gm;
const INLINE_CODE = /`([^`]+)`/g;

/** @returns the targets of links and pictures. */
export const links = (text: string): string[] => all(text, LINK_TARGET);

export const codeBlocks = (text: string): string[] => all(text, CODE_BLOCK);

export const withoutBlocks = (text: string): string => text.replace(CODE_BLOCK, '');

/** @returns what stands between backticks, on one line each. */
export const inlineCodes = (text: string): string[] =>
  all(withoutBlocks(text), INLINE_CODE).map((code) => code.replace(/\s+/g, ' '));

export const withoutCodes = (text: string): string =>
  withoutBlocks(text).replace(INLINE_CODE, '').replace(LINK_TARGET, ']');

/** @returns the cells of every table row, marks of the head left out. */
export const tableRows = (text: string): string[][] =>
  withoutBlocks(text)
    .split('\n')
    .filter((line) => /^\|.*\|$/.test(line) && !/^\|[ :|-]+\|$/.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );

export interface Chapter {
  /** The heading with its marks: `### Speed`. */
  heading: string;
  body: string;
}

/** Splits a document at its headings. A `#` in a code block is a comment. */
export function chaptersOf(text: string): Chapter[] {
  const chapters: Chapter[] = [];
  let inBlock = false;
  for (const line of text.split('\n')) {
    if (line.startsWith('```')) inBlock = !inBlock;
    const last = chapters.at(-1);
    if (!inBlock && /^#+ /.test(line)) chapters.push({ heading: line, body: '' });
    else if (last) last.body += `${line}\n`;
  }
  return chapters;
}
