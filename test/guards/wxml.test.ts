/** Every template of the console: WeChat's own compiler takes it, and it names nothing that is not there. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { wxmlToJs } from 'miniprogram-compiler';
import { readComponent } from './component-reader';
import type { ComponentFacts } from './component-reader';
import { componentTakes, handlersExist, knownTagsOnly, plainFeaturesOnly, wxsIsPlain } from './wxml-rules';
import { readWxml } from './wxml-reader';
import { readProject } from '../sandbox/phone/build/project';

const ROOT = path.resolve(__dirname, '../../miniprogram');
const COMPILED_LIMIT_BYTES = 64 * 1024 * 1024;

const project = readProject({ root: ROOT, npm: path.join(ROOT, 'miniprogram_npm') });
const own = project.components.filter(({ isOwn }) => isOwn);
const read = (file: string): string => readFileSync(file, 'utf8');

const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .map((name) => name.split(path.sep).join('/'))
  .filter((name) => !name.startsWith('miniprogram_npm/'));
const withSuffix = (suffix: string): string[] => files.filter((name) => name.endsWith(suffix));

const compile = (wxmlList: string[], root = ROOT): string =>
  wxmlToJs(root, { wxmlList, wxsList: withSuffix('.wxs'), maxBuffer: COMPILED_LIMIT_BYTES });

/** The compiler is a program for Linux, macOS and Windows on Intel; elsewhere its part of this guard can not run. */
function compilerRuns(): boolean {
  try {
    compile([]);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && 'syscall' in error);
  }
}

const factsOfPath = (name: string): ComponentFacts => {
  const file = path.join(ROOT, `${name}.ts`);
  return readComponent(file, read(file));
};

test('the templates that pages lead to are all that there are', () => {
  expect(own.length).toBeGreaterThan(5);
  expect(own.map((component) => `${component.path}.wxml`).sort()).toEqual(withSuffix('.wxml').sort());
});

(compilerRuns() ? describe : describe.skip)("WeChat's compiler", () => {
  test.each(withSuffix('.wxml'))('takes %s', (name) => {
    expect(() => compile([name])).not.toThrow();
  });

  test('refuses a template that is wrong', () => {
    const folder = path.resolve(__dirname, 'samples');
    expect(() => compile(['unclosed.wxml'], folder)).toThrow(/unclosed\.wxml/);
  });
});

describe.each(own)('$path', ({ path: name, file, config }) => {
  const wxml = readWxml(read(`${file}.wxml`));
  const { usingComponents } = config;

  test('uses plain features only', () => {
    expect(plainFeaturesOnly(wxml)).toEqual([]);
  });

  test('uses tags that there are, and declares what it uses', () => {
    expect(knownTagsOnly(wxml, Object.keys(usingComponents))).toEqual([]);
  });

  test('names methods that there are', () => {
    expect(handlersExist(wxml, factsOfPath(name))).toEqual([]);
  });

  test('gives its components what they take', () => {
    const isOwn = (target: string): boolean => !target.startsWith('/miniprogram_npm/');
    const factsOf = (tag: string): ComponentFacts | undefined => {
      const target = usingComponents[tag];
      return target !== undefined && isOwn(target) ? factsOfPath(target.slice(1)) : undefined;
    };
    expect(componentTakes(wxml, factsOf)).toEqual([]);
  });
});

test('every style sheet imports what is there', () => {
  const missing = withSuffix('.wxss').flatMap((name) =>
    [...read(path.join(ROOT, name)).matchAll(/@import\s+(?:url\()?["']([^"']+)["']/g)]
      .map(([, target = '']) => path.posix.join(path.posix.dirname(name), target))
      .filter((target) => !files.includes(target))
      .map((target) => `${name}: ${target}`),
  );
  expect(missing).toEqual([]);
});

test('every WXS file is plain', () => {
  expect(withSuffix('.wxs').flatMap((name) => wxsIsPlain(read(path.join(ROOT, name))))).toEqual([]);
});

describe('the rules see', () => {
  const facts: ComponentFacts = {
    methods: ['onTap'],
    properties: ['fullName'],
    externalClasses: ['x-class'],
    events: ['done'],
  };
  const line = (wxml: string) => readWxml(`<view>\n${wxml}\n</view>`);

  test.each(['{{ a?.b }}', '{{ a ?? b }}', '{{ `a` }}'])('an expression that is not plain: %s', (text) => {
    expect(plainFeaturesOnly(line(`<text>${text}</text>`))).toHaveLength(1);
    expect(plainFeaturesOnly(line(`<text data-a="${text}" />`))).toHaveLength(1);
    expect(plainFeaturesOnly(line("<text>{{ a ? '?.' : b }}</text>"))).toEqual([]);
  });

  test.each(['<input model:value="{{ a }}" />', '<view mut-bind:tap="a" />', '<wxs module="m">var a;</wxs>'])(
    'a feature that is not plain: %s',
    (wxml) => {
      expect(plainFeaturesOnly(line(wxml))).toEqual([expect.stringMatching(/^line 2: /)]);
    },
  );

  test('a tag that nobody declared, and a declaration that nobody uses', () => {
    expect(knownTagsOnly(line('<queue-row />'), ['queue-list'])).toEqual([
      'line 2: <queue-row> is neither built in nor in usingComponents',
      'usingComponents has queue-list, which is not used',
    ]);
  });

  test('a handler that is no method, also inside an expression', () => {
    expect(handlersExist(line('<view bindtap="onTap" catch:tap="onTab" />'), facts)).toHaveLength(1);
    expect(handlersExist(line(`<view bind:tap="{{ a ? 'onTap' : 'onTab' }}" />`), facts)).toEqual([
      'line 2: <view> bind:tap="onTab": there is no such method',
    ]);
  });

  test('a property, and an event, that a component does not have', () => {
    const good =
      '<card full-name="a" x-class="b" bind:done="onTap" bindtap="onTap" data-a="1" wx:if="{{ a }}" />';
    expect(componentTakes(line(good), () => facts)).toEqual([]);
    expect(componentTakes(line('<card fullname="a" bind:dome="onTap" />'), () => facts)).toEqual([
      'line 2: <card> has no property "fullname"',
      'line 2: <card> never sends "dome"',
    ]);
  });

  test.each(['var f = () => 1;', 'let a = 1;', 'var a = `b`;', 'var a = window;'])(
    'code that is no WXS: %s',
    (code) => {
      expect(wxsIsPlain(code)).toHaveLength(1);
      expect(wxsIsPlain('var f = function (a) { return a.length; }; module.exports = { f: f };')).toEqual([]);
    },
  );

  test('a module whose methods can not be read', () => {
    expect(() => readComponent('a.ts', 'Component({ methods: { ...others } })')).toThrow('hides the names');
    expect(() => readComponent('a.ts', 'export const a = 1;')).toThrow('neither Component');
    expect(readComponent('a.ts', 'definePage({ on: { onTap: () => 1 } })').methods).toContain('onTap');
  });
});
