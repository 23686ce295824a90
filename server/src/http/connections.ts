import { IncomingMessage, ServerResponse, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { SigningError } from '../errors';

/** A request and its answer. */
interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

interface ConnectionState {
  /** Exchanges whose answer is not out yet, in the order of their requests. */
  open: Set<Exchange>;
  latest?: Exchange;
  /** Ends the connection once `open` is empty. When set, later input of the connection is ignored. */
  end?: () => void;
}

/**
 * Routes through the app what Node would answer or drop by itself: bytes that are not HTTP, requests that do not arrive
 * whole, `Expect`, `CONNECT`. So they are limited, logged and counted too. Tracks the answers due on each connection.
 */
export class Connections {
  private readonly states = new Map<Socket, ConnectionState>();
  private readonly faults = new WeakMap<IncomingMessage, SigningError>();
  private readonly synthetic = new WeakSet<IncomingMessage>();
  private onAnswered: () => void = () => undefined;

  constructor(private readonly server: () => Server) {}

  /** Attaches to the server. Must run before it listens. */
  watch(): void {
    const server = this.server();
    // Makes Node cache the address: it cannot be read after a hang-up, and without it the caller escapes the limit.
    server.prependListener('connection', ({ remoteAddress }) => remoteAddress);
    // Prepended, so that a fault is known before the framework handles the request.
    server.prependListener('request', (request, response) => {
      this.track({ request, response });
      // Must be refused (RFC 9112, 3.2). Node would send a bare 400, hence requireHostHeader in edges.ts.
      const { httpVersion, headers } = request;
      if (httpVersion === '1.1' && headers.host === undefined) {
        this.faults.set(request, new SigningError('BAD_REQUEST', { reason: 'no Host' }));
      }
    });
    // Unknown expectations may be ignored (RFC 9110, 10.1.1). Node would send a bare 417.
    server.on('checkExpectation', (request, response) => server.emit('request', request, response));
    // Node would hang up without an answer.
    server.on('connect', (request, socket: Socket) => {
      // Node no longer handles errors of this socket: one without a listener would end the process.
      socket.on('error', () => socket.destroy());
      socket.resume();
      request.complete = true;
      this.answerLast(socket, request);
    });
  }

  /** True while some answer is due. */
  get busy(): boolean {
    return [...this.states.values()].some(({ open }) => open.size > 0);
  }

  /** Calls back whenever an answer is out or a connection is closed. */
  whenAnswered(callback: () => void): void {
    this.onAnswered = callback;
  }

  /** Returns what is wrong with how the request arrived; it must be the answer. */
  faultOf(request: IncomingMessage): SigningError | undefined {
    return this.faults.get(request);
  }

  /** Tells whether the request stands for bytes that were not HTTP: its method and path are not the caller's. */
  isSynthetic(request: IncomingMessage): boolean {
    return this.synthetic.has(request);
  }

  /** Answers broken input with the error, after the answers already due, and closes the connection. */
  rejectInput(socket: Socket, error: SigningError): void {
    const { latest, end } = this.stateOf(socket);
    if (end !== undefined) return;
    if (latest !== undefined && !latest.request.complete) {
      this.fail(latest, error);
      return;
    }
    // No request to answer, so make one.
    const request = Object.assign(new IncomingMessage(socket), { method: 'GET', url: '/', complete: true });
    this.synthetic.add(request);
    this.faults.set(request, error);
    this.answerLast(socket, request);
  }

  /** Answers requests that have not arrived whole with the error; drops callers who do not read their answer. */
  abandonIncomplete(error: SigningError): void {
    for (const [socket, { open }] of this.states) {
      for (const exchange of open) {
        if (exchange.response.writableEnded) socket.destroy();
        else if (!exchange.request.complete) this.fail(exchange, error);
      }
    }
  }

  /** Closes every connection at once. */
  closeAll(): void {
    this.server().closeAllConnections();
    // The server does not know those of CONNECT any more.
    for (const socket of this.states.keys()) socket.destroy();
  }

  private stateOf(socket: Socket): ConnectionState {
    const known = this.states.get(socket);
    if (known !== undefined) return known;
    const state: ConnectionState = { open: new Set() };
    this.states.set(socket, state);
    // Responses queued behind another one emit no `close` of their own.
    socket.once('close', () => {
      this.states.delete(socket);
      this.onAnswered();
    });
    return state;
  }

  private track(exchange: Exchange): void {
    const state = this.stateOf(exchange.request.socket);
    state.latest = exchange;
    state.open.add(exchange);
    exchange.response.once('close', () => {
      state.open.delete(exchange);
      if (state.open.size === 0) state.end?.();
      this.onAnswered();
    });
  }

  /** Fails a request whose rest will not come; one that was answered already only loses its connection. */
  private fail({ request, response }: Exchange, error: SigningError): void {
    const { socket } = request;
    const state = this.stateOf(socket);
    const hangUp = (): void => {
      socket.destroySoon();
    };
    state.end = hangUp;
    if (!response.writableEnded) {
      this.faults.set(request, error);
      // Ends the reading of the body. A request that is not there yet is stopped by faultOf.
      if (request.listenerCount('error') > 0) request.emit('error', error);
    } else if (state.open.size === 0) hangUp();
  }

  /** Hands the request to the app once the answers before it are out, and closes the connection after it. */
  private answerLast(socket: Socket, request: IncomingMessage): void {
    const state = this.stateOf(socket);
    state.end = () => {
      state.end = () => undefined;
      if (!socket.writable) return;
      const response = new ServerResponse(request);
      response.shouldKeepAlive = false;
      response.assignSocket(socket);
      response.once('finish', () => {
        socket.destroySoon();
      });
      this.server().emit('request', request, response);
    };
    if (state.open.size === 0) state.end();
  }
}
