import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { LogController, type FastifyHttpOptions, type FastifyInstance, type FastifyRequest } from 'fastify';
import { answerError, noRoute, pathOf, toSigningError } from './answers';
import type { Connections } from './connections';
import { SigningError } from '../errors';
import { addressLimit, withoutPorts } from './limits';

/** Limits of the HTTP server for every caller. Times in milliseconds. */
export const HTTP_OPTIONS = {
  bodyLimit: 4096,
  genReqId: () => randomUUID(),
  // An id of the caller's could forge a line of the log.
  requestIdHeader: false,
  logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
  requestTimeout: 10_000,
  keepAliveTimeout: 15_000,
  http: {
    // Node looks for late requests only this often, 30 s by default.
    connectionsCheckingInterval: 1000,
    headersTimeout: 10_000,
    // Refused in connections.ts: Node's own answer would have no body.
    requireHostHeader: false,
  },
  // A request that comes in on an open connection during a shutdown is served, and its connection closed after it.
  return503OnClosing: false,
  rewriteUrl: ({ url = '/' }) => originForm(url),
} satisfies FastifyHttpOptions<Server>;

/** An answer is data for one program: nothing may frame, sniff or keep it. No CORS: the phone is not a browser. */
const SECURITY_HEADERS = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  xFrameOptions: { action: 'deny' },
} as const;

/** Probes come from the platform, all from one address. */
const UNLIMITED = new Set(['/healthz', '/readyz']);

/** What the edges need to know of the rest of the server. */
export interface EdgeOptions {
  requestsPerMinute: number;
  connections: Connections;
  /** True when a shutdown is past taking anything new. */
  isLeaving: () => boolean;
  /** True for a path that this caller must not know of. */
  hides: (path: string, request: FastifyRequest) => boolean;
}

/** What happens to every request, before its body is read. */
export function httpEdges(app: FastifyInstance, options: EdgeOptions): void {
  const { requestsPerMinute, connections, isLeaving, hides } = options;
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler((error, request, reply) => answerError(toSigningError(error, request), request, reply));
  void app.register(helmet, SECURITY_HEADERS);
  void app.register(rateLimit, { global: false });
  app.after(() => {
    const limit = addressLimit(app, requestsPerMinute);
    app.addHook('onRequest', async (request, reply) => {
      reply.header('x-request-id', request.id).header('cache-control', 'no-store');
      withoutPorts(request.raw.headers);
      const path = request.routeOptions.url ?? pathOf(request);
      const isProbe = !request.is404 && UNLIMITED.has(path) && connections.faultOf(request.raw) === undefined;
      if (!isProbe) await limit(request);
      const fault = connections.faultOf(request.raw);
      if (fault !== undefined) throw fault;
      if (isLeaving()) throw new SigningError('UNAVAILABLE', { reason: 'shutting down' });
      if (hides(path, request)) throw new SigningError('NOT_FOUND');
      if (request.is404) throw noRoute(app, request, reply);
    });
    app.addHook('onSend', (request, reply, _payload, done) => {
      // Node drops what follows a request to upgrade, though we ignore that: the caller must know to send it again.
      const isLast = connections.faultOf(request.raw) !== undefined || 'upgrade' in request.headers;
      if (isLast) reply.header('connection', 'close');
      done();
    });
  });
}

/**
 * Returns path and query of a request target, which may be a whole URL (RFC 9112, 3.2.2). Targets that cannot be read
 * become `/`, where there is nothing: the framework would answer them by itself.
 */
function originForm(target: string): string {
  if (target.startsWith('/')) return isDecodable(target) ? target : '/';
  if (!/^https?:\/\//i.test(target) || !URL.canParse(target)) return '/';
  const { pathname, search } = new URL(target);
  return isDecodable(pathname) ? `${pathname}${search}` : '/';
}

function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(pathOf({ url }));
    return true;
  } catch {
    return false;
  }
}
