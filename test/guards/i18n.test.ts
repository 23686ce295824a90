/** Every text that a person reads comes from i18n/, and every text in i18n/ is read by somebody. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import ts from 'typescript';
import { PLACEHOLDER } from '../../miniprogram/i18n/format';
import { DICTIONARIES } from '../../miniprogram/i18n/index';

const ROOT = resolve(__dirname, '../../miniprogram');
const CHINESE = /[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]/;
/** A word that is not the name of something: what a person would read. */
const WORDS = /\p{L}{2,}/u;
/** Attributes whose literal text is seen or read aloud. */
const SPOKEN =
  /\s(?:placeholder|aria-label|label|title|note|value|text|loading-text|busy-text|retry-text)="([^"]*)"/g;

const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .map((name) => name.split(sep).join('/'))
  .filter((name) => !name.startsWith('miniprogram_npm/'));
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');
const screenFiles = (extension: string): string[] =>
  files.filter((name) => /^(pages|components)\//.test(name) && name.endsWith(extension));

const withoutComments = (wxml: string): string => wxml.replace(/<!--[\s\S]*?-->/g, '');
const withoutExpressions = (text: string): string => text.replace(/\{\{[\s\S]*?\}\}/g, '');
/** The same in every language. */
const withoutSchemes = (text: string): string => text.replace(/\bhttps?:\/\//g, '');

/** @returns every literal text of a module, but for what an Error says to a developer. */
function literalsOf(name: string): string[] {
  const literals: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && /Error$/.test(node.expression.getText())) return;
    if (ts.isImportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      literals.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, read(name), ts.ScriptTarget.Latest, true));
  return literals;
}

const allKeys = Object.entries(DICTIONARIES.zh_CN).flatMap(([section, texts]) =>
  Object.keys(texts).map((key) => `${section}.${key}`),
);
const textOf = (key: string): string => {
  const [section = '', name = ''] = key.split('.');
  return (DICTIONARIES.zh_CN as Record<string, Record<string, string>>)[section]?.[name] ?? '';
};

/** @returns the keys that a template shows as `t.key`, each in the section that its folder's code puts into `t`. */
function keysOfTemplate(name: string): string[] {
  const code = files
    .filter((file) => dirname(file) === dirname(name) && file.endsWith('.ts'))
    .map(read)
    .join('\n');
  // `texts('a', 'b')` of a component, `texts: ['a', 'b']` of a page.
  const sections = [...code.matchAll(/\btexts(?:For)?(?:: \[|\()([^\])]*)/g)].flatMap(([, list = '']) =>
    [...list.matchAll(/'(\w+)'/g)].map(([, section]) => section ?? ''),
  );
  const expressions = [...withoutComments(read(name)).matchAll(/\{\{([\s\S]*?)\}\}/g)].map(
    ([, text]) => text ?? '',
  );
  const keys = expressions.flatMap((text) =>
    [...text.matchAll(/(?<![\w.'])t\.(\w+)/g)].map(([, key]) => key ?? ''),
  );
  return keys.map(
    (key) =>
      sections.map((section) => `${section}.${key}`).find((candidate) => allKeys.includes(candidate)) ??
      `${sections.join('|')}.${key} of ${name}`,
  );
}

const keysOfTemplates = screenFiles('.wxml').flatMap(keysOfTemplate);

test('there is something to guard', () => {
  expect(screenFiles('.wxml').length).toBeGreaterThan(5);
  expect(keysOfTemplates.length).toBeGreaterThan(10);
});

test.each(screenFiles('.ts'))('%s has no text of its own', (name) => {
  const sentences = literalsOf(name).filter(
    (text) => CHINESE.test(text) || /^\p{Lu}\p{Ll}+ \p{L}/u.test(text),
  );
  expect(sentences).toEqual([]);
});

test.each(screenFiles('.wxml'))('%s has no text of its own', (name) => {
  const wxml = withoutSchemes(withoutExpressions(withoutComments(read(name))));
  const tagsAway = wxml.replace(/<[^>]*>/g, ' ');
  const spoken = [...wxml.matchAll(SPOKEN)].map(([, text]) => text ?? '');
  expect([tagsAway, ...spoken].filter((text) => WORDS.test(text))).toEqual([]);
  expect(CHINESE.test(withoutComments(read(name)))).toBe(false);
});

test.each(['app.json', ...screenFiles('.json')])(
  '%s has no title of its own: a page sets it in its language',
  (name) => {
    const { window, navigationBarTitleText } = JSON.parse(read(name)) as {
      window?: { navigationBarTitleText?: string };
      navigationBarTitleText?: string;
    };
    expect([window?.navigationBarTitleText ?? '', navigationBarTitleText ?? '']).toEqual(['', '']);
  },
);

test('a template shows only texts that there are', () => {
  expect(keysOfTemplates.filter((key) => !allKeys.includes(key))).toEqual([]);
});

test('a template shows no text with a placeholder: nobody would fill it', () => {
  expect(keysOfTemplates.filter((key) => textOf(key).search(PLACEHOLDER) >= 0)).toEqual([]);
});

test('every text is used', () => {
  const literals = new Set(files.filter((name) => name.endsWith('.ts')).flatMap(literalsOf));
  const shown = new Set(keysOfTemplates);
  // These are looked up by their code; the dictionaries' own test holds them to the codes.
  const byCode = /^(fieldAdvice|errors|fieldErrors|regions)\./;
  expect(allKeys.filter((key) => !byCode.test(key) && !literals.has(key) && !shown.has(key))).toEqual([]);
});
