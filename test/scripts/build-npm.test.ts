import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SCRIPT = path.resolve(__dirname, '../../scripts/build-npm.mjs');

// Each build is a process of its own.
jest.setTimeout(60_000);

let root: string;

const write = async (name: string, text: string): Promise<void> => {
  const file = path.join(root, name);
  await fs.mkdir(path.dirname(file), { recursive: true });
  await fs.writeFile(file, text);
};
const read = (name: string): Promise<string> =>
  fs.readFile(path.join(root, 'miniprogram/miniprogram_npm', name), 'utf8');
const build = async (): Promise<string> => (await run(process.execPath, [SCRIPT, root])).stdout.trim();

beforeEach(async () => {
  root = await fs.mkdtemp(path.join(os.tmpdir(), 'build-npm-'));
  await write(
    'package.json',
    '{"dependencies": {"@scope/views": "1", "bundled": "1", "alone": "1"}, "devDependencies": {"tool": "1"}}',
  );
  await write('node_modules/@scope/views/package.json', '{"miniprogram": "lib"}');
  await write('node_modules/@scope/views/lib/cell/index.wxml', '<view />');
  await write('node_modules/@scope/views/src/cell.ts', 'not for a phone');
  await write(
    'node_modules/bundled/package.json',
    '{"main": "./dist/index.js", "module": "./dist/index.mjs"}',
  );
  await write('node_modules/bundled/dist/index.js', "exports.answer = require('./part').answer ?? 0;");
  await write('node_modules/bundled/dist/part.js', 'exports.answer = 42;');
  await write('node_modules/alone/package.json', '{"main": "dist/alone.min.js"}');
  await write(
    'node_modules/alone/dist/alone.min.js',
    '!function(e,t){module.exports=t()}(window,(function(){return 1}));\n',
  );
  await write('node_modules/tool/package.json', '{"main": "index.js"}');
  await write('node_modules/tool/index.js', '');
});

afterEach(() => fs.rm(root, { recursive: true }));

test('a package made for mini-programs gives its folder', async () => {
  await build();
  expect(await fs.readdir(path.join(root, 'miniprogram/miniprogram_npm/@scope/views'))).toEqual(['cell']);
  expect(await read('@scope/views/cell/index.wxml')).toBe('<view />');
});

test('a main that requires nothing is copied as it is', async () => {
  await build();
  expect(await read('alone/index.js')).toBe(
    '!function(e,t){module.exports=t()}(window,(function(){return 1}));\n',
  );
});

test('a main that requires other files becomes one file for old cores', async () => {
  await build();
  expect(await fs.readdir(path.join(root, 'miniprogram/miniprogram_npm/bundled'))).toEqual(['index.js']);
  const code = await read('bundled/index.js');
  expect(code).not.toContain('??');
  const file = path.join(root, 'miniprogram/miniprogram_npm/bundled/index.js');
  const { stdout } = await run(process.execPath, ['-p', `require(${JSON.stringify(file)}).answer`]);
  expect(stdout.trim()).toBe('42');
});

test('a build for browsers is taken instead of main, as one file for old cores', async () => {
  await write(
    'node_modules/bundled/package.json',
    '{"main": "./dist/index.js", "browser": "./dist/browser.js"}',
  );
  await write(
    'node_modules/bundled/dist/browser.js',
    'exports.answer = null ?? 43;\n//# sourceMappingURL=browser.js.map\n',
  );
  await build();
  const code = await read('bundled/index.js');
  expect(code).toContain('43');
  expect(code).not.toMatch(/\?\?|sourceMappingURL/);
});

test('sources beside a minified main are taken instead of it, as one file for old cores', async () => {
  await write('node_modules/alone/index.js', "module.exports = require('./src/two');");
  await write('node_modules/alone/src/two.js', 'module.exports = null ?? 2;');
  await build();
  const code = await read('alone/index.js');
  expect(code).toContain('2');
  expect(code).not.toMatch(/\?\?|window/);
});

test('of the tables of file types the small one is packed', async () => {
  await write('node_modules/bundled/dist/index.js', "exports.table = require('mime');");
  await write('node_modules/mime/index.js', 'module.exports = "all types";');
  await write('node_modules/mime/lite.js', 'module.exports = "few types";');
  await build();
  const code = await read('bundled/index.js');
  expect(code).toContain('few types');
  expect(code).not.toContain('all types');
});

describe('the COS SDK', () => {
  const install = async (version: string): Promise<void> => {
    await write('package.json', '{"dependencies": {"cos-wx-sdk-v5": "*"}}');
    await write(
      'node_modules/cos-wx-sdk-v5/package.json',
      JSON.stringify({ name: 'cos-wx-sdk-v5', version }),
    );
    await write('node_modules/cos-wx-sdk-v5/index.js', "module.exports = require('fast-xml-parser');");
  };

  test.each(['1.7.2', '1.7.10', '0.9.0'])('%s is refused, in words', async (version) => {
    await install(version);
    await expect(build()).rejects.toThrow(
      `cos-wx-sdk-v5 ${version} is too old: 1.7.2 works but does not repeat reads, and older ones cannot write at all.`,
    );
  });

  test.each(['1.8.0', '1.8.1', '1.10.0', '1.9.0-beta.0', '2.0.0'])('%s is packed', async (version) => {
    await install(version);
    expect(await build()).toContain('cos-wx-sdk-v5 (1 files');
  });

  test('is packed without an XML reader: it hands an error document on', async () => {
    await install('1.8.0');
    await build();
    expect(await read('cos-wx-sdk-v5/index.js')).not.toContain('DOCTYPE');
    const file = path.join(root, 'miniprogram/miniprogram_npm/cos-wx-sdk-v5/index.js');
    const code = `const { XMLParser, XMLBuilder } = require(${JSON.stringify(file)});
      const read = new XMLParser({}).parse('<Error/>');
      console.log(JSON.stringify([read, new XMLBuilder().build({ a: '<&' })]));`;
    const { stdout } = await run(process.execPath, ['-e', code]);
    expect(JSON.parse(stdout)).toEqual([{ Error: '<Error/>' }, '<a>&lt;&amp;</a>']);
  });
});

test('an index.js beside a main that is no minified build is something else', async () => {
  await write('node_modules/bundled/index.js', 'module.exports = "a command";');
  await build();
  expect(await read('bundled/index.js')).not.toContain('a command');
});

test('what the phone does not run is not built', async () => {
  await build();
  expect((await fs.readdir(path.join(root, 'miniprogram/miniprogram_npm'))).sort()).toEqual([
    '@scope',
    'alone',
    'bundled',
  ]);
});

test('a second run changes nothing; a run mends what is missing, wrong or too much', async () => {
  expect(await build()).toContain('3 files, 3 changed');
  expect(await build()).toContain('3 files, 0 changed');
  await write('miniprogram/miniprogram_npm/alone/index.js', 'broken');
  await write('miniprogram/miniprogram_npm/gone/index.js', 'of a package that is no dependency any more');
  await fs.rm(path.join(root, 'miniprogram/miniprogram_npm/@scope/views/cell/index.wxml'));
  expect(await build()).toContain('3 files, 3 changed');
  expect(await build()).toContain('3 files, 0 changed');
});

test('a dependency that is not installed is an error', async () => {
  await fs.rm(path.join(root, 'node_modules/alone'), { recursive: true });
  await expect(build()).rejects.toThrow(/alone/);
});
