import { createHash } from 'node:crypto';
import type { SigningErrorCode } from '../../../typings/signing-api';

/** What the log says about a request besides its id and status. Filled in on the way, written once at the end. */
export interface Audit {
  outcome?: 'issued' | 'ok' | SigningErrorCode;
  /** First 16 hex digits of the openid's SHA-256. */
  openidHash?: string;
  name?: string;
  role?: string;
  /** The STS session name, as the cloud's audit shows it. */
  session?: string;
  group?: string;
  cached?: boolean;
  /** The caller was gone before the answer. */
  hungUp?: true;
  /** Why it failed, as far as it may be told: an upstream's error code, never its message. */
  reason?: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    audit: Audit;
  }
}

/** `printf %s OPENID | sha256sum | cut -c1-16` */
export function hashOpenid(openid: string): string {
  return createHash('sha256').update(openid).digest('hex').slice(0, 16);
}
