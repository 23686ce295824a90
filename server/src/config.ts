import { isIP } from 'node:net';
import { z } from 'zod';
import { AccessError } from './access/list';
import { readAccess } from './access/file';
import { problemsOf } from './problems';

/** Everything the server is told from outside. Holds the permanent key: never log it. */
export interface Config {
  wechat: { appid: string; secret: string; apiBase: string; timeoutMs: number };
  sts: { secretId: string; secretKey: string; endpoint: string; region: string; timeoutMs: number };
  accessFile: string;
  bucketsPerGroup: number;
  credentialsTtlSeconds: number;
  /** Requests per minute. */
  rateLimits: { perAddress: number; perOpenid: number };
  /** Addresses and networks of the proxies that are believed about the caller's address. */
  trustedProxies: string[];
  /** `Authorization: Bearer` of /metrics; without one, /metrics is open. */
  metricsToken?: string;
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  host: string;
  port: number;
}

/** The settings cannot be used. `problems` lists every reason, without any value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: string[]) {
    super(`the settings have problems:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

const required = z.string({ error: 'is missing' }).trim().min(1, 'is empty');
const whole = (min: number, max: number, fallback: number) =>
  z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`)
    .default(fallback);

/** Plain http would send the secret in the clear, so only a stand-in on this machine may be reached that way. */
const upstream = z
  .string()
  .refine((text) => URL.canParse(text), { error: 'must be a URL', abort: true })
  .transform((text) => new URL(text))
  .refine(
    ({ protocol, hostname }) => protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname)),
    {
      error: 'must be https (http only on a loopback address)',
    },
  )
  .refine(({ pathname, search, username }) => pathname === '/' && search === '' && username === '', {
    error: 'must have no path, query or user',
  })
  .transform(({ origin }) => origin);

function isNetwork(item: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(item)) return true;
  const [address = '', bits = '1', ...rest] = item.split('/');
  const width = { 4: 32, 6: 128 }[isIP(address)] ?? 0;
  return rest.length === 0 && /^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= width;
}

/** @returns true for a host that never leaves this machine */
export function isLoopback(hostname: string): boolean {
  return /^(127\.0\.0\.1|localhost)$/.test(hostname);
}

const schema = z.object({
  WECHAT_APPID: required,
  WECHAT_SECRET: required,
  WECHAT_API_BASE: upstream.prefault('https://api.weixin.qq.com'),
  // For all tries together. The phone waits ten seconds for both.
  WECHAT_TIMEOUT_MS: whole(100, 4500, 4000),
  TENCENTCLOUD_SECRET_ID: required,
  TENCENTCLOUD_SECRET_KEY: required,
  STS_ENDPOINT: upstream.prefault('https://sts.tencentcloudapi.com'),
  STS_REGION: z.string().trim().min(1, 'is empty').default('ap-guangzhou'),
  STS_TIMEOUT_MS: whole(100, 4500, 4000),
  ACCESS_FILE: required,
  BUCKETS_PER_GROUP: whole(1, 100, 20),
  // 7,200 s is the most that STS gives to every kind of key (document 598/35838); the phone renews by itself.
  CREDENTIALS_TTL_SECONDS: whole(300, 7200, 1800),
  RATE_LIMIT_PER_ADDRESS: whole(1, 1_000_000, 300),
  RATE_LIMIT_PER_OPENID: whole(1, 1_000_000, 60),
  // Addresses and not a number of hops: a caller who gets past the proxy could send as many hops as it takes.
  TRUST_PROXY: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    )
    .refine((list) => list.every(isNetwork), {
      error:
        'must be addresses, networks such as 10.0.0.0/8, or loopback, linklocal, uniquelocal, with commas between',
    }),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  // The framework would listen on both addresses of localhost, but watch over the connections of one.
  HOST: z
    .string()
    .trim()
    .min(1, 'is empty')
    .transform((host) => (host === 'localhost' ? '127.0.0.1' : host))
    .default('127.0.0.1'),
  PORT: whole(0, 65_535, 8080),
});

/** Every name that the environment may have for the server. */
export const SETTINGS: readonly string[] = Object.keys(schema.shape);

/**
 * Reads the settings from the environment and checks them and the access file.
 * @throws ConfigError with every problem at once
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  // A name with nothing behind it, as `NAME=` in an env file, counts as not set.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  const problems = [...(parsed.success ? [] : problemsOf(parsed.error)), ...accessProblems(given)];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  const vars = parsed.data;
  return {
    wechat: {
      appid: vars.WECHAT_APPID,
      secret: vars.WECHAT_SECRET,
      apiBase: vars.WECHAT_API_BASE,
      timeoutMs: vars.WECHAT_TIMEOUT_MS,
    },
    sts: {
      secretId: vars.TENCENTCLOUD_SECRET_ID,
      secretKey: vars.TENCENTCLOUD_SECRET_KEY,
      endpoint: vars.STS_ENDPOINT,
      region: vars.STS_REGION,
      timeoutMs: vars.STS_TIMEOUT_MS,
    },
    accessFile: vars.ACCESS_FILE,
    bucketsPerGroup: vars.BUCKETS_PER_GROUP,
    credentialsTtlSeconds: vars.CREDENTIALS_TTL_SECONDS,
    rateLimits: { perAddress: vars.RATE_LIMIT_PER_ADDRESS, perOpenid: vars.RATE_LIMIT_PER_OPENID },
    trustedProxies: vars.TRUST_PROXY,
    ...(vars.METRICS_TOKEN === undefined ? {} : { metricsToken: vars.METRICS_TOKEN }),
    logLevel: vars.LOG_LEVEL,
    host: vars.HOST,
    port: vars.PORT,
  };
}

function accessProblems({ ACCESS_FILE }: Record<string, string | undefined>): string[] {
  if (ACCESS_FILE === undefined) return [];
  try {
    readAccess(ACCESS_FILE, 1);
    return [];
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    return error.problems.map((problem) => `ACCESS_FILE: ${problem}`);
  }
}
