import { parseAccess, type Admin, type BucketGroup } from '../../server/src/access/list';
import { SigningError } from '../../server/src/errors';
import { KeyCache } from '../../server/src/access/keys';
import type { IssuedKey } from '../../server/src/upstreams/sts';
import { ACCESS } from './support/signing-server';

const TTL = 1800;
/** By STS's clock, which is far from the server's here. */
const ISSUED_AT = 1_700_000_000;

const access = parseAccess(JSON.stringify(ACCESS), 20);
const [li, chen] = [...access.admins.values()] as [Admin, Admin];
const groupOf = (admin: Admin) => admin.groups[0] as BucketGroup;

let now: number;
let calls: { settle: (key: IssuedKey) => void; fail: (error: Error) => void }[];
let keys: KeyCache;

beforeEach(() => {
  now = 1_000_000;
  calls = [];
  keys = new KeyCache(
    () => new Promise((settle, fail) => calls.push({ settle, fail })),
    TTL,
    () => now,
  );
});

const key = (id: string): IssuedKey => ({
  credentials: { tmpSecretId: id, tmpSecretKey: `key of ${id}`, sessionToken: `token of ${id}` },
  startTime: ISSUED_AT,
  expiredTime: ISSUED_AT + TTL,
});

/** Asks for Li's key; the call to STS, if there is one, is answered with a key of this id. */
async function issue(id: string): Promise<string> {
  const before = calls.length;
  const got = keys.get(li, groupOf(li));
  if (calls.length > before) calls.at(-1)?.settle(key(id));
  return (await got).credentials.tmpSecretId;
}

test('one call to STS serves everybody who waits for the same key', async () => {
  const waiting = [keys.get(li, groupOf(li)), keys.get(li, groupOf(li)), keys.get(li, groupOf(li))];
  expect(calls).toHaveLength(1);
  calls[0]?.settle(key('a'));
  for (const got of await Promise.all(waiting)) expect(got.credentials.tmpSecretId).toBe('a');
});

test('an admin never gets the key of another', async () => {
  const waiting = [keys.get(li, groupOf(chen)), keys.get(chen, groupOf(chen))] as const;
  calls[0]?.settle(key('a'));
  calls[1]?.settle(key('b'));
  expect((await waiting[0]).credentials.tmpSecretId).toBe('a');
  expect((await waiting[1]).credentials.tmpSecretId).toBe('b');
});

test('a key is handed out until five minutes before its end', async () => {
  await issue('a');
  now += (TTL - 300) * 1000 - 1;
  expect(await issue('b')).toBe('a');
  now += 1;
  expect(await issue('b')).toBe('b');
});

test('the time in an answer is the cloud’s, carried on by the server’s clock', async () => {
  await issue('a');
  now += 90_000;
  expect((await keys.get(li, groupOf(li))).serverTime).toBe(ISSUED_AT + 90);
});

test('a clock that is set back makes no key last longer', async () => {
  await issue('a');
  now -= 1;
  expect(await issue('b')).toBe('b');
});

test('a failure is told to everybody who waits, and not kept', async () => {
  const waiting = [keys.get(li, groupOf(li)), keys.get(li, groupOf(li))];
  calls[0]?.fail(new SigningError('STS_UNAVAILABLE'));
  for (const result of await Promise.allSettled(waiting)) expect(result.status).toBe('rejected');
  expect(keys.size).toBe(0);
  expect(await issue('b')).toBe('b');
});

test('a key that the cloud refused is replaced, once for all', async () => {
  await issue('a');
  const waiting = [keys.get(li, groupOf(li), 'a'), keys.get(li, groupOf(li), 'a')];
  await new Promise(setImmediate);
  expect(calls).toHaveLength(2);
  calls[1]?.settle(key('b'));
  for (const got of await Promise.all(waiting)) expect(got.credentials.tmpSecretId).toBe('b');
  expect((await keys.get(li, groupOf(li), 'a')).credentials.tmpSecretId).toBe('b');
});

test('the keys of an admin who is gone, has another role, name or buckets are forgotten', async () => {
  const after = (change: object) =>
    parseAccess(JSON.stringify({ ...ACCESS, admins: [{ ...ACCESS.admins[0], ...change }] }), 20);
  const changes = [{ openid: 'oOther' }, { role: 'viewer' }, { name: 'Li W.' }, { buckets: [] }];
  for (const change of changes) {
    await issue('a');
    keys.keepOnly(access);
    expect(keys.size).toBe(1);
    keys.keepOnly(after(change));
    expect(keys.size).toBe(0);
  }
});
