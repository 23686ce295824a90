import type { RequestListener, Server } from 'node:http';
import { keepAliveGet } from '../../server/src/upstreams/http-get';
import { closeServer, listen } from '../sandbox/cloud/http';

let server: Server;
let wechat: ReturnType<typeof keepAliveGet>;
let answer: RequestListener;
let connections: number;

beforeEach(async () => {
  connections = 0;
  const started = await listen((request, response) => {
    answer(request, response);
  }, 0);
  server = started.server;
  server.on('connection', () => (connections += 1));
  wechat = keepAliveGet(started.url);
});

afterEach(async () => {
  wechat.close();
  await closeServer(server);
});

const get = (signal = new AbortController().signal) => wechat.get('/path?a=1', signal);

test('the whole answer comes back, whatever its status', async () => {
  answer = (request, response) => response.writeHead(404).end(`${request.url ?? ''} 没有`);
  expect(await get()).toEqual({ status: 404, body: '/path?a=1 没有' });
});

test('a connection serves one call after the other', async () => {
  answer = (_request, response) => response.end();
  await get();
  await get();
  expect(connections).toBe(1);
});

test('half an answer is none', async () => {
  answer = (_request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => response.destroy());
  };
  await expect(get()).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('a call ends when its time is up', async () => {
  const time = new AbortController();
  answer = () => {
    time.abort();
  };
  await expect(get(time.signal)).rejects.toMatchObject({ code: 'ABORT_ERR' });
});

test('a server that is not there is told apart from one that does not answer', async () => {
  const gone = await listen(() => undefined, 0);
  await closeServer(gone.server);
  const { get: ask } = keepAliveGet(gone.url);
  await expect(ask('/', new AbortController().signal)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
