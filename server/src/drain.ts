import type { FastifyInstance } from 'fastify';

/**
 * Lets a shutdown end with its last request. Without it, Node waits for every connection that a client or a proxy
 * keeps open for later, until it times out.
 *
 * @returns whether a shutdown has begun
 */
export function drainOnClose(app: FastifyInstance): () => boolean {
  let closing = false;
  let underWay = 0;

  const hangUpWhenDone = (): void => {
    if (closing && underWay === 0) app.server.closeAllConnections();
  };
  app.server.on('request', (_request, response) => {
    underWay += 1;
    response.once('close', () => {
      underWay -= 1;
      hangUpWhenDone();
    });
  });
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (closing) reply.header('connection', 'close');
    done();
  });
  app.addHook('preClose', (done) => {
    closing = true;
    done();
    // By then the server has stopped listening.
    setImmediate(hangUpWhenDone);
  });
  return () => closing;
}
