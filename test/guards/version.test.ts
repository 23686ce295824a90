/** The version is written in three places: what the console tells of itself, the package, and the changelog. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONSOLE_VERSION } from '../../miniprogram/config/version';

const read = (file: string): string => readFileSync(join(__dirname, '../..', file), 'utf8');

test('the console tells the version of the package', () => {
  expect(CONSOLE_VERSION).toBe((JSON.parse(read('package.json')) as { version: string }).version);
});

test('the newest released version of the changelog is that of the package; before the first one, nothing is released', () => {
  const headings = [...read('CHANGELOG.md').matchAll(/^## \[?([^\]\s]+)/gm)].map(([, name]) => name);
  expect(headings).not.toEqual([]);
  const [newest] = headings.filter((name) => name !== 'Unreleased');
  expect([CONSOLE_VERSION, undefined]).toContain(newest);
});
