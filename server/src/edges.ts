import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import {
  LogController,
  type FastifyError,
  type FastifyHttpOptions,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { SigningError } from './errors';

/** How the server meets the network, whoever calls. Times in milliseconds. */
export const HTTP_OPTIONS = {
  bodyLimit: 4096,
  genReqId: () => randomUUID(),
  requestIdHeader: false,
  logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
  requestTimeout: 10_000,
  keepAliveTimeout: 15_000,
  // Node looks for late requests only this often, 30 s by default.
  http: { connectionsCheckingInterval: 1000, headersTimeout: 10_000 },
} satisfies FastifyHttpOptions<Server>;

/** Answers for everything that is not a good request, all in the shape of the wire contract. */
export function httpEdges(app: FastifyInstance): void {
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  app.setErrorHandler((error, request, reply) => answerError(toSigningError(error, request), request, reply));
  app.setNotFoundHandler((request, reply) => answerError(new SigningError('NOT_FOUND'), request, reply));
}

function answerError(error: SigningError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { reason, retryAfter } = error.details;
  Object.assign(request.audit, { outcome: error.code, ...(reason === undefined ? {} : { reason }) });
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
  return reply.code(error.status).header('cache-control', 'no-store').send(error.toBody(request.id));
}

function toSigningError(error: unknown, request: FastifyRequest): SigningError {
  if (error instanceof SigningError) return error;
  const { code, statusCode = 500 } = error as Partial<FastifyError>;
  if (statusCode === 413) return new SigningError('BODY_TOO_LARGE');
  if (statusCode === 415) return new SigningError('UNSUPPORTED_MEDIA_TYPE');
  if (statusCode < 500) return new SigningError('BAD_REQUEST', code === undefined ? {} : { reason: code });
  request.log.error({ err: error }, 'unexpected error');
  return new SigningError('INTERNAL');
}
