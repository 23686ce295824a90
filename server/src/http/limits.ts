import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { SigningError } from '../errors';

/** Counts a request. Rejects with RATE_LIMITED when the caller has used up the minute's share. */
export type Limit = (request: FastifyRequest) => Promise<void>;

/**
 * For every request. IPv6 counts by /64. Behind a proxy, the address is the one that the trusted proxies saw.
 * A limit counts in this process alone: with N replicas a caller has up to N times as much.
 */
export function addressLimit(app: FastifyInstance, perMinute: number): Limit {
  const check = limit(app, perMinute);
  return async (request) => {
    // The caller hung up before the connection was accepted: there is no address to count.
    if (request.socket.remoteAddress === undefined) throw new SigningError('BAD_REQUEST', { reason: 'gone' });
    await check(request);
  };
}

/** For a request whose login code was good, by the person behind it. */
export function openidLimit(app: FastifyInstance, perMinute: number): Limit {
  return limit(app, perMinute, ({ audit }) => audit.openidHash ?? '');
}

/** Drops ports from forwarded addresses: each connection of a caller has another one. */
export function withoutPorts(headers: IncomingHttpHeaders): void {
  const forwarded = headers['x-forwarded-for'];
  if (typeof forwarded !== 'string') return;
  headers['x-forwarded-for'] = forwarded
    .split(',')
    .map((item) => item.trim().replace(/^([\d.]+):\d+$|^\[([^\]]+)\](?::\d+)?$/, '$1$2'))
    .join(', ');
}

function limit(app: FastifyInstance, max: number, keyGenerator?: (request: FastifyRequest) => string): Limit {
  const check = app.createRateLimit({ max, timeWindow: 60_000, ...(keyGenerator && { keyGenerator }) });
  return async (request) => {
    const count = await check(request);
    if (!count.isAllowed && count.isExceeded) {
      throw new SigningError('RATE_LIMITED', { retryAfter: Math.max(1, count.ttlInSeconds) });
    }
  };
}
