/** Holds what the documents say to the code: scripts, paths, settings, tables. */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { policyFor } from '../../server/src/access/policy';
import { ConfigError, loadConfig, SETTINGS } from '../../server/src/config';
import type { Fault } from '../sandbox/cloud';
import { EXPECTED, OPERATIONS } from '../server/support/permissions';
import {
  all,
  codeBlocks,
  DOCUMENTS,
  inlineCodes,
  links,
  read,
  ROOT,
  tableRows,
  withoutCodes,
} from './documents';

interface Manifest {
  scripts: Record<string, string>;
  overrides?: Record<string, string | Record<string, string>>;
}
const manifest = (file: string): Manifest => JSON.parse(read(file)) as Manifest;
const firstCells = (text: string): string[] => tableRows(text).map(([first = '']) => first);

describe.each(DOCUMENTS)('%s', (file) => {
  const text = read(file);

  test('names only npm scripts that exist', () => {
    const known = ['package.json', 'server/package.json'].flatMap((name) =>
      Object.keys(manifest(name).scripts),
    );
    expect(all(text, /npm run ([\w:-]+)/g).filter((script) => !known.includes(script))).toEqual([]);
  });

  test('links to files and pictures that exist', () => {
    const local = links(text)
      .filter((link) => !/^(https?:|#)/.test(link))
      .map((link) => link.replace(/#.*/, ''));
    expect(local.filter((link) => !existsSync(join(ROOT, dirname(file), link)))).toEqual([]);
  });

  test('names only files and folders that exist', () => {
    const made = /^(miniprogram\/miniprogram_npm|server\/dist|server\/\.env|server\/access\.json)$/;
    const paths = [...inlineCodes(text), ...codeBlocks(text)].flatMap((code) =>
      all(code, /(?<![\w/.-])((?:miniprogram|server|test|scripts|docs|typings)\/[\w./-]*[\w/])/g),
    );
    expect(paths.filter((path) => !made.test(path) && !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test('leaves sizes to docs/measurements.md', () => {
    const sizes = all(withoutCodes(text), /(\d+(?:\.\d+)? ?[KM]B)\b/g);
    if (file === 'docs/measurements.md') expect(sizes).not.toEqual([]);
    else expect(sizes).toEqual([]);
  });

  test('avoids words that hide who acts', () => {
    expect(all(text, /\b(whoever|somebody|can not)\b/gi)).toEqual([]);
  });
});

test.each(['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md'])(
  '%s has paths and scripts to check',
  (file) => {
    expect(all(read(file), /npm run ([\w:-]+)/g)).not.toEqual([]);
    expect(inlineCodes(read(file)).filter((code) => code.startsWith('miniprogram/'))).not.toEqual([]);
  },
);

describe.each(['README.md', 'README.zh-CN.md'])('%s', (file) => {
  const lines = read(file).trimEnd().split('\n');

  test('has at most 130 lines', () => {
    expect(lines.length).toBeLessThanOrEqual(130);
  });

  test('has at most 130 characters a line outside tables', () => {
    expect(lines.filter((line) => line.length > 130 && !line.startsWith('|'))).toEqual([]);
  });

  test('starts with the two commands that need nothing else', () => {
    const [first, second] = codeBlocks(read(file));
    expect(first).toBe('```sh\nnpm ci && npm start\n```');
    expect(second).toBe('```sh\nnpm ci && npm test\n```');
  });

  test('shows pictures in its own language', () => {
    const pictures = links(read(file)).filter((link) => link.endsWith('.png'));
    expect(pictures).not.toEqual([]);
    const isEnglish = file === 'README.md';
    expect(pictures.filter((picture) => picture.endsWith('-en.png') !== isEnglish)).toEqual([]);
  });
});

test('every picture is shown by a document', () => {
  const shown = DOCUMENTS.flatMap((file) => links(read(file)).map((link) => join(dirname(file), link)));
  const pictures = readdirSync(join(ROOT, 'docs/images')).map((name) => join('docs/images', name));
  expect(pictures.filter((picture) => !shown.includes(picture))).toEqual([]);
});

describe.each(['docs/deploy.md', 'docs/deploy.zh-CN.md'])('%s', (file) => {
  const text = read(file);

  test('lists every setting of the server, and no other', () => {
    const listed = firstCells(text).flatMap((cell) => all(cell, /`([A-Z][A-Z_]+)`/g));
    expect(listed.sort()).toEqual([...SETTINGS].sort());
  });

  test.each(['METRICS_TOKEN', 'CREDENTIALS_TTL_SECONDS', 'WECHAT_TIMEOUT_MS', 'STS_TIMEOUT_MS'])(
    'gives the limits of %s',
    (name) => {
      const limits = ['0', '99999999'].flatMap((value) =>
        all(problemsOf(name, value), /at (?:least|most) (\d+)/g),
      );
      expect(limits).not.toEqual([]);
      const row = tableRows(text).find(([first = '']) => first.includes(`\`${name}\``)) ?? [];
      const numbers = all(row.join(' '), /(\d+)/g);
      expect(limits.filter((limit) => !numbers.includes(limit))).toEqual([]);
    },
  );

  test("gives the sub-account the actions of an operator's key and no others", () => {
    const [policy = ''] = codeBlocks(text).filter((block) => block.startsWith('```json'));
    const actions = policyFor('operator', []).statement.flatMap(({ action }) => action);
    expect(all(policy, /"(name\/\w+:\w+)"/g).sort()).toEqual(actions.sort());
  });
});

/** @returns what the server objects to when one setting has this value. */
function problemsOf(name: string, value: string): string {
  try {
    loadConfig({ [name]: value });
    return '';
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.filter((problem) => problem.startsWith(name)).join('\n');
  }
}

test('docs/security.md has the table of permissions that the server is tested by', () => {
  const rows = tableRows(read('docs/security.md'));
  const start = rows.findIndex((row) => row.join() === ['', ...OPERATIONS].join());
  expect(rows.slice(start + 1)).toEqual(
    Object.entries(EXPECTED).map(([caller, cells]) => [caller, ...cells]),
  );
});

/** The kinds and fields of faults; the compiler asks for new ones here. */
const FAULT_KINDS: Record<Fault['kind'], true> = {
  latency: true,
  status: true,
  'drop-before': true,
  'drop-after': true,
  truncate: true,
  html: true,
  'expired-token': true,
  stale: true,
  late: true,
  clock: true,
};
type FieldOf<Each> = Each extends unknown ? keyof Each : never;
const FAULT_FIELDS: Record<FieldOf<Fault>, true> = {
  service: true,
  method: true,
  host: true,
  path: true,
  times: true,
  kind: true,
  ms: true,
  status: true,
  code: true,
  where: true,
  answer: true,
};

describe('docs/sandbox.md', () => {
  const cells = tableRows(read('docs/sandbox.md')).flatMap((row) => row.slice(0, 2).flatMap(inlineCodes));

  test.each([
    ['control request', all(read('test/sandbox/router.ts'), /'((?:GET|POST) \/__sandbox\/\w+)'/g)],
    [
      "parameter of the phone's URL",
      all(read('test/sandbox/phone/frame/settings.ts'), /query\.get\('(\w+)'\)/g),
    ],
    ['kind of fault', Object.keys(FAULT_KINDS)],
    ['field of a fault', Object.keys(FAULT_FIELDS)],
  ])('has every %s in a table', (_what, names) => {
    expect(names.length).toBeGreaterThan(3);
    expect(names.filter((name) => !cells.includes(name))).toEqual([]);
  });
});

describe('CONTRIBUTING.md', () => {
  const text = read('CONTRIBUTING.md');

  test('has the layers that ESLint enforces', () => {
    const [block = ''] = all(read('eslint.config.mjs'), /^const layers = \{\n([^}]+)\};$/gm);
    const layers = [...block.matchAll(/^ {2}(\w+): \[(.*)\],$/gm)].map(([, folder = '', list = '']) => [
      folder,
      all(list, /'(\w+)'/g).sort(),
    ]);
    expect(layers).not.toEqual([]);
    const folders = layers.map(([folder]) => folder);
    const listed = tableRows(text)
      .filter(([first = '']) => first.startsWith('`miniprogram/'))
      .map(([first = '', , third = '']) => {
        const named = all(third, /(\w+)/g).filter((word) => folders.includes(word));
        return [first.slice('`miniprogram/'.length, -1), named.sort()];
      });
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(layers));
  });

  test('explains every override of package.json, and no other', () => {
    const overrides = Object.entries(manifest('package.json').overrides ?? {}).map(([name, value]) =>
      typeof value === 'string' ? `\`${name}\`` : `\`${name}\` > \`${Object.keys(value).join()}\``,
    );
    const rows = firstCells(text.slice(text.indexOf('| override')));
    expect(rows.slice(1).sort()).toEqual(overrides.sort());
  });
});
