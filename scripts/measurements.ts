/**
 * docs/measurements.md holds every figure. Each command that measures owns one section of it, between `<!-- NAME -->` and
 * `<!-- /NAME -->`; the prose around the sections is written by hand.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';

const FILE = resolve(__dirname, '../docs/measurements.md');

/** The sections, each with the command that writes it. */
export const SECTIONS = {
  board: 'npm run bench',
  server: 'npm run bench:server',
  size: 'npm run size -- --write',
} as const;

export type Section = keyof typeof SECTIONS;

/**
 * Replaces what stands between the two marks of a section.
 * @throws Error unless the document has each mark once, in order
 */
export function withSection(document: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before, rest, ...more] = document.split(start);
  const [old, after, ...others] = (rest ?? '').split(end);
  if (before === undefined || old === undefined || after === undefined || more.length + others.length > 0) {
    throw new Error(`the document must have ${start} and then ${end}, each once`);
  }
  return `${before}${start}\n\n${content.trim()}\n\n${end}${after}`;
}

/** Writes the section into docs/measurements.md, formatted as `npm run format` would. */
export async function publish(name: Section, content: string): Promise<void> {
  // Here, since Jest cannot load it: the tests need the rest of this file only.
  const { format, resolveConfig } = await import('prettier');
  const document = withSection(await readFile(FILE, 'utf8'), name, content);
  const config = await resolveConfig(FILE);
  await writeFile(FILE, await format(document, { ...config, parser: 'markdown' }));
  process.stdout.write('written to docs/measurements.md\n');
}

/** Lays out a Markdown table; the first row is its head. */
export function markdownTable([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
