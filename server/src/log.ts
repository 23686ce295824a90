import type { FastifyInstance } from 'fastify';
import { stdTimeFunctions, type DestinationStream } from 'pino';
import type { Config } from './config';

/** JSON on standard output. Nothing of a request is logged by itself: only what the audit names. */
export function logOptions(level: Config['logLevel'], stream?: DestinationStream) {
  return {
    level,
    ...(stream === undefined ? {} : { stream }),
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
}

/** One line per request, when its answer is out. */
export function logRequests(app: FastifyInstance): void {
  app.decorateRequest('audit');
  app.addHook('onRequest', (request, _reply, done) => {
    request.audit = {};
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { statusCode: status, elapsedTime } = reply;
    const line = {
      method: request.method,
      // The route and never the address: a caller may have put anything into it.
      route: request.routeOptions.url ?? 'none',
      status,
      ms: Math.round(elapsedTime),
      address: request.ip,
      outcome: 'ok',
      ...request.audit,
    };
    request.log[status < 500 ? 'info' : 'error'](line, 'request');
    done();
  });
}
