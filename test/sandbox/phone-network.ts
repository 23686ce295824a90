import { type IncomingMessage, request as sendRequest } from 'node:http';

/** What the phone's `wx.request` asks the router to send. */
export interface PhoneRequest {
  url: string;
  method: string;
  header: Record<string, string>;
  data?: string | undefined;
  /** Milliseconds. */
  timeout: number;
}

/** What WeChat would call back with: an answer of any status, or a failure. */
export type PhoneAnswer =
  { statusCode: number; header: Record<string, string>; data: string } | { errMsg: string; errno?: number };

/** Which stand-in or server is behind a production host name. Hosts that are not here are not in the domain list. */
export type Domains = ReadonlyMap<string, URL>;

// Set from the request itself, or of one connection only.
const NOT_FORWARDED = ['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive', 'expect'];

const receivedHeaders = (response: IncomingMessage): Record<string, string> => {
  const header: Record<string, string> = {};
  const { rawHeaders } = response;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    header[name] = header[name] === undefined ? value : `${header[name]},${value}`;
  }
  return header;
};

const readText = async (response: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

const send = (target: URL, host: string, { method, header, data }: PhoneRequest, signal: AbortSignal) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const headers: Record<string, string | number> = { Host: host };
    for (const [name, value] of Object.entries(header)) {
      if (!NOT_FORWARDED.includes(name.toLowerCase())) headers[name] = value;
    }
    const body = data === undefined ? undefined : Buffer.from(data);
    if (body !== undefined || method !== 'GET') headers['Content-Length'] = body?.length ?? 0;
    // A connection of its own: one that was kept could be closed by the other side just when it is used again.
    const outgoing = sendRequest(target, { method, headers, signal, agent: false }, resolve);
    outgoing.on('error', reject);
    outgoing.end(body);
  });

/**
 * Plays WeChat's network for one request: https only, hosts exactly as in the domain list (no port, no parent domain),
 * the Host header of production, redirects handed back as they are. A connection that breaks becomes WeChat's
 * `request:fail`; nothing here throws for what a server does.
 *
 * @param hungUp aborts when the phone no longer waits.
 */
export const forward = async (
  request: PhoneRequest,
  domains: Domains,
  hungUp: AbortSignal,
): Promise<PhoneAnswer> => {
  const host = /^https:\/\/([^/?#]+)/i.exec(request.url)?.[1]?.toLowerCase();
  const base = host === undefined ? undefined : domains.get(host);
  if (host === undefined || base === undefined || !URL.canParse(request.url)) {
    return { errMsg: 'request:fail url not in domain list', errno: 600002 };
  }
  const { pathname, search } = new URL(request.url);
  const target = new URL(base);
  target.pathname = pathname;
  target.search = search;

  const timedOut = AbortSignal.timeout(request.timeout);
  const signal = AbortSignal.any([hungUp, timedOut]);
  try {
    const response = await send(target, host, request, signal);
    const data = await readText(response);
    return { statusCode: response.statusCode ?? 0, header: receivedHeaders(response), data };
  } catch {
    if (timedOut.aborted) return { errMsg: 'request:fail timeout', errno: 5 };
    return { errMsg: 'request:fail socket hang up', errno: 600001 };
  }
};
