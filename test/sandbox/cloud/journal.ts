import type { Service } from './clock';

/**
 * One request that a stand-in received.
 *
 * `status` is the status that was sent, 0 while it is under way or when the connection was cut. `code` is the API's own
 * error code, empty for a success, `pending` while under way, `aborted` when the caller hung up first, or the kind of
 * the fault that spoilt an answer. A PUT that is late on the network stays `pending` until it reaches the cloud.
 */
export interface LogEntry {
  /** ISO time of arrival by the machine's clock. */
  at: string;
  service: Service;
  method: string;
  host: string;
  path: string;
  /** As received, without `?`; secrets and login codes are left out. */
  query: string;
  status: number;
  code: string;
}

/** Every request in the order of arrival. It never holds headers or bodies, so no key can get into it. */
export class Journal {
  #entries: LogEntry[] = [];

  /** Writes the request down at once; the returned function fills in how it ended. */
  open(request: Omit<LogEntry, 'at' | 'status' | 'code'>): (status: number, code: string) => void {
    const entry: LogEntry = {
      at: new Date().toISOString(),
      service: request.service,
      method: request.method,
      host: request.host,
      path: request.path,
      query: request.query,
      status: 0,
      code: 'pending',
    };
    this.#entries.push(entry);
    return (status, code) => {
      entry.status = status;
      entry.code = code;
    };
  }

  /** A copy, oldest first. */
  list(): LogEntry[] {
    return this.#entries.map((entry) => ({ ...entry }));
  }

  clear(): void {
    this.#entries = [];
  }
}
