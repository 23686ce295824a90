import { METHODS } from 'node:http';
import fc from 'fast-check';

/** Closes the connection after a sequence that the server could parse to its end. */
const LAST = 'GET /the-last-one HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';

const methods = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('GET', 'POST', 'HEAD') },
  fc.constantFrom(...METHODS.filter((method) => method !== 'CONNECT')),
);

const targets = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('/v1/credentials', '/v1/credentials?code=x', '/metrics', '/healthz'),
  },
  fc.constantFrom(
    'http://[/',
    'http://x/v1/credentials',
    'HTTP://x/healthz',
    'https://x:99999/',
    'http://x/%zz',
    'http:///metrics',
    'http://u:p@x/metrics?a=b',
    'ftp://x/metrics',
    'x:443',
    '*',
    '/%zz',
    '//x',
    '/..//../',
    '/metrics/',
    '/%6detrics',
    '/%00',
    '/\u00e4',
    '/#a',
    `/${'a'.repeat(3000)}`,
  ),
);

const versions = fc.oneof(
  { weight: 8, arbitrary: fc.constant('HTTP/1.1') },
  fc.constantFrom('HTTP/1.0', 'HTTP/2.0', 'HTTP/0.9', 'HTTP/3.0', 'HTTP/1.2', 'http/1.1', 'HTTP/1.1 ', ''),
);

const hosts = fc.oneof(
  { weight: 8, arbitrary: fc.constant(['Host: x']) },
  fc.constantFrom<string[]>([], ['Host:'], ['Host: x', 'Host: y'], ['Host : x'], ['Host: [']),
);

const lines = fc.oneof(
  { weight: 3, arbitrary: fc.constant('Content-Type: application/json') },
  fc.constantFrom(
    'Expect: 100-continue',
    'Expect: xyz',
    'Expect:',
    'Expect: 100-continue, xyz',
    'Expect: 200-ok;q=1',
    'Upgrade: h2c',
    'Connection: close',
    'Connection: keep-alive',
    'Connection: upgrade',
    'Connection: \u0001',
    'Content-Type: text/plain',
    'Content-Type: /',
    'X-Forwarded-For: 192.0.2.1:80, [::1]:9, x',
    'X-Forwarded-For: ,,',
    'Accept-Version: 2.x',
    'Trailer: x',
    'TE: trailers',
    'X-A: b\u0000c',
    'X-A: \u00ff',
    ': x',
    'X A: b',
    ' folded: x',
    'no colon',
    `X-Long: ${'x'.repeat(9000)}`,
  ),
);

const contents = fc.oneof(
  fc.constant(''),
  fc.constantFrom('{"code":"x"}', '{"code":', '[]', 'null', 'GET / HTTP/1.1\r\n\r\n', '\r\n', '0\r\n\r\n'),
  fc.integer({ min: 4000, max: 6000 }).map((size) => 'x'.repeat(size)),
);

/** A body and the headers that frame it, rightly or not. None announces too much: the server would wait for it. */
const framed = fc
  .tuple(
    contents,
    fc.constantFrom(
      'length',
      'length',
      'length',
      'length',
      'chunks',
      'chunks',
      'short',
      'twice',
      'both',
      'no chunks',
      'none',
    ),
  )
  .map(([content, how]): { head: string[]; body: string } => {
    const size = content.length;
    const chunks = `${size === 0 ? '' : `${size.toString(16)}\r\n${content}\r\n`}0\r\n\r\n`;
    switch (how) {
      case 'length':
        return { head: [`Content-Length: ${size}`], body: content };
      case 'chunks':
        return { head: ['Transfer-Encoding: chunked'], body: chunks };
      case 'short':
        return { head: [`Content-Length: ${Math.floor(size / 2)}`], body: content };
      case 'twice':
        return { head: [`Content-Length: ${size}`, 'Content-Length: 0'], body: content };
      case 'both':
        return { head: ['Transfer-Encoding: chunked', `Content-Length: ${size}`], body: chunks };
      case 'no chunks':
        return { head: ['Transfer-Encoding: chunked'], body: `z${content}` };
      default:
        return { head: [], body: content };
    }
  });

const requests = fc
  .record({
    method: methods,
    target: targets,
    version: versions,
    host: hosts,
    more: fc.array(lines, { maxLength: 2 }),
    frame: framed,
  })
  .map(({ method, target, version, host, more, frame }) =>
    [`${method} ${target} ${version}`, ...host, ...more, ...frame.head, '', frame.body].join('\r\n'),
  );

/** Ends that are no HTTP request any more. */
const ends = fc.oneof(
  { weight: 2, arbitrary: fc.constant('') },
  fc.constantFrom(
    'hello\r\n\r\n',
    '\u0016\u0003\u0001\u0002\u0000\u0001',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    'FOO / HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET  / HTTP/1.1\r\nHost: x\r\n\r\n',
    `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    'CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n',
    'CONNECT / HTTP/1.1\r\n\r\nmore',
  ),
);

/** All bytes of one connection, in Latin-1: pipelined requests, most of them with something wrong, and an end. */
export const rawRequests: fc.Arbitrary<string> = fc
  .tuple(fc.array(requests, { minLength: 1, maxLength: 4 }), ends)
  .map(([some, end]) => `${some.join('')}${end}${LAST}`);
