import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { CredentialsRequest, CredentialsResponse } from '../../../typings/signing-api';
import { grantsOf, type Admin, type BucketGroup } from '../access/list';
import type { AccessFile } from '../access/file';
import { hashOpenid, type Audit } from '../http/audit';
import { SigningError } from '../errors';
import type { Key, KeyCache } from '../access/keys';
import type { Limit } from '../http/limits';
import type { Login } from '../upstreams/wechat';

/** How often a request starts again because the list changed. */
const MOST_ROUNDS = 3;

/** Printable ASCII without spaces: what a login code and a group id are made of. */
const word = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[!-~]+$/);

const bodySchema: z.ZodType<CredentialsRequest> = z.strictObject({
  code: word(256),
  group: z.exactOptional(word(64)),
  refusedKeyId: z.exactOptional(word(1024)),
} satisfies Record<keyof CredentialsRequest, z.ZodType>);

export interface CredentialsDeps {
  login: Login;
  access: AccessFile;
  keys: KeyCache;
  limitOpenid: Limit;
}

/** `POST /v1/credentials`: who are you, what may you do, here is the key for it. */
export function credentialsRoute(app: FastifyInstance, deps: CredentialsDeps): void {
  app.post('/v1/credentials', async (request): Promise<CredentialsResponse> => {
    const body = bodySchema.safeParse(request.body);
    if (!body.success) throw new SigningError('BAD_REQUEST', { reason: 'schema' });
    const openid = await deps.login(body.data.code);
    request.audit.openidHash = hashOpenid(openid);
    await deps.limitOpenid(request);

    const { admin, group, key } = await keyByList(deps, openid, body.data, request.audit);
    Object.assign(request.audit, { outcome: 'issued', cached: key.cached });
    return {
      admin: { openid, name: admin.name, role: admin.role },
      buckets: grantsOf(admin),
      group: group.id,
      credentials: key.credentials,
      startTime: key.startTime,
      expiredTime: key.expiredTime,
      serverTime: key.serverTime,
    };
  });
}

/**
 * Gets a key and checks it against the access list as it is afterwards: STS may take seconds, and meanwhile the admin
 * may be removed or get another role.
 */
async function keyByList(
  { access, keys }: CredentialsDeps,
  openid: string,
  { group: wanted, refusedKeyId }: CredentialsRequest,
  audit: Audit,
): Promise<{ admin: Admin; group: BucketGroup; key: Key }> {
  let list = await access.current();
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const admin = list.admins.get(openid);
    if (admin === undefined) throw new SigningError('NOT_ADMIN', { openid });
    const group = pickGroup(admin, wanted);
    const { name, role, session } = admin;
    Object.assign(audit, { name, role, session, group: group.id });
    const key = await keys.get(admin, group, refusedKeyId);
    const now = await access.current();
    if (now === list) return { admin, group, key };
    list = now;
    // The cache may have stored a key of the old list after it had dropped those.
    keys.keepOnly(list);
  }
  throw new SigningError('UNAVAILABLE', { reason: 'the access list keeps changing' });
}

function pickGroup(admin: Admin, wanted: string | undefined): BucketGroup {
  const [first] = admin.groups;
  if (first === undefined) throw new SigningError('NO_BUCKETS');
  if (wanted === undefined) return first;
  const group = admin.groups.find(({ id }) => id === wanted);
  if (group === undefined) throw new SigningError('BAD_REQUEST', { reason: 'unknown group' });
  return group;
}
