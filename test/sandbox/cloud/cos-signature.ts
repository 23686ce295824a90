import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from './http';

const FIELDS = [
  'q-sign-algorithm',
  'q-ak',
  'q-sign-time',
  'q-key-time',
  'q-header-list',
  'q-url-param-list',
  'q-signature',
] as const;

/** The parts of an `Authorization` header of COS and CI. */
export type CosAuthorization = Record<(typeof FIELDS)[number], string>;

/** What of a request a signature is made of. */
export interface SignedRequest {
  method: string;
  /** Decoded, with its leading slash. */
  path: string;
  /** Decoded. */
  query: readonly (readonly [name: string, value: string])[];
  /** Names in lower case. */
  headers: IncomingHttpHeaders;
}

const refuse = (code: string, message: string): never => {
  throw new Refusal(401, code, message);
};

const hmacSha1 = (key: string, data: string): string => createHmac('sha1', key).update(data).digest('hex');
const sha1 = (data: string): string => createHash('sha1').update(data).digest('hex');

/** Everything but letters, digits and `-_.~` is escaped, in capitals. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const decodeHeaderName = (name: string): string => {
  try {
    return decodeURIComponent(name);
  } catch {
    return refuse('InvalidAuthorization', 'The header list is not url-encoded.');
  }
};

/** Names and values as they are signed: the list of names, and the `name=value&...` line, both sorted by name. */
const canonical = (pairs: readonly (readonly [string, string])[]): { names: string; line: string } => {
  const encoded = pairs
    .map(([name, value]) => ({ name: encode(name).toLowerCase(), value: encode(value) }))
    .sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  return {
    names: encoded.map(({ name }) => name).join(';'),
    line: encoded.map(({ name, value }) => `${name}=${value}`).join('&'),
  };
};

/** Splits the header into its seven parts. Throws {@link Refusal} when it is missing, or one part is. */
export const parseCosAuthorization = (header: string | undefined): CosAuthorization => {
  if (header === undefined || header === '') {
    return refuse('MissingAuthorization', 'The Authorization header is missing.');
  }
  const parts = new Map<string, string>();
  for (const part of header.split('&')) {
    const equals = part.indexOf('=');
    if (equals > 0) parts.set(part.slice(0, equals), part.slice(equals + 1));
  }
  if (parts.size !== FIELDS.length || !FIELDS.every((field) => parts.has(field))) {
    return refuse('InvalidAuthorization', 'The Authorization header has not the seven q- parts.');
  }
  return Object.fromEntries(parts) as CosAuthorization;
};

const readWindow = (text: string): [start: number, end: number] => {
  const [, start, end] =
    /^(\d{1,10});(\d{10})$/.exec(text) ?? refuse('InvalidAuthorization', 'A time window is malformed.');
  return [Number(start), Number(end)];
};

/**
 * The signature that a request must have, step by step from "Request signature" (436/7778). `headers` are the signed
 * ones only.
 */
export const cosSignature = (
  secretKey: string,
  times: { keyTime: string; signTime: string },
  request: { method: string; path: string; query: SignedRequest['query']; headers: SignedRequest['query'] },
): string => {
  const signKey = hmacSha1(secretKey, times.keyTime);
  const httpString = [
    request.method.toLowerCase(),
    request.path,
    canonical(request.query).line,
    canonical(request.headers).line,
    '',
  ].join('\n');
  return hmacSha1(signKey, ['sha1', times.signTime, sha1(httpString), ''].join('\n'));
};

/**
 * Checks a COS signature as strictly as the documents allow: both windows by the cloud's clock, a header list that is
 * all there and holds `host`, a parameter list that names exactly the query that was sent.
 *
 * @param secretKey of the id in `q-ak`. @param now Unix seconds of the cloud. Throws {@link Refusal} with status 401.
 */
export const checkCosSignature = (
  authorization: CosAuthorization,
  request: SignedRequest,
  secretKey: string,
  now: number,
): void => {
  if (authorization['q-sign-algorithm'] !== 'sha1') {
    refuse('InvalidAuthorization', 'The algorithm is not sha1.');
  }
  for (const field of ['q-key-time', 'q-sign-time'] as const) {
    const [start, end] = readWindow(authorization[field]);
    if (now < start || now > end) refuse('SignatureExpired', `Now is outside ${field}.`);
  }

  const list = authorization['q-header-list'];
  const names = list === '' ? [] : list.split(';');
  if (!names.includes('host')) {
    refuse('InvalidAuthorization', 'The host is not signed: the signature would be good for any bucket.');
  }
  const headers = names.map((encoded): [string, string] => {
    const name = decodeHeaderName(encoded);
    const value = request.headers[name];
    if (typeof value !== 'string') {
      return refuse('InvalidAuthorization', `The signed header ${name} is not in the request.`);
    }
    return [name, value];
  });
  if (canonical(headers).names !== list) {
    refuse('InvalidAuthorization', 'The header list is not lower-cased and sorted.');
  }
  if (canonical(request.query).names !== authorization['q-url-param-list']) {
    refuse('InvalidAuthorization', 'The parameter list is not what the query holds.');
  }

  const times = { keyTime: authorization['q-key-time'], signTime: authorization['q-sign-time'] };
  const expected = Buffer.from(cosSignature(secretKey, times, { ...request, headers }));
  const given = Buffer.from(authorization['q-signature']);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    refuse('InvalidAuthorization', 'The signature does not belong to the request.');
  }
};
