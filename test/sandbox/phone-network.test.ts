import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Cloud } from './cloud';
import { closeServer, listen } from './cloud/http';
import { forward, type PhoneRequest } from './phone-network';
import { createRouter } from './router';

let upstream: Server;
let base: URL;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
beforeAll(async () => {
  const { server, url } = await listen((request, response) => {
    answer(request, response);
  }, 0);
  upstream = server;
  base = new URL(url);
});
afterAll(() => closeServer(upstream));

const NEVER = new AbortController().signal;
const send = (change: Partial<PhoneRequest> = {}, hungUp = NEVER) => {
  const request = {
    url: 'https://api.example.com/v1/x?a=1',
    method: 'GET',
    header: {},
    timeout: 60_000,
    ...change,
  };
  return forward(request, new Map([['api.example.com', base]]), hungUp);
};

interface Seen {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage['headers'];
  body: string;
}

/** Answers 200 and tells what came. */
const seen = (): Promise<Seen> =>
  new Promise((resolve) => {
    answer = (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        response.end('ok');
        const { method, url, headers } = request;
        resolve({ method, url, headers, body: Buffer.concat(chunks).toString() });
      });
    };
  });

test('the request arrives as production would see it', async () => {
  const arrived = seen();
  const header = {
    'Content-Type': 'application/xml',
    'x-ci-security-token': 't',
    Host: 'evil.example.com',
    'content-length': '999',
  };
  await send({ method: 'PUT', header, data: '<Name>图</Name>' });
  const { method, url, headers, body } = await arrived;
  expect([method, url, body]).toEqual(['PUT', '/v1/x?a=1', '<Name>图</Name>']);
  expect(headers).toMatchObject({
    host: 'api.example.com',
    'content-type': 'application/xml',
    'content-length': '16',
    'x-ci-security-token': 't',
  });
});

test('a write without a body says so', async () => {
  const arrived = seen();
  await send({ method: 'POST' });
  expect((await arrived).headers).toMatchObject({ 'content-length': '0' });
});

test('the answer keeps the spelling of its headers; repeated ones are joined', async () => {
  answer = (_request, response) => {
    response.writeHead(418, { 'X-Ci-Request-Id': 'r', 'Set-Cookie': ['a=1', 'b=2'] }).end('图');
  };
  const got = await send();
  expect(got).toMatchObject({ statusCode: 418, data: '图' });
  expect(got).toHaveProperty(['header', 'X-Ci-Request-Id'], 'r');
  expect(got).toHaveProperty(['header', 'Set-Cookie'], 'a=1,b=2');
});

test('a redirect is handed back, not followed', async () => {
  let requests = 0;
  answer = (_request, response) => {
    requests += 1;
    response.writeHead(302, { Location: '/elsewhere' }).end();
  };
  expect(await send()).toMatchObject({ statusCode: 302, header: { Location: '/elsewhere' } });
  expect(requests).toBe(1);
});

test('a body that breaks off in the middle is a cut connection', async () => {
  answer = (request, response) => {
    response.writeHead(200, { 'Content-Length': '100' });
    response.write('half', () => request.socket.destroy());
  };
  expect(await send()).toEqual({ errMsg: 'request:fail socket hang up', errno: 600001 });
});

test('a server that is not there is a cut connection', async () => {
  const gone = createServer();
  gone.listen(0, '127.0.0.1');
  await once(gone, 'listening');
  const address = gone.address();
  await closeServer(gone);
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const request = { url: 'https://api.example.com/', method: 'GET', header: {}, timeout: 60_000 };
  const domains = new Map([['api.example.com', new URL(`http://127.0.0.1:${port}`)]]);
  expect(await forward(request, domains, NEVER)).toMatchObject({ errMsg: 'request:fail socket hang up' });
});

test('time runs out for the headers as for the body', async () => {
  answer = () => undefined;
  expect(await send({ timeout: 20 })).toEqual({ errMsg: 'request:fail timeout', errno: 5 });
  answer = (_request, response) => {
    response.writeHead(200, { 'Content-Length': '100' });
    response.write('half');
  };
  expect(await send({ timeout: 20 })).toEqual({ errMsg: 'request:fail timeout', errno: 5 });
});

const startRouter = (limitsRequests = true) =>
  listen(
    createRouter({
      // Not used by the phone's network.
      cloud: {} as Cloud,
      domains: () => new Map([['api.example.com', base]]),
      setPerson: () => undefined,
      phoneDir: undefined,
      limitsRequests,
    }),
    0,
  );

test('a phone that hangs up while it is sending has broken nothing', async () => {
  const errors = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const { server, url } = await startRouter();
  const { hostname, port } = new URL(url);
  const phone = connect(Number(port), hostname);
  const arrived = once(server, 'request') as Promise<[IncomingMessage]>;
  phone.write('POST /__phone/request HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf');
  const [request] = await arrived;
  // Not `once`, to which the request's own error would be the end.
  const ended = new Promise<void>((resolve) => {
    request.on('close', resolve);
  });
  phone.destroy();
  await ended;
  await closeServer(server);
  expect(errors).not.toHaveBeenCalled();
  errors.mockRestore();
});

test.each([
  [true, { errMsg: 'request:fail timeout', errno: 5 }],
  [false, { statusCode: 200, data: 'ok' }],
])('a router with limitsRequests %s answers a request whose time is up', async (limitsRequests, expected) => {
  const { server, url } = await startRouter(limitsRequests);
  answer = (_request, response) => {
    AbortSignal.timeout(50).onabort = () => response.end('ok');
  };
  const body = JSON.stringify({ url: 'https://api.example.com/', timeout: 1 });
  const answered = await fetch(`${url}/__phone/request`, { method: 'POST', body });
  expect(await answered.json()).toMatchObject(expected);
  await closeServer(server);
});

test('a phone that hangs up ends the request behind it', async () => {
  const { server, url } = await startRouter();
  const arrived = new Promise<IncomingMessage>((resolve) => {
    answer = (request) => {
      resolve(request);
    };
  });
  const phone = new AbortController();
  const body = JSON.stringify({ url: 'https://api.example.com/' });
  const waiting = fetch(`${url}/__phone/request`, { method: 'POST', body, signal: phone.signal }).catch(
    () => 'gone',
  );
  const { socket } = await arrived;
  const ended = once(socket, 'close');
  phone.abort();
  await ended;
  expect(await waiting).toBe('gone');
  await closeServer(server);
});
