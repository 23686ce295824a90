import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a stand-in sees it. */
export interface Received {
  method: string;
  /** The Host header as it came. */
  host: string;
  /** As on the wire, still encoded. */
  path: string;
  /** As on the wire, without `?`. */
  query: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** What a stand-in answers. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** The API's error code for the log; empty for a success. */
  code: string;
}

/** How a request is served other than at once and from the present. */
export interface Delays {
  /** Reads show what was there so many milliseconds ago. */
  staleMs?: number;
  /** Runs the effect of a write that is accepted. */
  later?: (takeEffect: () => void) => void;
}

/** The API refuses a request; the service puts it into its own dialect. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  /** @param status HTTP status, where the service has one per error. */
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Method, host, path and query of a request; the body is read later. */
export const readHead = (request: IncomingMessage): Omit<Received, 'body'> => {
  const target = request.url ?? '/';
  const mark = target.indexOf('?');
  return {
    method: request.method ?? 'GET',
    host: request.headers.host ?? '',
    path: mark === -1 ? target : target.slice(0, mark),
    query: mark === -1 ? '' : target.slice(mark + 1),
    headers: request.headers,
  };
};

/** Reads the whole body. Rejects when the caller hangs up, or when there is more than `limit` bytes. */
export const readBody = async (request: IncomingMessage, limit: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // What is too much is still read to its end: a caller that is busy sending would not see the answer.
    if (size <= limit) chunks.push(chunk);
  }
  if (size > limit) throw new Refusal(413, 'InvalidContent', `The body is larger than ${limit} bytes.`);
  return Buffer.concat(chunks);
};

/** Decodes a query in the order it was sent. A bare name counts as `name=`. Throws {@link URIError}. */
export const decodeQuery = (query: string): [name: string, value: string][] =>
  query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      const name = equals === -1 ? part : part.slice(0, equals);
      const value = equals === -1 ? '' : part.slice(equals + 1);
      return [decodeURIComponent(name), decodeURIComponent(value)];
    });

/** Listens on the loopback interface; port 0 takes a free one. Rejects when the port is taken. */
export const listen = async (
  handler: Parameters<typeof createServer>[1],
  port: number,
): Promise<{ server: Server; url: string }> => {
  const server = createServer(handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${address.port}` };
};

/** Stops listening and cuts what is still open. */
export const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    server.close((error) => {
      if (error === undefined) resolve();
      else reject(error);
    });
    server.closeAllConnections();
  });
