import http from 'node:http';
import https from 'node:https';

/** An answer with its whole body. */
export interface HttpAnswer {
  status: number;
  body: string;
}

/**
 * One GET of a path with its query. Redirects are not followed. Rejects with the system's error, `code` in it, when
 * there is no whole answer.
 */
export type HttpGet = (path: string, signal: AbortSignal) => Promise<HttpAnswer>;

/** Shorter than servers and proxies usually keep an unused connection, so that none is used that the other end has closed. */
const IDLE_MS = 4000;

/** GETs of one server over kept-alive connections, at less than half the price of `fetch`. */
export function keepAliveGet(origin: string): { get: HttpGet; close: () => void } {
  const { protocol, hostname, port } = new URL(origin);
  const client = protocol === 'https:' ? https : http;
  const agent = new client.Agent({ keepAlive: true, timeout: IDLE_MS });
  const get: HttpGet = (path, signal) =>
    new Promise((resolve, reject) => {
      const request = client.get({ hostname, port, path, agent, signal }, (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          body += chunk;
        });
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body });
        });
        response.on('error', reject);
      });
      request.on('error', reject);
    });
  return {
    get,
    close: () => {
      agent.destroy();
    },
  };
}
