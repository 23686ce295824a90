import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { SigningError } from '../errors';

/** Sends an error in the shape of the wire contract and notes it for the log. */
export function answerError(error: SigningError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { reason, retryAfter } = error.details;
  Object.assign(request.audit, { outcome: error.code, ...(reason === undefined ? {} : { reason }) });
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
  return reply.code(error.status).send(error.toBody(request.id));
}

/** Gives every error that a handler or the framework throws a code of the wire contract. */
export function toSigningError(error: unknown, request: FastifyRequest): SigningError {
  if (error instanceof SigningError) return error;
  const { code, statusCode = 500 } = error as Partial<FastifyError>;
  if (statusCode === 413) return new SigningError('BODY_TOO_LARGE');
  if (statusCode === 415) return new SigningError('UNSUPPORTED_MEDIA_TYPE');
  if (statusCode < 500) return new SigningError('BAD_REQUEST', code === undefined ? {} : { reason: code });
  request.log.error({ err: error }, 'unexpected error');
  return new SigningError('INTERNAL');
}

/** 405 with what the path does take, or 404. */
export function noRoute(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply): SigningError {
  const url = pathOf(request);
  const allowed = ['GET', 'HEAD', 'POST'].filter((method) => app.hasRoute({ method, url }));
  if (allowed.length === 0) return new SigningError('NOT_FOUND');
  reply.header('allow', allowed.join(', '));
  return new SigningError('METHOD_NOT_ALLOWED');
}

/** Drops the query of an address. */
export function pathOf({ url }: { url: string }): string {
  return url.split(/[?#]/)[0] ?? '';
}

/** For bytes that are no request, or not a whole one in time. */
export function brokenRequest({ code }: Error & { code: string }): SigningError {
  return new SigningError(code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'REQUEST_TIMEOUT' : 'BAD_REQUEST', {
    reason: code,
  });
}
