import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AccessError,
  grantsOf,
  parseAccess,
  sessionName,
  type Access,
  type Admin,
} from '../../server/src/access/list';
import { ACCESS } from './support/signing-server';

const parse = (content: unknown, bucketsPerGroup = 20): Access =>
  parseAccess(JSON.stringify(content), bucketsPerGroup);

function problemsOf(content: unknown): string[] {
  try {
    parse(content);
  } catch (error) {
    if (error instanceof AccessError) return error.problems;
    throw error;
  }
  return [];
}

function adminOf(access: Access, openid: string): Admin {
  const admin = access.admins.get(openid);
  if (admin === undefined) throw new Error(`no ${openid}`);
  return admin;
}

const [goods, demo] = ACCESS.buckets;
const [li, chen] = ACCESS.admins;
const buckets = Array.from({ length: 5 }, (_, index) => ({ ...goods, bucket: `b${index}-1250000000` }));

test('the example file is valid', () => {
  const example = readFileSync(join(__dirname, '../../server/access.example.json'), 'utf8');
  expect(parseAccess(example, 20).admins.size).toBe(2);
});

test('a star stands for every bucket of the file', () => {
  const access = parse(ACCESS);
  expect(grantsOf(adminOf(access, 'oLiWei')).map(({ bucket }) => bucket)).toEqual([
    goods?.bucket,
    demo?.bucket,
  ]);
  expect(grantsOf(adminOf(access, 'oChenChen')).map(({ bucket }) => bucket)).toEqual([demo?.bucket]);
});

test('buckets come in the order of the file, whatever order the admin has them in', () => {
  const access = parse({ buckets, admins: [{ ...li, buckets: ['b3-1250000000', 'b1-1250000000'] }] });
  expect(grantsOf(adminOf(access, 'oLiWei')).map(({ bucket }) => bucket)).toEqual([
    'b1-1250000000',
    'b3-1250000000',
  ]);
});

test('a group has at most as many buckets as the owner says, and an id of its own', () => {
  const { groups } = adminOf(parse({ buckets, admins: [li] }, 2), 'oLiWei');
  expect(groups.map((group) => group.buckets.length)).toEqual([2, 2, 1]);
  expect(new Set(groups.map(({ id }) => id)).size).toBe(3);
});

test('a group id names the same buckets for ever, and no other ones', () => {
  const idOf = (some: object[]) => adminOf(parse({ buckets: some, admins: [li] }), 'oLiWei').groups[0]?.id;
  expect(idOf(buckets)).toBe(idOf(buckets));
  expect(idOf(buckets.slice(1))).not.toBe(idOf(buckets));
  expect(idOf(buckets.map((bucket) => ({ ...bucket, region: 'ap-beijing' })))).not.toBe(idOf(buckets));
});

test.each<[string, unknown, string]>([
  ['no object', [], 'expected object'],
  ['an unknown field', { ...ACCESS, owner: 'me' }, 'Unrecognized key'],
  ['an unknown field of an admin', { ...ACCESS, admins: [{ ...li, phone: '1' }] }, 'Unrecognized key'],
  [
    'a bucket without appid',
    { buckets: [{ ...goods, bucket: 'photos' }], admins: [] },
    'full name with the appid',
  ],
  [
    'a bucket that would widen the policy',
    { buckets: [{ ...goods, bucket: '*-1250000000' }], admins: [] },
    'full name',
  ],
  [
    'a region that would widen the policy',
    { buckets: [{ ...goods, region: '*' }], admins: [] },
    'COS region',
  ],
  ['an unknown environment', { buckets: [{ ...goods, environment: 'prod' }], admins: [] }, 'Invalid option'],
  ['an unknown role', { ...ACCESS, admins: [{ ...li, role: 'owner' }] }, 'Invalid option'],
  ['a bucket twice', { buckets: [goods, goods], admins: [] }, 'listed twice'],
  [
    'an admin twice',
    { ...ACCESS, admins: [li, { ...chen, openid: 'oLiWei' }] },
    'Li Wei and 陈晨 have the same openid',
  ],
  [
    'an unknown bucket',
    { ...ACCESS, admins: [{ ...li, buckets: ['other-1250000000'] }] },
    'unknown bucket other',
  ],
  [
    'a star beside a bucket',
    { ...ACCESS, admins: [{ ...li, buckets: ['*', demo?.bucket] }] },
    'beside other buckets',
  ],
])('refused: %s', (_what, content, words) => {
  expect(problemsOf(content)).toEqual([expect.stringContaining(words) as string]);
});

test.each<[what: string, change: [from: string, to: string], problem: string]>([
  ['a role', ['"role":"operator"', '"role":"viewer","role":"operator"'], 'admins.0.role: is there twice'],
  [
    'a role, spelled in another way',
    ['"role"', '"r\\u006fle":"viewer","role"'],
    'admins.0.role: is there twice',
  ],
  ['the list of admins', ['"admins"', '"admins":[],"admins"'], 'admins: is there twice'],
  ['a field of a bucket', ['"label"', '"label":"[{\\"a\\":","label"'], 'buckets.0.label: is there twice'],
  ['a key that is no field', ['"role"', '"oSecret":1,"oSecret":2,"role"'], 'admins.0.?: is there twice'],
])('refused: %s that is there twice, by its place', (_what, [from, to], problem) => {
  const text = JSON.stringify(ACCESS).replace(from, to);
  expect(() => parseAccess(text, 20)).toThrow(new AccessError([problem]));
});

test('what is not JSON is refused', () => {
  expect(() => parseAccess('{', 20)).toThrow('it is not JSON');
});

test('all problems are told at once', () => {
  expect(
    problemsOf({
      buckets: [goods, goods],
      admins: [
        { ...li, buckets: ['x'] },
        { ...chen, openid: 'oLiWei' },
      ],
    }),
  ).toHaveLength(4);
});

test('a prototype key gets nobody in', () => {
  const text = JSON.stringify(ACCESS).replace('"oLiWei"', '"__proto__"');
  expect(parseAccess(text, 20).admins.get('constructor')).toBeUndefined();
  expect(() => parseAccess('{"__proto__":{"buckets":[],"admins":[]}}', 20)).toThrow(AccessError);
});

test('a session name has letters only, and tells admins of the same name apart', () => {
  expect(sessionName('Li Wei', 'oLiWei')).toMatch(/^LiWei[a-z]{10}$/);
  expect(sessionName('陈晨', 'oChenChen')).toMatch(/^[a-z]{10}$/);
  expect(sessionName('Li', 'a')).not.toBe(sessionName('Li', 'b'));
});
