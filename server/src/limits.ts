import type { RateLimitPluginOptions } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { SigningError } from './errors';

const MINUTE = 60_000;

/** The limits of one process, both per minute. Replicas count each for itself. */
export const limiters = {
  /** For every request, before its body is read. Behind a proxy the address is the one that the trusted hop saw. */
  perAddress: (max: number): RateLimitPluginOptions => ({
    max,
    timeWindow: MINUTE,
    addHeaders: NO_HEADERS,
    addHeadersOnExceeding: NO_HEADERS,
    errorResponseBuilder: (_request, { ttl }) => tooMany(ttl),
  }),

  /** For every request whose login code was good. */
  perOpenid: (app: FastifyInstance, max: number) => {
    const check = app.createRateLimit({
      max,
      timeWindow: MINUTE,
      keyGenerator: ({ audit }) => audit.openidHash ?? '',
    });
    return async (request: FastifyRequest): Promise<void> => {
      const result = await check(request);
      if (!result.isAllowed && result.isExceeded) throw tooMany(result.ttl);
    };
  },
};

/** A limit's counter tells a caller how far others behind the same address have got. */
const NO_HEADERS = { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false };

function tooMany(ttlMs: number): SigningError {
  return new SigningError('RATE_LIMITED', { retryAfter: Math.max(1, Math.ceil(ttlMs / 1000)) });
}
