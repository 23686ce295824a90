import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buildPhone } from './build';

let folder: string;
let root: string;
let out: string;

const write = async (name: string, text: string): Promise<void> => {
  const file = path.join(root, name);
  await fs.mkdir(path.dirname(file), { recursive: true });
  await fs.writeFile(file, text);
};
const build = (): Promise<void> => buildPhone(out, { root, npm: path.join(root, 'miniprogram_npm') });
const styles = (): Promise<string> => fs.readFile(path.join(out, 'mini-program.css'), 'utf8');

beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'phone-build-'));
  root = path.join(folder, 'miniprogram');
  out = path.join(folder, 'out');
  await write('app.json', '{"pages": ["pages/a/a"]}');
  await write('app.ts', 'App({});');
  await write('pages/a/a.json', '{"usingComponents": {"part": "/part/part"}}');
  await write('pages/a/a.wxml', '<part bind:done="onDone" />');
  await write('pages/a/a.wxss', '.a { width: 75rpx; }');
  await write('pages/a/a.ts', "import { word } from 'words';\nComponent({ data: { word } });");
  await write('part/part.json', '{"component": true}');
  await write('part/part.wxml', '<view class="a" />');
  await write('part/part.wxss', ':host { display: block; }\n.a, button .a { color: red; }');
  await write('part/part.ts', 'Component({});');
  await write('miniprogram_npm/words/index.js', "exports.word = 'w';");
  await write('../outside.ts', 'export {};');
});

afterEach(() => fs.rm(folder, { recursive: true }));

test('the phone is plain files that one folder serves', async () => {
  await build();
  expect((await fs.readdir(out)).sort()).toEqual([
    'app.html',
    'frame.css',
    'frame.js',
    'frame.js.map',
    'host.css',
    'host.js',
    'host.js.map',
    'index.html',
    'mini-program.css',
    'mini-program.js',
    'mini-program.js.map',
  ]);
});

test('rules of a component and of a page stay with them, and rpx follows the width', async () => {
  await build();
  const css = await styles();
  expect(css).toContain(':where([data-page="pages/a/a"]) .a { width: 10vw; }');
  expect(css).toMatch(
    /\[wx-host=(c\d)\] \{ display: block; \}\s*\.\1--a, wx-button \.\1--a \{ color: red; \}/,
  );
});

test("a theme is the phone's, and other conditions of a media query stay", async () => {
  await write(
    'app.wxss',
    '@media (prefers-color-scheme: dark) and (min-width: 1px) { page { color: red; } }',
  );
  await build();
  expect((await styles()).replace(/\s+/g, ' ')).toContain(
    '@media (min-width: 1px) { :where([data-theme=dark]) page { color: red; } }',
  );
});

test.each([
  [
    'a component that is not there',
    'pages/a/a.json',
    '{"usingComponents": {"part": "../b/b"}}',
    /"..\/b\/b" does not exist/,
  ],
  ['a template that is wrong', 'part/part.wxml', '<view>\n<text', /part\/part\.wxml:2/],
  ['a style sheet that is not there', 'part/part.wxss', "@import '../none.wxss';", /none\.wxss/],
  ['style sheets that import each other', 'part/part.wxss', "@import './part.wxss';", /goes in a circle/],
  ['a package that is not built', 'pages/a/a.ts', "import 'other';", /"other" is not in miniprogram_npm/],
  ['a file outside the mini-program', 'pages/a/a.ts', "import '../../../outside';", /outside/],
  [
    'json as a module',
    'pages/a/a.ts',
    "import a from './a.json';\nComponent({ data: a });",
    /can not require/,
  ],
  ['code that does not parse', 'pages/a/a.ts', 'Component({', /pages\/a\/a\.ts:1:11/],
])('%s stops the build', async (_, file, text, message) => {
  await write(file, text);
  await expect(build()).rejects.toThrow(message);
});

test('packages that were never built are told apart from missing ones', async () => {
  await fs.rm(path.join(root, 'miniprogram_npm'), { recursive: true });
  await expect(build()).rejects.toThrow('run "npm run build:npm" first');
});
