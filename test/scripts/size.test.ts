import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { measure, sizeSection, table } from '../../scripts/package/measure';

let root: string;

const write = async (name: string, text: string): Promise<void> => {
  const file = path.join(root, name);
  await fs.mkdir(path.dirname(file), { recursive: true });
  await fs.writeFile(file, text);
};

/** A page or component of nothing but its configuration and a script. */
const writeComponent = async (name: string, config: object = {}, script = ''): Promise<void> => {
  await write(`${name}.json`, JSON.stringify(config));
  await write(`${name}.ts`, script);
};

const files = (): string[] =>
  measure(root)
    .files.map(({ file }) => file)
    .sort();
const bytesOf = (name: string): number | undefined =>
  measure(root).files.find(({ file }) => file === name)?.bytes;

beforeEach(async () => {
  root = await fs.mkdtemp(path.join(os.tmpdir(), 'size-'));
  await write('app.json', '{"pages": ["pages/home/home"]}');
  await write('app.ts', '');
  await writeComponent('pages/home/home');
});

afterEach(() => fs.rm(root, { recursive: true }));

const APP = ['app.json', 'app.ts', 'pages/home/home.json', 'pages/home/home.ts'];

/** What the package holds besides {@link APP}. */
const added = (): string[] => files().filter((file) => !APP.includes(file));

describe('what counts', () => {
  test('the app and its pages, and nothing that only lies beside them', async () => {
    await write('app.wxss', 'page { color: red; }');
    await write('theme.json', '{}');
    await write('sitemap.json', '{}');
    await write(
      'app.json',
      '{"pages": ["pages/home/home"], "themeLocation": "theme.json", "sitemapLocation": "sitemap.json"}',
    );
    await write('pages/home/home.wxml', '<view />');
    await write('pages/home/home.wxss', '');
    await write('pages/home/README.md', 'words');
    await writeComponent('pages/old/old');
    await write('utils/old.ts', 'export const old = 1;');
    expect(added()).toEqual([
      'app.wxss',
      'pages/home/home.wxml',
      'pages/home/home.wxss',
      'sitemap.json',
      'theme.json',
    ]);
  });

  test('pages of sub-packages', async () => {
    await write(
      'app.json',
      '{"pages": ["pages/home/home"], "subPackages": [{"root": "more", "pages": ["deep/deep"]}]}',
    );
    await writeComponent('more/deep/deep');
    expect(added()).toEqual(['more/deep/deep.json', 'more/deep/deep.ts']);
  });

  test('components of the app, of a page and of components, from the root, from beside and from a package', async () => {
    await write('app.json', '{"pages": ["pages/home/home"], "usingComponents": {"a": "components/a/a"}}');
    await writeComponent('components/a/a', { usingComponents: { b: '../b/b', a: './a' } });
    await writeComponent('components/b/b', { usingComponents: { cell: '@scope/views/cell/index' } });
    await write(
      'miniprogram_npm/@scope/views/cell/index.json',
      '{"usingComponents": {"icon": "../icon/index"}}',
    );
    await write('miniprogram_npm/@scope/views/cell/index.js', "require('../common')");
    await write('miniprogram_npm/@scope/views/icon/index.json', '{}');
    await write('miniprogram_npm/@scope/views/icon/index.js', '');
    await write('miniprogram_npm/@scope/views/common.js', '');
    await write('miniprogram_npm/@scope/views/unused/index.js', '');
    await writeComponent('pages/home/home', {
      usingComponents: { c: '/components/c' },
      componentGenerics: { row: { default: '/components/row/row' }, cell: true },
    });
    await writeComponent('components/c/index');
    await writeComponent('components/row/row');
    expect(added()).toEqual([
      'components/a/a.json',
      'components/a/a.ts',
      'components/b/b.json',
      'components/b/b.ts',
      'components/c/index.json',
      'components/c/index.ts',
      'components/row/row.json',
      'components/row/row.ts',
      'miniprogram_npm/@scope/views/cell/index.js',
      'miniprogram_npm/@scope/views/cell/index.json',
      'miniprogram_npm/@scope/views/common.js',
      'miniprogram_npm/@scope/views/icon/index.js',
      'miniprogram_npm/@scope/views/icon/index.json',
    ]);
  });

  test('scripts: imported, re-exported, required at once or later, from folders and packages; no types', async () => {
    await writeComponent(
      'pages/home/home',
      {},
      `import { one } from '../../utils/one';
       import type { T } from '../../models/types';
       export * from '../../utils';
       const late = (): unknown => require('../../utils/late.js');
       require('../../utils/callback', () => undefined);
       void require.async('../../utils/async');
       void import('../../utils/dynamic');
       import sdk from 'sdk';
       one(sdk, late as T);`,
    );
    await write('models/types.ts', 'export type T = never;');
    for (const name of ['one', 'index', 'callback', 'async', 'dynamic']) {
      await write(`utils/${name}.ts`, `export const ${name} = 1;`);
    }
    await write('utils/late.js', "exports.again = require('./late');");
    await write('miniprogram_npm/sdk/index.js', 'module.exports = 1;');
    expect(added()).toEqual([
      'miniprogram_npm/sdk/index.js',
      'utils/async.ts',
      'utils/callback.ts',
      'utils/dynamic.ts',
      'utils/index.ts',
      'utils/late.js',
      'utils/one.ts',
    ]);
  });

  test('templates and WXS, and what these lead to; not what a comment names', async () => {
    await write(
      'pages/home/home.wxml',
      `<!-- <import src="./gone.wxml" /> -->
       <import src="../../templates/row" />
       <include wx:if="{{a > b}}" src="/templates/foot.wxml" />
       <wxs module="a" src="./a.wxs"></wxs>
       <wxs module="b">var c = require('../../wxs/c.wxs'); module.exports = c;</wxs>
       <image src="{{picture}}" /><web-view src="https://example.com" />`,
    );
    await write('templates/row.wxml', '<import src="./cell.wxml" />');
    await write('templates/cell.wxml', '<view />');
    await write('templates/foot.wxml', '<view />');
    await write('pages/home/a.wxs', "var c = require('../../wxs/c.wxs');");
    await write('wxs/c.wxs', 'module.exports = 1;');
    await write('wxs/unused.wxs', '');
    expect(added()).toEqual([
      'pages/home/a.wxs',
      'pages/home/home.wxml',
      'templates/cell.wxml',
      'templates/foot.wxml',
      'templates/row.wxml',
      'wxs/c.wxs',
    ]);
  });

  test('style sheets that others import', async () => {
    await write(
      'pages/home/home.wxss',
      `@import '../../styles/a'; /* @import 'gone.wxss'; */ @import url("/styles/b.wxss");`,
    );
    await write('styles/a.wxss', "@import './c.wxss';");
    await write('styles/b.wxss', '');
    await write('styles/c.wxss', '');
    await write('styles/unused.wxss', '');
    expect(added()).toEqual(['pages/home/home.wxss', 'styles/a.wxss', 'styles/b.wxss', 'styles/c.wxss']);
  });

  test('every picture: its name may be put together on the phone', async () => {
    await write('images/a.png', 'not really');
    expect(added()).toEqual(['images/a.png']);
    expect(bytesOf('images/a.png')).toBe(10);
  });

  test.each([
    ['a require that cannot be followed', "const name = 'x'; require('./' + name);", /cannot be followed/],
    ['a script that is not there', "import './gone';", /names ".\/gone", which is not there/],
  ])('%s is an error', async (_what, script, message) => {
    await writeComponent('pages/home/home', {}, script);
    expect(() => measure(root)).toThrow(message);
  });

  test('a component that is not there is an error', async () => {
    await writeComponent('pages/home/home', { usingComponents: { a: './a' } });
    expect(() => measure(root)).toThrow(/home.json names ".\/a", which is not there/);
  });
});

