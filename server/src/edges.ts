import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { LogController, type FastifyHttpOptions, type FastifyInstance } from 'fastify';
import { answerError, answerRaw, noRoute, toSigningError } from './answers';
import { addressLimit } from './limits';

/** How the server meets the network, whoever calls. Times in milliseconds. */
export const HTTP_OPTIONS = {
  bodyLimit: 4096,
  genReqId: () => randomUUID(),
  // An id of the caller's could forge a line of the log.
  requestIdHeader: false,
  logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
  requestTimeout: 10_000,
  keepAliveTimeout: 15_000,
  // Node looks for late requests only this often, 30 s by default.
  http: { connectionsCheckingInterval: 1000, headersTimeout: 10_000 },
  // A request that comes in on an open connection during a shutdown is served, and its connection closed after it.
  return503OnClosing: false,
  // An address that can not be decoded names nothing. Sent to nothing, it takes the same way as every other one.
  rewriteUrl: ({ url = '/' }) => (isDecodable(url) ? url : '/'),
  clientErrorHandler: answerRaw,
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

/** What happens to every request, before its body is read. */
export function httpEdges(app: FastifyInstance, requestsPerMinute: number): void {
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler((error, request, reply) => answerError(toSigningError(error, request), request, reply));
  void app.register(helmet, SECURITY_HEADERS);
  void app.register(rateLimit, { global: false });
  app.after(() => {
    const limit = addressLimit(app, requestsPerMinute);
    app.addHook('onRequest', async (request, reply) => {
      reply.header('x-request-id', request.id).header('cache-control', 'no-store');
      if (!UNLIMITED.has(request.routeOptions.url ?? '')) await limit(request);
      if (request.is404) throw noRoute(app, request, reply);
    });
  });
}

function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url.split('?')[0] ?? '');
    return true;
  } catch {
    return false;
  }
}
