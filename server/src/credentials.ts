import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { CredentialsRequest, CredentialsResponse } from '../../typings/signing-api';
import { grantsOf, type Admin, type BucketGroup } from './access';
import type { AccessFile } from './access-file';
import { hashOpenid } from './audit';
import { SigningError } from './errors';
import type { KeyCache } from './keys';
import type { Limit } from './limits';
import type { Login } from './wechat';

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
    const { code, group: wanted, refusedKeyId } = body.data;

    const openid = await deps.login(code);
    request.audit.openidHash = hashOpenid(openid);
    await deps.limitOpenid(request);

    const admin = admit(deps.access, openid);
    const group = pickGroup(admin, wanted);
    Object.assign(request.audit, {
      name: admin.name,
      role: admin.role,
      session: admin.session,
      group: group.id,
    });

    const key = await deps.keys.get(admin, group, refusedKeyId);
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

function admit(access: AccessFile, openid: string): Admin {
  const admin = access.current().admins.get(openid);
  if (admin === undefined) throw new SigningError('NOT_ADMIN', { openid });
  return admin;
}

function pickGroup(admin: Admin, wanted: string | undefined): BucketGroup {
  const [first] = admin.groups;
  if (first === undefined) throw new SigningError('NO_BUCKETS');
  if (wanted === undefined) return first;
  const group = admin.groups.find(({ id }) => id === wanted);
  if (group === undefined) throw new SigningError('BAD_REQUEST', { reason: 'unknown group' });
  return group;
}
