/** What the READMEs say can be followed: their scripts, files and settings are there. And both languages say the same. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS } from '../../server/src/config';

const ROOT = join(__dirname, '../..');
const ENGLISH = 'README.md';
const CHINESE = 'README.zh-CN.md';

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const scriptsOf = (file: string): string[] =>
  Object.keys((JSON.parse(read(file)) as { scripts: Record<string, string> }).scripts);
const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found);

const LINK_TARGET = /\]\(([^)]+)\)/g;
const CODE_BLOCK = /^(```.*\n[^]*?^```)$/gm;
const INLINE_CODE = /`([^`]+)`/g;

const links = (text: string): string[] => all(text, LINK_TARGET);
const withoutBlocks = (text: string): string => text.replace(CODE_BLOCK, '');

describe.each([ENGLISH, CHINESE])('%s', (file) => {
  const text = read(file);

  test('names only npm scripts that are there', () => {
    const known = [...scriptsOf('package.json'), ...scriptsOf('server/package.json')];
    const named = all(text, /npm run ([\w:-]+)/g);
    expect(named).not.toEqual([]);
    expect(named.filter((script) => !known.includes(script))).toEqual([]);
  });

  test('links and pictures lead somewhere', () => {
    const local = links(text).filter((link) => !/^(https?:|#)/.test(link));
    expect(local).not.toEqual([]);
    expect(local.filter((link) => !existsSync(join(ROOT, link)))).toEqual([]);
  });

  test('has every setting of the server', () => {
    expect(SETTINGS.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});

interface Chapter {
  /** The heading with its marks: `### Speed`. */
  heading: string;
  body: string;
}

/** The chapters of a README. A `#` in a code block is a comment, no heading. */
function chaptersOf(file: string): Chapter[] {
  const chapters: Chapter[] = [];
  let inBlock = false;
  for (const line of read(file).split('\n')) {
    if (line.startsWith('```')) inBlock = !inBlock;
    const last = chapters.at(-1);
    if (!inBlock && /^#+ /.test(line)) chapters.push({ heading: line, body: '' });
    else if (last) last.body += `${line}\n`;
  }
  return chapters;
}

/** What stands for a chapter that one of the two lacks. */
const NO_CHAPTER: Chapter = { heading: '(no such chapter)', body: '' };

/** The marks of a heading: their number is its level. */
const level = ({ heading }: Chapter): string => heading.replace(/ .*/, '');

/** Code blocks without their comments. A `text` block is a drawing, whose words are translated: only its place counts. */
const commands = ({ body }: Chapter): string[] =>
  all(body, CODE_BLOCK).map((block) =>
    block.startsWith('```text') ? '```text' : block.replace(/\s+#.*$/gm, ''),
  );

/** Targets of links and pictures, in any order. Anchors follow the language, and each README links the other. */
const targets = ({ body }: Chapter): string[] =>
  all(body, /(!?\[[^\]]*\]\([^)]+\))/g)
    .map((link) => `${link.startsWith('!') ? 'picture' : 'link'} ${links(link).join()}`)
    .map((link) => link.replace(/#.*/, '#').replace(/ README.*/, ' the other language'))
    .sort();

/** Every number written in digits, in any order, without its thousands separators. */
const figures = ({ body }: Chapter): string[] =>
  all(
    withoutBlocks(body)
      .replace(INLINE_CODE, '')
      .replace(LINK_TARGET, ']')
      .replace(/(?<=\d),(?=\d{3}(?!\d))/g, ''),
    /(\d+(?:\.\d+)*)/g,
  ).sort();

/** What stands between backticks, each once, in any order. */
const codes = ({ body }: Chapter): string[] => {
  const found = all(withoutBlocks(body), INLINE_CODE).map((code) => code.replace(/\s+/g, ' '));
  return [...new Set(found)].sort();
};

/** What `one` has more often than `other`. */
function beyond(one: string[], other: string[]): string[] {
  const left = [...other];
  return one.filter((item) => {
    const at = left.indexOf(item);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

describe('both READMEs are twins', () => {
  const english = chaptersOf(ENGLISH);
  const chinese = chaptersOf(CHINESE);

  const pairs = Array.from({ length: Math.max(english.length, chinese.length) }, (_, index) => {
    const [here = NO_CHAPTER, there = NO_CHAPTER] = [english[index], chinese[index]];
    return { here, there, chapter: `${here.heading} / ${there.heading}` };
  });

  test('the same chapters, at the same levels', () => {
    expect(pairs.length).toBeGreaterThan(1);
    const differing = pairs.filter(({ here, there }) => level(here) !== level(there));
    expect(differing.map(({ chapter }) => chapter)).toEqual([]);
  });

  test.each([
    ['code blocks', commands],
    ['links and pictures', targets],
    ['figures', figures],
    ['inline code', codes],
  ])('the same %s in each chapter', (_what, of) => {
    expect(english.flatMap(of)).not.toEqual([]);
    const differences = pairs.flatMap(({ here, there, chapter }) => {
      const [inEnglish, inChinese] = [of(here), of(there)];
      if (inEnglish.join('\n') === inChinese.join('\n')) return [];
      return [
        {
          chapter,
          [`only in ${ENGLISH}`]: beyond(inEnglish, inChinese),
          [`only in ${CHINESE}`]: beyond(inChinese, inEnglish),
        },
      ];
    });
    expect(differences).toEqual([]);
  });
});
