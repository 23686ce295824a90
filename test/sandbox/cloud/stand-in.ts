import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Service } from './clock';
import type { FaultList, RequestFault } from './faults';
import type { Gates } from './gates';
import {
  type Answer,
  closeServer,
  type Delays,
  listen,
  readBody,
  readHead,
  type Received,
  Refusal,
} from './http';
import type { Journal } from './journal';

const BODY_LIMIT = 256 * 1024;

const GATEWAY_PAGE =
  '<html>\n<head><title>Gateway</title></head>\n<body>\n<h1>Service temporarily unavailable</h1>\n<hr>gateway\n</body>\n</html>\n';

/** What makes a stand-in the service that it stands in for. */
export interface Dialect {
  service: Service;
  /** Answers a request that no fault met; throws {@link Refusal} for an error of the API. */
  answer(request: Received, delays?: Delays): Answer;
  /** Puts an error into the API's words. */
  refuse(refusal: Refusal): Answer;
  /** The query without what must not be written down. */
  loggedQuery(query: string): string;
  /** Milliseconds that this request takes anyway. */
  latencyMs(host: string): number;
  /** For a `status` fault that names no code. */
  defaultCode(status: number): string;
  /** Ends the temporary key that the request was signed with. */
  expireToken(request: Received): void;
  /** Milliseconds since 1970 by the service's clock. */
  now(): number;
}

/** Waits so many milliseconds, or rejects as soon as the signal is given. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** A stand-in, whatever brings its requests. */
export interface StandIn {
  /** Answers a request; `null` cuts its connection. The fault that it meets is decided before this returns. */
  handle(head: Omit<Received, 'body'>, readBody: () => Promise<Buffer>): Promise<Answer | null>;
  /** Cuts every request that still waits, and drops every effect that is still to come: nothing is done. */
  abandon(): void;
}

/** A stand-in that is listening. */
export interface Listening {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  url: string;
  close(): Promise<void>;
}

const gatewayAnswer = (status: number, body: string, code: string, now: number): Answer => ({
  status,
  headers: {
    'Content-Type': 'text/html; charset=utf-8',
    Date: new Date(now).toUTCString(),
    Server: 'gateway',
  },
  body,
  code,
});

/** The answer to a request and what its fault makes of it; `null` cuts the connection. */
const answerWith = (
  dialect: Dialect,
  request: Received,
  met: RequestFault | undefined,
  later: (ms: number, takeEffect: () => void) => void,
): { answer: Answer | null; code: string } => {
  const answered = (delays?: Delays): Answer => {
    try {
      return dialect.answer(request, delays);
    } catch (error) {
      if (error instanceof Refusal) return dialect.refuse(error);
      console.error(`The ${dialect.service} stand-in broke`, error);
      return dialect.refuse(new Refusal(500, dialect.defaultCode(500), 'The stand-in broke.'));
    }
  };
  switch (met?.kind) {
    case 'status': {
      const code = met.code ?? dialect.defaultCode(met.status);
      const answer = dialect.refuse(new Refusal(met.status, code, 'A fault was set for this request.'));
      return { answer: { ...answer, status: met.status }, code };
    }
    case 'html':
      return { answer: gatewayAnswer(met.status, GATEWAY_PAGE, met.kind, dialect.now()), code: met.kind };
    case 'drop-before':
      return { answer: null, code: met.kind };
    case 'drop-after':
      answered();
      return { answer: null, code: met.kind };
    case 'truncate': {
      const answer = answered();
      return { answer: { ...answer, body: answer.body.slice(0, answer.body.length / 2) }, code: met.kind };
    }
    case 'stale': {
      const answer = answered({ staleMs: met.ms });
      return { answer, code: answer.code === '' ? met.kind : answer.code };
    }
    case 'late': {
      const { ms } = met;
      const answer = answered({
        later: (takeEffect) => {
          later(ms, takeEffect);
        },
      });
      return {
        answer: met.answer === 'cut' ? null : answer,
        code: answer.code === '' ? met.kind : answer.code,
      };
    }
    case 'expired-token': {
      dialect.expireToken(request);
      const answer = answered();
      return { answer, code: answer.code };
    }
    case undefined: {
      const answer = answered();
      return { answer, code: answer.code };
    }
  }
};

