import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { AccessFile, type AccessReload } from '../../server/src/access-file';
import { ACCESS, accessFile } from './support/signing-server';

let file: ReturnType<typeof accessFile>;
let reloads: AccessReload[];
let access: AccessFile;

beforeEach(() => {
  file = accessFile();
  reloads = [];
  access = new AccessFile(file.path, 20, (reload) => reloads.push(reload));
});

afterEach(() => {
  file.remove();
});

const names = () => [...access.current().admins.values()].map(({ name }) => name);

test('an unchanged file is not read again', () => {
  expect(access.current()).toBe(access.current());
  expect(reloads).toEqual([]);
});

test('a file that is written over counts at once', () => {
  file.write({ ...ACCESS, admins: ACCESS.admins.slice(1) });
  expect(names()).toEqual(['陈晨']);
  expect(reloads).toHaveLength(1);
});

test('a file that is replaced by another counts at once, even at the same size', () => {
  writeFileSync(`${file.path}.new`, JSON.stringify(ACCESS).replace('Li Wei', 'Wu Wei'));
  renameSync(`${file.path}.new`, file.path);
  expect(names()).toEqual(['Wu Wei', '陈晨']);
});

test.each([
  [
    'half a file',
    () => {
      file.write(JSON.stringify(ACCESS).slice(0, 200));
    },
  ],
  [
    'an invalid one',
    () => {
      file.write({ buckets: [], admins: [{}] });
    },
  ],
  [
    'none',
    () => {
      rmSync(file.path);
    },
  ],
])('%s keeps the last good one in force, and is told once', (_what, damage) => {
  damage();
  expect(names()).toEqual(['Li Wei', '陈晨']);
  expect(names()).toEqual(['Li Wei', '陈晨']);
  expect(reloads).toEqual([{ ok: false, problems: expect.any(Array) as string[] }]);
  expect(access.broken).toBe(true);
  file.write({ ...ACCESS, admins: [] });
  expect(names()).toEqual([]);
  expect(access.broken).toBe(false);
});

test('a server does not start without a good file', () => {
  file.write('');
  expect(() => new AccessFile(file.path, 20)).toThrow('it is not JSON');
});
