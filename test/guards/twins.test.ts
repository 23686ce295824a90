/** Both languages of a document say the same: the same chapters, commands, links, figures and names. */
import {
  all,
  chaptersOf,
  codeBlocks,
  inlineCodes,
  links,
  read,
  TWINS,
  withoutCodes,
  type Chapter,
} from './documents';

/** Stands for a chapter that one of the two lacks. */
const NO_CHAPTER: Chapter = { heading: '(no such chapter)', body: '' };

/** The marks of a heading: their number is its level. */
const level = ({ heading }: Chapter): string => heading.replace(/ .*/, '');

/** Code blocks without their comments. A `text` block is a drawing, whose words are translated: only its place counts. */
const commands = ({ body }: Chapter): string[] =>
  codeBlocks(body).map((block) => (block.startsWith('```text') ? '```text' : block.replace(/\s+#.*$/gm, '')));

/** Targets of links and pictures, in any order, without what names the language. */
const targets = ({ body }: Chapter): string[] =>
  all(body, /(!?\[[^\]]*\]\([^)]+\))/g)
    .map((link) => `${link.startsWith('!') ? 'picture' : 'link'} ${links(link).join()}`)
    .map((link) => link.replace(/#.*/, '#').replace('.zh-CN.md', '.md').replace('-en.png', '.png'))
    .sort();

/** Every number written in digits, in any order, without its thousands separators. */
const figures = ({ body }: Chapter): string[] =>
  all(withoutCodes(body).replace(/(?<=\d),(?=\d{3}(?!\d))/g, ''), /(\d+(?:\.\d+)*)/g).sort();

/** What stands between backticks, each once, in any order. */
const codes = ({ body }: Chapter): string[] =>
  [...new Set(inlineCodes(body).map((code) => code.replace('.zh-CN.md', '.md')))].sort();

/** @returns what `one` has more often than `other`. */
function beyond(one: string[], other: string[]): string[] {
  const left = [...other];
  return one.filter((item) => {
    const at = left.indexOf(item);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

test('README, deploy and security have a Chinese twin', () => {
  expect(TWINS.map(([english]) => english).sort()).toEqual([
    'README.md',
    'docs/deploy.md',
    'docs/security.md',
  ]);
});

describe.each(TWINS)('%s and %s', (english, chinese) => {
  const [here, there] = [chaptersOf(read(english)), chaptersOf(read(chinese))];
  const pairs = Array.from({ length: Math.max(here.length, there.length) }, (_, index) => {
    const [one = NO_CHAPTER, other = NO_CHAPTER] = [here[index], there[index]];
    return { one, other, chapter: `${one.heading} / ${other.heading}` };
  });

  test('the same chapters, at the same levels', () => {
    expect(pairs.length).toBeGreaterThan(1);
    const differing = pairs.filter(({ one, other }) => level(one) !== level(other));
    expect(differing.map(({ chapter }) => chapter)).toEqual([]);
  });

  test.each([
    ['code blocks', commands],
    ['links and pictures', targets],
    ['figures', figures],
    ['inline code', codes],
  ])('the same %s in each chapter', (_what, of) => {
    const differences = pairs.flatMap(({ one, other, chapter }) => {
      const [mine, theirs] = [of(one), of(other)];
      if (mine.join('\n') === theirs.join('\n')) return [];
      return [
        {
          chapter,
          [`only in ${english}`]: beyond(mine, theirs),
          [`only in ${chinese}`]: beyond(theirs, mine),
        },
      ];
    });
    expect(differences).toEqual([]);
  });

  test('links, figures and names are found at all', () => {
    for (const part of [targets, figures, codes]) expect(here.flatMap(part)).not.toEqual([]);
  });
});
