/** What WeChat DevTools does to miniprogram_npm, and says without it. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { MISSING_NPM_HINT } from './wxml-rules';

const ROOT = path.resolve(__dirname, '../..');
const SOURCES = path.join(ROOT, 'miniprogram');

const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).map((name) =>
  name.split(path.sep).join('/'),
);
const readJson = (file: string): Record<string, unknown> =>
  JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;

describe('构建 npm, whose packer breaks the XML parser', () => {
  test('is not told of a package.json', () => {
    const { setting } = readJson(path.join(ROOT, 'project.config.json'));
    expect(setting).toHaveProperty('packNpmManually', false);
    expect(setting).not.toHaveProperty('packNpmRelationList');
  });

  // It deletes the miniprogram_npm beside each that it finds.
  test('finds no package.json', () => {
    expect(files.filter((name) => path.posix.basename(name) === 'package.json')).toEqual([]);
  });
});

describe('a folder that was opened without `npm ci`', () => {
  const fromNpm = files
    .filter((name) => name.endsWith('.json') && !name.startsWith('miniprogram_npm/'))
    .map((name) => readJson(path.join(SOURCES, name))['usingComponents'] ?? {})
    .map((using) => Object.entries(using as Record<string, string>))
    .map((entries) => entries.filter(([, target]) => target.startsWith('@')).map(([tag]) => tag))
    .filter((tags) => tags.length > 0);

  test('is told what to run by the first component that is missing', () => {
    expect(fromNpm.map(([first]) => first)).not.toEqual([]);
    expect(fromNpm.filter(([first]) => first !== MISSING_NPM_HINT)).toEqual([]);
  });
});
