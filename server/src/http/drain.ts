import type { FastifyInstance } from 'fastify';
import type { Connections } from './connections';
import { SigningError } from '../errors';

/** How long callers may go on sending a request or reading an answer after a shutdown began, milliseconds. */
const ARRIVAL_MS = 1000;

/** How far a shutdown has come. */
export interface Drain {
  /** True once it has begun. */
  isClosing: () => boolean;
  /** True once nothing new is accepted. */
  isLeaving: () => boolean;
}

/**
 * Lets a shutdown end with its last request. Without it, Node waits for every connection that a client or a proxy
 * keeps open for later, until it times out. A caller who sends or reads slowly cannot delay it.
 *
 * @param budgetMs longest time from the arrival of a request to its answer
 */
export function drainOnClose(app: FastifyInstance, connections: Connections, budgetMs: number): Drain {
  let stage: 'open' | 'closing' | 'leaving' = 'open';
  const timers: NodeJS.Timeout[] = [];

  const hangUp = (): void => {
    connections.closeAll();
  };
  const hangUpWhenDone = (): void => {
    if (stage !== 'open' && !connections.busy) hangUp();
  };
  connections.whenAnswered(hangUpWhenDone);
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (stage !== 'open') reply.header('connection', 'close');
    done();
  });
  app.addHook('preClose', (done) => {
    stage = 'closing';
    done();
    // By then the server has stopped listening.
    setImmediate(hangUpWhenDone);
    const leave = (): void => {
      stage = 'leaving';
      connections.abandonIncomplete(new SigningError('UNAVAILABLE', { reason: 'shutting down' }));
    };
    timers.push(setTimeout(leave, ARRIVAL_MS), setTimeout(hangUp, ARRIVAL_MS + budgetMs));
  });
  app.addHook('onClose', (_instance, done) => {
    timers.forEach(clearTimeout);
    done();
  });
  return { isClosing: () => stage !== 'open', isLeaving: () => stage === 'leaving' };
}
