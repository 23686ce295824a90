import { WxFailure } from './callbacks';
import { RouterError } from './router';

/** The part of `wx.request`'s options that says what goes out and how the answer is read. */
export interface RequestInput {
  url: string;
  method?: string;
  header?: Record<string, string | number>;
  data?: string | object | ArrayBuffer;
  /** `json`, WeChat's default, tries to parse the answer; anything else leaves it text. */
  dataType?: string;
  responseType?: 'text' | 'arraybuffer';
}

/** What the router is asked to send. */
export interface OutgoingRequest {
  url: string;
  method: string;
  header: Record<string, string>;
  data?: string;
}

/** What the router brings back from a server, whatever its status. */
export interface RequestAnswer {
  statusCode: number;
  header: Record<string, string>;
  data: string;
}

const toQuery = (data: object): string =>
  Object.entries(data)
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`)
    .join('&');

const withQuery = (url: string, data: object): string => {
  const query = toQuery(data);
  return query === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`;
};

const encodeData = (data: string | object | ArrayBuffer, contentType: string): string => {
  if (typeof data === 'string') return data;
  if (data instanceof ArrayBuffer) return new TextDecoder().decode(data);
  return contentType.includes('x-www-form-urlencoded') ? toQuery(data) : JSON.stringify(data);
};

/**
 * Prepares a request as WeChat does: `data` of a GET becomes the query, an object is written by its content type, and
 * without a content type it is `application/json` ("wx.request", data 参数说明). Referer can not be set.
 */
export function encodeRequest(options: RequestInput): OutgoingRequest {
  if (typeof options.url !== 'string' || !/^https?:\/\//.test(options.url)) {
    throw new WxFailure(`invalid url "${options.url}"`);
  }
  const method = (options.method ?? 'GET').toUpperCase();
  const header: Record<string, string> = {};
  for (const [name, value] of Object.entries(options.header ?? {})) {
    if (name.toLowerCase() !== 'referer') header[name] = String(value);
  }
  const contentTypeName = Object.keys(header).find((name) => name.toLowerCase() === 'content-type');
  if (!contentTypeName) header['content-type'] = 'application/json';
  const { data } = options;
  if (data === undefined) return { url: options.url, method, header };
  if (method === 'GET' && typeof data === 'object' && !(data instanceof ArrayBuffer)) {
    return { url: withQuery(options.url, data), method, header };
  }
  const contentType = header[contentTypeName ?? 'content-type'] ?? '';
  return { url: options.url, method, header, data: encodeData(data, contentType) };
}

/** Checks the router's answer; its own `errMsg` ("request:fail url not in domain list") becomes the failure. */
export function readAnswer(answer: unknown): RequestAnswer {
  const { errMsg, errno, statusCode, header, data } = Object(answer) as Record<string, unknown>;
  if (typeof errMsg === 'string') {
    const reason = errMsg.replace(/^request:fail\s*/, '');
    throw new WxFailure(reason, typeof errno === 'number' ? errno : undefined);
  }
  if (typeof statusCode !== 'number' || typeof data !== 'string' || typeof header !== 'object' || !header) {
    throw new RouterError('the sandbox gave neither an answer nor an errMsg');
  }
  return { statusCode, data, header: header as Record<string, string> };
}

/** Reads the body as `dataType` and `responseType` ask; text that is not JSON stays text, as in WeChat. */
export function decodeBody(text: string, options: RequestInput): unknown {
  if (options.responseType === 'arraybuffer') return new TextEncoder().encode(text).buffer;
  if ((options.dataType ?? 'json') !== 'json') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