describe('what a file weighs', () => {
  test('a script: without types, comments and long names', async () => {
    await writeComponent(
      'pages/home/home',
      {},
      'const someNumber: number = getApp(); // why\nPage({ data: { a: someNumber, b: someNumber } });',
    );
    expect(bytesOf('pages/home/home.ts')).toBe(
      '"use strict";const e=getApp();Page({data:{a:e,b:e}});'.length,
    );
  });

  test('a text: its UTF-8', async () => {
    await write('utils/text.js', "module.exports = '队列';");
    await writeComponent('pages/home/home', {}, "require('../../utils/text');");
    expect(bytesOf('utils/text.js')).toBe('module.exports="";'.length + 6);
  });

  test('a template: without comments and the white space between tags; texts and bindings stay', async () => {
    await write(
      'pages/home/home.wxml',
      `<!-- why -->
<view
  class="a  b"
  wx:if="{{a  > b}}"
>
  <text>two  words {{ a  }}</text>
  <view />
</view>
`,
    );
    expect(bytesOf('pages/home/home.wxml')).toBe(
      '<view class="a  b" wx:if="{{a  > b}}"><text>two words {{ a  }}</text><view/></view>'.length,
    );
  });

  test('a style sheet and a configuration: without white space', async () => {
    await write('pages/home/home.wxss', '/* why */\n.a {\n  color: red;\n}\n');
    await write('pages/home/home.json', '{\n  "usingComponents": {}\n}\n');
    expect(bytesOf('pages/home/home.wxss')).toBe('.a{color:red}'.length);
    expect(bytesOf('pages/home/home.json')).toBe('{"usingComponents":{}}'.length);
  });
});

describe('the account', () => {
  test('parts are packages and folders; ours is what comes from no package', async () => {
    await write('miniprogram_npm/@scope/tool/index.js', 'exports.a = 1;');
    await write('miniprogram_npm/sdk/index.js', 'exports.b = 1;');
    await write('utils/x.ts', '');
    await writeComponent(
      'pages/home/home',
      {},
      "require('@scope/tool'); require('sdk'); require('../../utils/x');",
    );
    const { parts, total, ours } = measure(root);
    expect(parts.map(({ part }) => part).sort()).toEqual(['@scope/tool', 'app', 'pages', 'sdk', 'utils']);
    expect(total).toBe(parts.reduce((sum, { bytes }) => sum + bytes, 0));
    expect(ours).toBe(total - 2 * 'exports.a=1;'.length);
  });

  test('the table has every part, ours last, and the sums beside their budgets', async () => {
    await write('miniprogram_npm/sdk/index.js', 'exports.a = 1;');
    await writeComponent('pages/home/home', {}, "require('sdk');");
    expect(table(measure(root)).split('\n')).toEqual([
      'part               files    bytes      KB',
      'sdk                    1       12     0.0',
      'app                    2       42     0.0',
      'pages                  2       30     0.0',
      'ours                   4       72     0.1',
      'total                  5       84     0.1 of 500.0',
    ]);
  });

  test('the published table has every part, ours last, and the sums beside their budgets', async () => {
    await write('miniprogram_npm/sdk/index.js', 'exports.a = 1;');
    await writeComponent('pages/home/home', {}, "require('sdk');");
    expect(sizeSection(measure(root)).split('\n')).toEqual([
      '| part | KB | budget, KB |',
      '| --- | --- | --- |',
      '| `sdk` | 0.0 |  |',
      '| app | 0.0 |  |',
      '| pages | 0.0 |  |',
      '| **ours** | **0.1** |  |',
      '| **total** | **0.1** | 500.0 |',
    ]);
  });
});
