/** What `npm ci` needs and does: said in several places, and in each of them the same. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

interface Manifest {
  engines: { node: string };
  allowScripts?: Record<string, boolean>;
}
interface Lock {
  packages: Record<string, { hasInstallScript?: boolean; version: string }>;
}
const manifest = (folder: string): Manifest => JSON.parse(read(`${folder}package.json`)) as Manifest;
const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found);

describe('Node.js', () => {
  const { node } = manifest('').engines;
  const majors = all(node, /(\d+)(?:\.\d+)*/g);

  test('the server runs where the rest does', () => {
    expect(manifest('server/').engines.node).toBe(node);
  });

  test('each line is tried with the whole gate', () => {
    const lines = read('.github/workflows/test.yml').split('\n');
    const whole = lines.filter((line) => line.includes('ubuntu-latest') && !line.includes('jest'));
    expect(whole.flatMap((line) => all(line, /node: '(\d+)/g))).toEqual(majors);
  });

  test('the version for contributors is one of them', () => {
    expect(majors).toContain(read('.nvmrc').trim());
  });

  test.each(['README.md', 'README.zh-CN.md'])('%s names them', (file) => {
    const [sentence = ''] = all(read(file), /^(.*Node\.js \d.*)$/gm);
    expect(sentence).not.toBe('');
    expect(majors.filter((major) => !sentence.includes(major))).toEqual([]);
  });
});

// npm 11 runs none that is not listed, and warns of it at each install. None is needed: all were tried without.
test('install scripts of packages are known and do not run', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as Lock;
  const withScript = Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([name]) => name.replace(/^.*node_modules\//, ''));
  const expected = Object.fromEntries([...new Set(withScript)].map((name) => [name, false]));
  expect(manifest('').allowScripts).toEqual(expected);
});