/** Makes a stand-in out of a dialect: it writes down each request, and lets its fault happen to it. */
export const makeStandIn = (
  dialect: Dialect,
  { journal, faults, gates, wait }: { journal: Journal; faults: FaultList; gates: Gates; wait: Wait },
): StandIn => {
  /** One for each request and effect that is still to come: Node warns of a signal that many wait for. */
  const unfinished = new Set<AbortController>();

  const begin = async <Result>(task: (abandoned: AbortSignal) => Promise<Result>): Promise<Result> => {
    const cancel = new AbortController();
    unfinished.add(cancel);
    try {
      return await task(cancel.signal);
    } finally {
      unfinished.delete(cancel);
    }
  };

  const later = (ms: number, task: () => void, giveUp: () => void = () => undefined): void => {
    begin(async (abandoned) => {
      try {
        await wait(ms, abandoned);
      } catch {
        giveUp();
        return;
      }
      task();
    }).catch((error: unknown) => {
      console.error(`The ${dialect.service} stand-in broke`, error);
    });
  };

  const serve = async (
    head: Omit<Received, 'body'>,
    read: () => Promise<Buffer>,
    abandoned: AbortSignal,
  ): Promise<Answer | null> => {
    const { service } = dialect;
    const settle = journal.open({ ...head, service, query: dialect.loggedQuery(head.query) });
    const target = { service, method: head.method, host: head.host, path: head.path };
    const met = faults.meet(target);
    if (met.fault?.kind === 'drop-before') {
      settle(0, met.fault.kind);
      return null;
    }

    let body: Buffer;
    try {
      body = await read();
      await gates.pass(target);
      // A caller that hangs up while it waits does not stop the cloud: its request is done all the same.
      const latency = dialect.latencyMs(head.host) + met.latencyMs;
      if (latency > 0) await wait(latency, abandoned);
    } catch (error) {
      if (!(error instanceof Refusal)) {
        settle(0, 'aborted');
        return null;
      }
      const refused = dialect.refuse(error);
      settle(refused.status, refused.code);
      return refused;
    }

    const received = { ...head, body };
    if (met.fault?.kind === 'late' && met.fault.where === 'network') {
      const { kind, ms } = met.fault;
      const arrive = (): void => {
        const { code } = answerWith(dialect, received, undefined, later);
        settle(0, code === '' ? kind : code);
      };
      later(ms, arrive, () => {
        settle(0, 'aborted');
      });
      return null;
    }
    const { answer, code } = answerWith(dialect, received, met.fault, later);
    settle(answer?.status ?? 0, code);
    return answer;
  };

  return {
    handle: (head, read) => begin((abandoned) => serve(head, read, abandoned)),
    abandon() {
      for (const cancel of unfinished) cancel.abort();
    },
  };
};

/** Lets a stand-in listen on a free port of the loopback interface. */
export const listenWith = async (service: Service, standIn: StandIn): Promise<Listening> => {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = await standIn.handle(readHead(request), () => readBody(request, BODY_LIMIT));
    if (answer === null) {
      request.socket.destroy();
      return;
    }
    const bytes = Buffer.from(answer.body);
    response.writeHead(answer.status, { ...answer.headers, 'Content-Length': bytes.length }).end(bytes);
  };
  const { server, url } = await listen((request, response) => {
    serve(request, response).catch((error: unknown) => {
      console.error(`The ${service} stand-in broke`, error);
      request.socket.destroy();
    });
  }, 0);
  return {
    url,
    close: async () => {
      standIn.abandon();
      await closeServer(server);
    },
  };
};
