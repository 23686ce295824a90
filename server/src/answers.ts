import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { SigningError } from './errors';

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
  const [url = '/'] = request.url.split('?');
  const allowed = ['GET', 'HEAD', 'POST'].filter((method) => app.hasRoute({ method, url }));
  if (allowed.length === 0) return new SigningError('NOT_FOUND');
  reply.header('allow', allowed.join(', '));
  return new SigningError('METHOD_NOT_ALLOWED');
}

/** For bytes that are no request, or not a whole one in time: there is only a socket to answer on. */
export function answerRaw(this: FastifyInstance, fault: Error & { code: string }, socket: Socket): void {
  if (fault.code === 'ECONNRESET' || socket.destroyed) return;
  const late = fault.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const error = new SigningError(late ? 'REQUEST_TIMEOUT' : 'BAD_REQUEST');
  const requestId = randomUUID();
  const body = JSON.stringify(error.toBody(requestId));
  const head = [
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status] ?? ''}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    `x-request-id: ${requestId}`,
    'connection: close',
  ];
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.destroySoon();
  this.metrics.answered(error.code);
  this.log.info(
    {
      requestId,
      status: error.status,
      address: socket.remoteAddress,
      outcome: error.code,
      reason: fault.code,
    },
    'request',
  );
}
