import { once } from 'node:events';
import type { Socket } from 'node:net';
import { startCloud, type Cloud } from '../sandbox/cloud';
import { problemsOf, shapeOf } from './support/contract';
import { deferred } from './support/deferred';
import { openRaw, parseReplies, sendBytes, type RawReply } from './support/raw-socket';
import { startSigningServer, type ServerOptions, type SigningServer } from './support/signing-server';

const ERROR = shapeOf('SigningErrorResponse');

let cloud: Cloud;
let server: SigningServer;

beforeEach(async () => {
  cloud = await startCloud();
  server = await startSigningServer(cloud);
});

afterEach(async () => {
  await server.close();
  await cloud.close();
});

async function restart(options: ServerOptions): Promise<void> {
  await server.close();
  server = await startSigningServer(cloud, options);
}

/** A good request for a key, ready to be sent. */
const login = (openid = 'oLiWei'): string => {
  const body = JSON.stringify({ code: cloud.issueLoginCode(openid) });
  return `POST /v1/credentials HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
};

const codeOf = ({ status, body }: RawReply): unknown =>
  status === 200 ? 200 : (JSON.parse(body) as { error: { code: string } }).error.code;

// What Node or the framework would answer or drop by itself.
const ODD: [what: string, bytes: string, code: string][] = [
  ['a broken address', 'GET http://[/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 'NOT_FOUND'],
  [
    'an address of another kind',
    'GET ftp://x/metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    'NOT_FOUND',
  ],
  [
    'an address that cannot be decoded',
    'GET http://x/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    'NOT_FOUND',
  ],
  [
    'an unknown expectation',
    'GET /nothing HTTP/1.1\r\nHost: x\r\nExpect: xyz\r\nConnection: close\r\n\r\n',
    'NOT_FOUND',
  ],
  ['no Host', 'GET / HTTP/1.1\r\n\r\n', 'BAD_REQUEST'],
  ['a tunnel', 'CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n', 'NOT_FOUND'],
  ['no HTTP', 'hello\r\n\r\n', 'BAD_REQUEST'],
  [
    'a body that breaks off',
    'POST /v1/credentials HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nz',
    'BAD_REQUEST',
  ],
];

describe('odd requests are handled like every other one', () => {
  test.each(ODD)('%s: one answer of the contract, with a line and a count', async (_what, bytes, code) => {
    const [reply, ...others] = parseReplies(await sendBytes(server.url, bytes));
    expect(others).toEqual([]);
    expect(problemsOf(ERROR, JSON.parse(reply?.body ?? ''))).toEqual([]);
    expect(JSON.parse(reply?.body ?? '')).toMatchObject({ error: { code } });
    expect(reply?.headers).toMatchObject({
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'strict-transport-security': expect.stringContaining('max-age=') as string,
      connection: 'close',
    });
    expect(server.requestLines()).toEqual([
      expect.objectContaining({
        requestId: reply?.headers['x-request-id'],
        status: reply?.status,
        outcome: code,
        address: '127.0.0.1',
      }),
    ]);
    expect(await server.app.metrics.registry.metrics()).toContain(
      `signing_answers_total{outcome="${code}"} 1`,
    );
  });

  test.each(ODD)('%s: counts towards the limit of the address', async (_what, bytes) => {
    await restart({ env: { RATE_LIMIT_PER_ADDRESS: '1' } });
    await sendBytes(server.url, bytes);
    const [reply] = parseReplies(await sendBytes(server.url, bytes));
    expect(reply?.status).toBe(429);
    expect(codeOf(reply as RawReply)).toBe('RATE_LIMITED');
    expect(reply?.headers['retry-after']).toMatch(/^[1-9]\d*$/);
    expect((await fetch(`${server.url}/nothing`)).status).toBe(429);
  });

  test('a line about bytes that were no request names no method', async () => {
    await sendBytes(server.url, 'hello\r\n\r\n');
    expect(server.requestLines()[0]).not.toHaveProperty('method');
  });

  test('an address with a host in it names the same path', async () => {
    const bytes = (method: string) =>
      `${method} http://x/v1/credentials HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
    const [reply] = parseReplies(await sendBytes(server.url, bytes('PUT')));
    expect(reply).toMatchObject({ status: 405, headers: { allow: 'POST' } });
  });

  test('an unknown expectation is ignored', async () => {
    const bytes = login().replace('Host: x', 'Host: x\r\nExpect: xyz\r\nConnection: close');
    expect(parseReplies(await sendBytes(server.url, bytes)).map(codeOf)).toEqual([200]);
  });

  test('an upgrade request closes the connection, since Node drops what follows', async () => {
    const bytes = login().replace('Host: x', 'Host: x\r\nUpgrade: h2c\r\nConnection: upgrade');
    const [reply, ...others] = parseReplies(await sendBytes(server.url, bytes + login()));
    expect(reply).toMatchObject({ status: 200, headers: { connection: 'close' } });
    expect(others).toEqual([]);
  });
});

