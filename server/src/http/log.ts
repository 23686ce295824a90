import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { stdTimeFunctions, type DestinationStream } from 'pino';
import type { Config } from '../config';
import type { Connections } from './connections';

/** JSON on standard output. Nothing of a request is logged by itself: only what the audit names. */
export function logOptions(level: Config['logLevel'], stream?: DestinationStream) {
  return {
    level,
    ...(stream === undefined ? {} : { stream }),
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    // Whatever else hangs on an error of a library, such as a request with its headers, stays out.
    serializers: { err: ({ name, message, stack = '' }: Error) => ({ type: name, message, stack }) },
  };
}

/** One line per request, when its answer is out. */
export function logRequests(app: FastifyInstance, connections: Connections): void {
  /** Writes the line of one request and counts its outcome. */
  const logAnswer = (request: FastifyRequest, reply: FastifyReply): void => {
    const { statusCode: status, elapsedTime } = reply;
    const { outcome = 'ok' } = request.audit;
    const line = {
      ...(connections.isSynthetic(request.raw) ? {} : { method: request.method }),
      // The route and never the address: a caller may have put anything into it.
      route: request.routeOptions.url ?? 'none',
      status,
      ms: Math.round(elapsedTime),
      address: request.ip,
      ...request.audit,
      outcome,
    };
    request.server.metrics.answered(outcome);
    request.log[status < 500 ? 'info' : status === 500 ? 'error' : 'warn'](line, 'request');
  };
  app.decorateRequest('audit');
  app.addHook('onRequest', (request, _reply, done) => {
    request.audit = {};
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    logAnswer(request, reply);
    done();
  });
  // onResponse never fires for aborted requests; log them here.
  app.addHook('onSend', (request, reply, _payload, done) => {
    if (request.raw.socket.destroyed && request.raw.complete) {
      request.audit.hungUp = true;
      logAnswer(request, reply);
    }
    done();
  });
}
