import { METHODS } from 'node:http';
import fc from 'fast-check';

/** One request as it goes out. */
export interface BadRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer;
}

// CONNECT asks for a tunnel: Node hangs up on it without an answer.
const methods = fc.oneof(
  { weight: 6, arbitrary: fc.constant('POST') },
  fc.constantFrom(...METHODS.filter((method) => method !== 'CONNECT')),
);

const paths = fc.oneof(
  { weight: 9, arbitrary: fc.constant('/v1/credentials') },
  fc.constantFrom(
    '/',
    '/v1',
    '/v1/credentials/',
    '//v1/credentials',
    '/v1/credentials?code=x',
    '/healthz',
    '/metrics',
    '*',
  ),
  fc.constantFrom(
    '/%zz',
    '/%00',
    '/%c0%ae%c0%ae/',
    '/../../etc/passwd',
    '/__proto__',
    '/constructor',
    '/v1/credentials%2f',
  ),
  fc.webPath().map((path) => `/${path}`.replace(/[^!-~]/g, '')),
);

const keys = fc.oneof(
  fc.constantFrom(
    'code',
    'code',
    'group',
    'refusedKeyId',
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'openid',
    'admin',
  ),
  fc.string({ maxLength: 8 }),
);
const values = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    'x',
    null,
    0,
    -1,
    1e308,
    true,
    [],
    {},
    ['x'],
    { code: 'x' },
    'x'.repeat(257),
    'a\u0000b',
    '汉字',
    '\ud800',
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

/** As text, so that `__proto__` and double keys come through as they are. */
const objects = fc
  .array(fc.tuple(keys, values), { maxLength: 4 })
  .map(
    (fields) => `{${fields.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join()}}`,
  );

const nested = fc
  .integer({ min: 10, max: 2000 })
  .map((depth) => `{"code":${'['.repeat(depth)}${']'.repeat(depth)}}`);

const bodies = fc.oneof(
  { weight: 4, arbitrary: objects.map((text) => Buffer.from(text)) },
  fc.tuple(objects, fc.nat(40)).map(([text, cut]) => Buffer.from(text.slice(0, cut))),
  nested.map((text) => Buffer.from(text)),
  objects.map((text) => Buffer.from(text, 'utf16le')),
  objects.map((text) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)])),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.integer({ min: 4000, max: 20_000 }).map((size) => Buffer.from(`{"code":"${'x'.repeat(size)}"}`)),
  fc.constant(Buffer.alloc(0)),
);

const contentTypes = fc.oneof(
  { weight: 6, arbitrary: fc.constant('application/json') },
  fc.constantFrom(
    'application/json; charset=utf-16',
    'application/json;',
    'APPLICATION/JSON',
    'application/json, text/plain',
    'text/plain',
    'text/xml',
    'multipart/form-data',
    '',
    '/',
    'application/json\t;x',
  ),
);

const tricks = fc.constantFrom<Record<string, string>>(
  {},
  {},
  { 'x-http-method-override': 'GET' },
  { 'x-forwarded-for': '127.0.0.1, ::1, __proto__' },
  { 'x-original-url': '/metrics' },
  { 'content-encoding': 'gzip' },
  { 'transfer-encoding': 'chunked' },
  { expect: '100-continue' },
  { upgrade: 'websocket', connection: 'upgrade' },
  { origin: 'null', 'access-control-request-method': 'POST' },
  { accept: 'text/html' },
  { 'accept-version': '2.x' },
  { host: 'evil.example' },
  { cookie: '__proto__=1' },
  { range: 'bytes=0-1' },
  { 'x-long': 'x'.repeat(9000) },
);

/** Requests with something wrong in the method, the path, the headers or the body, mostly in the body. */
export const badRequests: fc.Arbitrary<BadRequest> = fc
  .record({ method: methods, path: paths, contentType: contentTypes, trick: tricks, body: bodies })
  .map(({ method, path, contentType, trick, body }) => ({
    method,
    path,
    headers: {
      'content-type': contentType,
      ...('transfer-encoding' in trick ? {} : { 'content-length': String(body.length) }),
      ...trick,
    },
    body,
  }));
