import { execFileSync } from 'node:child_process';
import fs, { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { AccessFile, type AccessReload } from '../../server/src/access/file';
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

const names = async () => [...(await access.current()).admins.values()].map(({ name }) => name);

test('an unchanged file is not read again', async () => {
  expect(await access.current()).toBe(await access.current());
  expect(reloads).toEqual([]);
});

test('a file that is written over counts at once', async () => {
  file.write({ ...ACCESS, admins: ACCESS.admins.slice(1) });
  expect(await names()).toEqual(['陈晨']);
  expect(reloads).toHaveLength(1);
});

test('a file that is replaced by another counts at once, even at the same size', async () => {
  writeFileSync(`${file.path}.new`, JSON.stringify(ACCESS).replace('Li Wei', 'Wu Wei'));
  renameSync(`${file.path}.new`, file.path);
  expect(await names()).toEqual(['Wu Wei', '陈晨']);
});

const onPosix = process.platform === 'win32' ? test.skip : test;

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
])('%s keeps the last good one in force, and is told once', async (_what, damage) => {
  damage();
  expect(await names()).toEqual(['Li Wei', '陈晨']);
  expect(await names()).toEqual(['Li Wei', '陈晨']);
  expect(reloads).toEqual([{ ok: false, problems: expect.any(Array) as string[] }]);
  expect(access.broken).toBe(true);
  file.write({ ...ACCESS, admins: [] });
  expect(await names()).toEqual([]);
  expect(access.broken).toBe(false);
});

test.each([
  [
    'a folder in its place',
    'EISDIR',
    () => {
      mkdirSync(file.path);
    },
  ],
  [
    'a link that leads to itself',
    'ELOOP',
    () => {
      symlinkSync(file.path, file.path);
    },
  ],
])('%s, as any other fault of the system, keeps the last good one in force', async (_what, code, spoil) => {
  if (process.platform === 'win32') return;
  rmSync(file.path);
  spoil();
  expect(await names()).toEqual(['Li Wei', '陈晨']);
  expect(await names()).toEqual(['Li Wei', '陈晨']);
  expect(access.broken).toBe(true);
  expect(reloads).toEqual([{ ok: false, problems: [`it cannot be read (${code})`] }]);
  rmSync(file.path, { recursive: true });
  file.write({ ...ACCESS, admins: [] });
  expect(await names()).toEqual([]);
  expect(access.broken).toBe(false);
});

onPosix('a disk that does not answer keeps the last good one in force, and is waited for once', async () => {
  rmSync(file.path);
  // Opening a pipe blocks until it has a writer.
  execFileSync('mkfifo', [file.path]);
  const looks = jest.spyOn(fs.promises, 'stat');
  expect(await names()).toEqual(['Li Wei', '陈晨']);
  expect(await names()).toEqual(['Li Wei', '陈晨']);
  expect(looks).toHaveBeenCalledTimes(1);
  jest.restoreAllMocks();
  expect(reloads).toEqual([{ ok: false, problems: ['it cannot be read (no answer within 3000 ms)'] }]);
  writeFileSync(file.path, JSON.stringify({ ...ACCESS, admins: [] }));
  while (access.broken) await new Promise(setImmediate);
  rmSync(file.path);
  file.write({ ...ACCESS, admins: ACCESS.admins.slice(1) });
  expect(await names()).toEqual(['陈晨']);
});

test('the file is not read synchronously', async () => {
  const blocking = [jest.spyOn(fs, 'statSync'), jest.spyOn(fs, 'readFileSync')];
  file.write({ ...ACCESS, admins: [] });
  expect(await names()).toEqual([]);
  for (const call of blocking) expect(call).not.toHaveBeenCalled();
  jest.restoreAllMocks();
});

test('requests share a look, but not one that began before they came', async () => {
  const looks = jest.spyOn(fs.promises, 'stat');
  const first = access.current();
  file.write({ ...ACCESS, admins: ACCESS.admins.slice(1) });
  const rest = await Promise.all(Array.from({ length: 50 }, () => names()));
  await first;
  expect(rest).toEqual(Array(50).fill(['陈晨']));
  expect(looks).toHaveBeenCalledTimes(2);
  jest.restoreAllMocks();
});

test('a byte order mark is dropped', async () => {
  file.write(`\ufeff${JSON.stringify({ ...ACCESS, admins: [] })}`);
  expect(await names()).toEqual([]);
  expect(() => new AccessFile(file.path, 20)).not.toThrow();
});

test('another encoding is refused with words', () => {
  writeFileSync(file.path, Buffer.from(JSON.stringify(ACCESS), 'utf16le'));
  expect(() => new AccessFile(file.path, 20)).toThrow('it is not UTF-8');
});

test('a server does not start without a good file', () => {
  file.write('');
  expect(() => new AccessFile(file.path, 20)).toThrow('it is not JSON');
});