describe('requests in a row', () => {
  const GARBAGE = '\u0001\r\n\r\n';

  /** A server whose WeChat answers when the test says so. */
  async function withGate() {
    const asked = deferred();
    const open = deferred();
    await restart({
      deps: {
        get: async (path) => {
          asked.resolve();
          await open.promise;
          const answer = await fetch(`${cloud.urls.wechat}${path}`);
          return { status: answer.status, body: await answer.text() };
        },
      },
    });
    return { asked: asked.promise, open: open.resolve };
  }

  test('garbage behind good requests costs none of their answers', async () => {
    const text = await sendBytes(server.url, login() + login('oChenChen') + GARBAGE);
    expect(parseReplies(text).map(codeOf)).toEqual([200, 200, 'BAD_REQUEST']);
  });

  test('garbage that comes while a request is worked on waits for its answer', async () => {
    const gate = await withGate();
    const { write, ended } = await openRaw(server.url);
    write(login());
    await gate.asked;
    const broken = new Promise((resolve) => server.app.server.once('clientError', resolve));
    write(GARBAGE);
    await broken;
    write(GARBAGE);
    gate.open();
    expect(parseReplies(await ended).map(codeOf)).toEqual([200, 'BAD_REQUEST']);
    expect(server.requestLines().map(({ outcome }) => outcome)).toEqual(['issued', 'BAD_REQUEST']);
  });

  test('a tunnel behind a request waits for its answer', async () => {
    const text = await sendBytes(server.url, `${login()}CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\nmore`);
    expect(parseReplies(text).map(codeOf)).toEqual([200, 'NOT_FOUND']);
  });

  test('a body that breaks off is answered in its turn', async () => {
    const broken = ODD.find(([what]) => what === 'a body that breaks off')?.[1] ?? '';
    const text = await sendBytes(server.url, login() + broken);
    expect(parseReplies(text).map(codeOf)).toEqual([200, 'BAD_REQUEST']);
  });

  test('a request that was answered before its body went wrong gets no second answer', async () => {
    const text = await sendBytes(
      server.url,
      'POST /nothing HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nz',
    );
    expect(parseReplies(text)).toHaveLength(1);
    expect(server.requestLines()).toHaveLength(1);
  });

  test('requests of a caller who hung up are logged, also one that waits behind another', async () => {
    const gate = await withGate();
    const connected = once(server.app.server, 'connection') as Promise<[Socket]>;
    const { socket, write } = await openRaw(server.url);
    const [onServer] = await connected;
    write(login() + login('oChenChen'));
    await gate.asked;
    const gone = once(onServer, 'close');
    socket.destroy();
    const logged = deferred();
    server.onRequestLine(() => {
      if (server.requestLines().length === 2) logged.resolve();
    });
    await gone;
    gate.open();
    await logged.promise;
    expect(server.requestLines()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ hungUp: true, name: 'Li Wei' }),
        expect.objectContaining({ hungUp: true, name: '陈晨' }),
      ]),
    );
  });
});
