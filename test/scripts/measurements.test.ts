import { readFileSync } from 'node:fs';
import path from 'node:path';
import { markdownTable, SECTIONS, withSection } from '../../scripts/measurements';

const DOCUMENT = [
  '# Title',
  '<!-- one -->',
  'old',
  '<!-- /one -->',
  'prose',
  '<!-- two -->',
  '<!-- /two -->',
];
const text = (...lines: string[]): string => lines.join('\n');

test('replaces the content between the two marks', () => {
  expect(withSection(text(...DOCUMENT), 'one', 'new\n')).toBe(
    text('# Title', '<!-- one -->', '', 'new', '', '<!-- /one -->', 'prose', '<!-- two -->', '<!-- /two -->'),
  );
});

test('fills an empty section', () => {
  expect(withSection(text(...DOCUMENT), 'two', 'new')).toContain('<!-- two -->\n\nnew\n\n<!-- /two -->');
});

test('changes nothing when the same content is written again', () => {
  const once = withSection(text(...DOCUMENT), 'one', 'new');
  expect(withSection(once, 'one', 'new')).toBe(once);
});

test.each([
  ['no mark at all', text('prose')],
  ['no end', text('<!-- one -->', 'prose')],
  ['the end before the start', text('<!-- /one -->', '<!-- one -->')],
  ['two starts', text('<!-- one -->', '<!-- one -->', '<!-- /one -->')],
  ['two ends', text('<!-- one -->', '<!-- /one -->', '<!-- /one -->')],
])('refuses a document with %s', (_what, document) => {
  expect(() => withSection(document, 'one', 'new')).toThrow('each once');
});

test('lays out a table for Markdown', () => {
  expect(
    markdownTable([
      ['part', 'KB'],
      ['pages', '1.0'],
    ]),
  ).toBe('| part | KB |\n| --- | --- |\n| pages | 1.0 |');
});

describe('docs/measurements.md', () => {
  const document = readFileSync(path.resolve(__dirname, '../../docs/measurements.md'), 'utf8');

  test.each(Object.entries(SECTIONS))('has a filled section %s and names %s', (name, command) => {
    expect(document).toContain(`\`${command}\``);
    const filled = withSection(document, name, 'x').length;
    expect(document.length).toBeGreaterThan(filled);
  });
});
