import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AdminRole, BucketGrant } from '../../../typings/signing-api';
import { repeatedKeys } from './json-keys';
import { problemsOf } from '../problems';

const bucketSchema = z.strictObject({
  bucket: z.string().regex(/^[a-z0-9][a-z0-9-]*-\d{4,20}$/, 'must be the full name with the appid'),
  region: z.string().regex(/^[a-z]+(-[a-z0-9]+)+$/, 'must be a COS region such as ap-guangzhou'),
  label: z.string().trim().min(1).max(64),
  environment: z.enum(['production', 'staging', 'test', 'development']),
});

const adminSchema = z.strictObject({
  openid: z.string().regex(/^[\w-]{1,64}$/, 'must be an openid'),
  name: z.string().trim().min(1).max(64),
  role: z.enum(['operator', 'viewer']),
  buckets: z.array(z.string()),
});

const fileSchema = z.strictObject({ buckets: z.array(bucketSchema), admins: z.array(adminSchema) });

/** The keys that may be logged: any other one may be an openid in the wrong place. */
const FIELDS: ReadonlySet<string> = new Set(
  [fileSchema, bucketSchema, adminSchema].flatMap(({ shape }) => Object.keys(shape)),
);

/** A bucket of the access file. */
export type Bucket = z.infer<typeof bucketSchema>;

/** Buckets that share one key. `id` names exactly this list, so that an old id never means other buckets. */
export interface BucketGroup {
  id: string;
  buckets: Bucket[];
}

/** An admin of the access file, with their buckets resolved and grouped in the file's order. */
export interface Admin {
  openid: string;
  name: string;
  role: AdminRole;
  /** The admin's name at STS; see {@link sessionName}. */
  session: string;
  groups: BucketGroup[];
}

/** Who may come in: the content of one valid access file. */
export interface Access {
  buckets: Bucket[];
  admins: ReadonlyMap<string, Admin>;
}

/** The access file is not usable; `problems` are all of them, one sentence each. */
export class AccessError extends Error {
  override readonly name = 'AccessError';

  constructor(readonly problems: string[]) {
    super(`the access file has problems: ${problems.join('; ')}`);
  }
}

/**
 * Reads the text of an access file.
 * @param bucketsPerGroup how many buckets share one key
 * @throws AccessError with every problem of the file
 */
export function parseAccess(text: string, bucketsPerGroup: number): Access {
  const content = parseJson(text);
  // JSON.parse silently takes the last one, which may not be the one that the owner sees.
  const repeated = repeatedKeys(text).map((path) => path.map((key) => (isPlain(key) ? key : '?')).join('.'));
  if (repeated.length > 0) throw new AccessError(repeated.map((place) => `${place}: is there twice`));
  const file = fileSchema.safeParse(content);
  if (!file.success) throw new AccessError(problemsOf(file.error));
  const { buckets, admins } = file.data;
  const known = new Set(buckets.map(({ bucket }) => bucket));
  const problems = [
    ...duplicates(buckets.map(({ bucket }) => bucket)).map((bucket) => `bucket ${bucket} is listed twice`),
    ...duplicates(admins.map(({ openid }) => openid)).map((openid) => sameOpenid(admins, openid)),
    ...admins.flatMap(({ name, buckets: wanted }) => bucketProblems(name, wanted, known)),
  ];
  if (problems.length > 0) throw new AccessError(problems);
  const toAdmin = ({ openid, name, role, buckets: wanted }: z.infer<typeof adminSchema>): Admin => {
    const names = new Set(wanted);
    const granted = buckets.filter(({ bucket }) => names.has('*') || names.has(bucket));
    return {
      openid,
      name,
      role,
      session: sessionName(name, openid),
      groups: groupsOf(granted, bucketsPerGroup),
    };
  };
  return { buckets, admins: new Map(admins.map((admin) => [admin.openid, toAdmin(admin)])) };
}

/** Every bucket of the admin as the phone sees it. */
export function grantsOf(admin: Admin): BucketGrant[] {
  return admin.groups.flatMap(({ id, buckets }) => buckets.map((bucket) => ({ ...bucket, group: id })));
}

/**
 * Who acted, for the cloud's audit: the letters of the admin's name and ten letters derived from the openid.
 * STS takes letters only (document 598/35838), so a Chinese name leaves the second part alone.
 */
export function sessionName(name: string, openid: string): string {
  const digest = createHash('sha256').update(openid).digest().subarray(0, 10);
  const letters = Array.from(digest, (byte) => String.fromCharCode(97 + (byte % 26))).join('');
  return `${name.replace(/[^A-Za-z]/g, '').slice(0, 16)}${letters}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AccessError(['it is not JSON']);
  }
}

function isPlain(key: string | number): boolean {
  return typeof key === 'number' || FIELDS.has(key);
}

function duplicates(values: string[]): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const value of values) (seen.has(value) ? twice : seen).add(value);
  return [...twice];
}

/** Says it with the names: an openid is not for the log. */
function sameOpenid(admins: { openid: string; name: string }[], openid: string): string {
  const names = admins.filter((admin) => admin.openid === openid).map(({ name }) => name);
  return `the admins ${names.join(' and ')} have the same openid`;
}

function bucketProblems(name: string, wanted: string[], known: ReadonlySet<string>): string[] {
  if (wanted.includes('*') && wanted.length > 1) return [`admin ${name} has "*" beside other buckets`];
  return [
    ...duplicates(wanted).map((bucket) => `admin ${name} has bucket ${bucket} twice`),
    ...wanted
      .filter((bucket) => bucket !== '*' && !known.has(bucket))
      .map((bucket) => `admin ${name} has the unknown bucket ${bucket}`),
  ];
}

function groupsOf(buckets: Bucket[], size: number): BucketGroup[] {
  const groups: BucketGroup[] = [];
  for (let start = 0; start < buckets.length; start += size) {
    const members = buckets.slice(start, start + size);
    const names = members.map(({ bucket, region }) => `${region}/${bucket}`).join('\n');
    groups.push({ id: createHash('sha256').update(names).digest('hex').slice(0, 12), buckets: members });
  }
  return groups;
}
