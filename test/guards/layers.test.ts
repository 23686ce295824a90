import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(__dirname, '../..');

/** What a folder may import from, besides itself: the table of "Layers" in CONTRIBUTING.md. */
const TABLE: Record<string, readonly string[]> = {
  'miniprogram/models': ['typings'],
  'miniprogram/utils': ['miniprogram/models'],
  'miniprogram/config': [],
  'miniprogram/kit': ['miniprogram/i18n', 'miniprogram/utils'],
  'miniprogram/i18n': ['miniprogram/models', 'miniprogram/utils'],
  'miniprogram/services': [
    'miniprogram/models',
    'miniprogram/config',
    'miniprogram/utils',
    'typings',
    'cos-wx-sdk-v5',
    '@rgrove/parse-xml',
  ],
  'miniprogram/components': [
    'miniprogram/kit',
    'miniprogram/models',
    'miniprogram/i18n',
    'miniprogram/utils',
    'typings',
  ],
  'miniprogram/pages': [
    'miniprogram/kit',
    'miniprogram/models',
    'miniprogram/services',
    'miniprogram/components',
    'miniprogram/i18n',
    'miniprogram/config',
    'miniprogram/utils',
    'typings',
  ],
  'server/src': ['typings', 'packages'],
  'test/sandbox/cloud': ['packages'],
};

/** Packages that a phone may load, each with the one folder that may do so. */
const PHONE_PACKAGES = ['cos-wx-sdk-v5', '@rgrove/parse-xml'];

const filesBelow = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name).split(sep).join('/'))
    .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'));

/** @returns the folder of {@link TABLE}, the package, or the first folders of the path that a file imports. */
const targetOf = (file: string, specifier: string): string => {
  if (!specifier.startsWith('.')) return PHONE_PACKAGES.includes(specifier) ? specifier : 'packages';
  const path = relative(ROOT, resolve(ROOT, dirname(file), specifier))
    .split(sep)
    .join('/');
  return (
    Object.keys(TABLE).find((folder) => path === folder || path.startsWith(`${folder}/`)) ??
    path.split('/')[0] ??
    path
  );
};

const importsOf = (file: string): string[] =>
  ts
    .preProcessFile(readFileSync(join(ROOT, file), 'utf8'), true, true)
    .importedFiles.map(({ fileName }) => fileName);

describe('every folder imports what its row of the table allows', () => {
  test.each(Object.entries(TABLE))('%s', (folder, allowed) => {
    const files = filesBelow(folder);
    expect(files.length).toBeGreaterThan(0);
    const strays = files.flatMap((file) => {
      const ownTests = file.endsWith('.test.ts');
      return importsOf(file)
        .map((specifier) => ({ specifier, target: targetOf(file, specifier) }))
        .filter(({ target }) => target !== folder && !allowed.includes(target) && !ownTests)
        .map(({ specifier }) => `${file} imports ${specifier}`);
    });
    expect(strays).toEqual([]);
  });
});

test('a page imports no other page', () => {
  const strays = filesBelow('miniprogram/pages').flatMap((file) => {
    const page = file.split('/').slice(0, 3).join('/');
    return importsOf(file)
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) =>
        relative(ROOT, resolve(ROOT, dirname(file), specifier))
          .split(sep)
          .join('/'),
      )
      .filter((path) => path.startsWith('miniprogram/pages/') && !path.startsWith(`${page}/`))
      .map((path) => `${file} imports ${path}`);
  });
  expect(strays).toEqual([]);
});

describe('who may touch WeChat', () => {
  const uses = (folder: string, pattern: RegExp): string[] =>
    filesBelow(folder).filter((file) => pattern.test(readFileSync(join(ROOT, file), 'utf8')));

  test('models know nothing of it', () => {
    expect(uses('miniprogram/models', /\bwx\./)).toEqual([]);
  });

  test.each(['components', 'pages', 'kit', 'utils', 'i18n'])(
    '%s neither request, log in nor store',
    (folder) => {
      expect(uses(`miniprogram/${folder}`, /\bwx\.(request|login|\w*[sS]torage\w*|cloud)\b/)).toEqual([]);
    },
  );

  test('nothing on the phone writes to a log', () => {
    expect(
      uses('miniprogram', /(?<![\w-])console\.|\bwx\.getRealtimeLogManager|\bwx\.getLogManager/).filter(
        (file) => !file.includes('miniprogram_npm'),
      ),
    ).toEqual([]);
  });
});

describe('no secret is in the package', () => {
  const sources = filesBelow('miniprogram').filter((file) => !file.includes('miniprogram_npm'));
  /** Names of what only the signing server may know, and the looks of Tencent Cloud's and WeChat's own keys. */
  const PATTERNS: readonly [string, RegExp][] = [
    ['the permanent key', /TENCENTCLOUD_SECRET|\bAKID\w{8,}/],
    ['the app secret', /WECHAT_SECRET|app_?secret|session_key/i],
    ['a key in a literal', /(secret|token|password)\w*['"]?\s*[:=]\s*['"][^'"\s\u0080-\uffff]{8,}['"]/i],
  ];
  test.each(PATTERNS)('not %s', (_what, pattern) => {
    expect(sources.filter((file) => pattern.test(readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
  });

  test('root dependencies are what the phone runs', () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      dependencies: object;
    };
    expect(Object.keys(dependencies).sort()).toEqual([...PHONE_PACKAGES, '@vant/weapp'].sort());
  });
});
