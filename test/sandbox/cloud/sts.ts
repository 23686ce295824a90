import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CloudClock } from './clock';
import { type Answer, type Received, Refusal } from './http';
import { parsePolicy } from './policy';
import type { Dialect } from './stand-in';
import { checkTc3Signature } from './tc3-signature';
import type { TemporaryKeys } from './temporary-keys';

/** A permanent key of the account: what the signing server is configured with. */
export interface AccountKey {
  secretId: string;
  secretKey: string;
}

// Of a sub-account's key; a root account's ends at 7200.
const MAX_DURATION_SECONDS = 129_600;

const paramsSchema = z.strictObject({
  Name: z.string().regex(/^[A-Za-z]+$/),
  Policy: z.string(),
  DurationSeconds: z.int().min(1).default(1800),
});

const reply = (response: object, code: string): Answer => ({
  status: 200,
  headers: { 'Content-Type': 'application/json', Server: 'nginx' },
  body: JSON.stringify({ Response: { ...response, RequestId: randomUUID() } }),
  code,
});

const refuse = (code: string, message: string): never => {
  throw new Refusal(200, code, message);
};

const readParams = (body: Buffer): z.output<typeof paramsSchema> => {
  let input: unknown;
  try {
    input = JSON.parse(body.toString());
  } catch {
    return refuse('InvalidParameter', 'The body is not JSON.');
  }
  const parsed = paramsSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') return refuse('UnknownParameter', issue.message);
  return refuse('InvalidParameter.ParamError', `${String(issue?.path[0])}: ${String(issue?.message)}`);
};

/**
 * STS as TencentCloud API 3.0 (598/35838): `POST /` with TC3-HMAC-SHA256, action GetFederationToken of 2018-08-13.
 * Errors have HTTP status 200 and `Response.Error`.
 */
export const stsDialect = (account: AccountKey, keys: TemporaryKeys, clock: CloudClock): Dialect => ({
  service: 'sts',

  answer(request: Received): Answer {
    if (request.method !== 'POST' || request.path !== '/') {
      refuse('UnsupportedProtocol', 'Only POST / is served.');
    }
    const secretKeyOf = (secretId: string): string | undefined =>
      secretId === account.secretId ? account.secretKey : undefined;
    checkTc3Signature(request, 'sts', secretKeyOf, clock.seconds('sts'));

    const header = (name: string): string => {
      const value = request.headers[name];
      return typeof value === 'string' ? value : '';
    };
    if (header('x-tc-action') !== 'GetFederationToken') refuse('InvalidAction', 'There is no such action.');
    if (header('x-tc-version') !== '2018-08-13') refuse('NoSuchVersion', 'There is no such version.');
    if (header('x-tc-region') === '') refuse('MissingParameter', 'X-TC-Region is missing.');
    if (!header('content-type').startsWith('application/json')) {
      refuse('UnsupportedProtocol', 'The body must be application/json.');
    }

    const params = readParams(request.body);
    const policy = parsePolicy(params.Policy);
    if (params.DurationSeconds > MAX_DURATION_SECONDS) {
      refuse('InvalidParameter.OverTimeError', 'DurationSeconds is too long.');
    }
    const key = keys.issue(policy, clock.seconds('sts') + params.DurationSeconds, params.Name);
    return reply(
      {
        Credentials: { Token: key.token, TmpSecretId: key.tmpSecretId, TmpSecretKey: key.tmpSecretKey },
        ExpiredTime: key.expiredTime,
        Expiration: new Date(key.expiredTime * 1000).toISOString().replace('.000Z', 'Z'),
      },
      '',
    );
  },

  refuse: ({ code, message }) => reply({ Error: { Code: code, Message: message } }, code),
  loggedQuery: (query) => query,
  latencyMs: () => 0,
  defaultCode: (status) => (status === 429 ? 'RequestLimitExceeded' : 'InternalError'),
  expireToken: () => undefined,
  now: () => clock.now('sts'),
});
