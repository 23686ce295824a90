/** What the README says can be followed: its scripts, files and settings are there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS } from '../../server/src/config';

const ROOT = join(__dirname, '../..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const scriptsOf = (file: string): string[] =>
  Object.keys((JSON.parse(read(file)) as { scripts: Record<string, string> }).scripts);
const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found);

const links = (text: string): string[] => all(text, /\]\(([^)]+)\)/g);

describe('README.md', () => {
  const text = read('README.md');

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
