import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { keepAliveGet } from '../../server/src/upstreams/http-get';
import { startCloud, type Cloud } from '../sandbox/cloud';
import { until } from '../sandbox/cloud/testing';
import { deferred } from './support/deferred';
import { openRaw, parseReplies } from './support/raw-socket';
import { startSigningServer, type SigningServer } from './support/signing-server';

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

test('a shutdown finishes what is under way and takes nothing new', async () => {
  await server.close();
  const asked = deferred();
  const released = deferred();
  const wechat = keepAliveGet(cloud.urls.wechat);
  server = await startSigningServer(cloud, {
    deps: {
      get: async (path, signal) => {
        asked.resolve();
        await released.promise;
        return wechat.get(path, signal);
      },
    },
  });
  const underWay = server.login('oLiWei');
  await asked.promise;
  const closed = server.app.close();
  while (server.app.server.listening) await new Promise(setImmediate);
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow('fetch failed');
  released.resolve();
  const answer = await underWay;
  expect(answer.status).toBe(200);
  expect(answer.headers.get('connection')).toBe('close');
  await closed;
  wechat.close();
});

test('a connection that a client keeps open for later does not hold up a shutdown', async () => {
  const { port } = new URL(server.url);
  const unused = connect(Number(port), '127.0.0.1');
  await once(server.app.server, 'connection');
  await server.login('oLiWei');
  await server.app.close();
  await once(unused, 'close');
});

test('a request that does not arrive whole is answered 503 after a second of a shutdown', async () => {
  const { write, ended } = await openRaw(server.url);
  const arrived = once(server.app.server, 'request');
  write(
    'POST /v1/credentials HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{',
  );
  await arrived;
  await server.app.close();
  const [reply, ...others] = parseReplies(await ended);
  expect(others).toEqual([]);
  expect(reply).toMatchObject({ status: 503, headers: { connection: 'close' } });
  expect(JSON.parse(reply?.body ?? '')).toMatchObject({ error: { code: 'UNAVAILABLE' } });
  expect(server.requestLines()).toEqual([
    expect.objectContaining({ outcome: 'UNAVAILABLE', requestId: reply?.headers['x-request-id'] }),
  ]);
}, 30_000);

test('a caller who hung up before the answers to requests in a row does not hold up a shutdown', async () => {
  await server.close();
  const asked = deferred();
  const released = deferred();
  const get = async () => {
    asked.resolve();
    await released.promise;
    return { status: 200, body: '{"errcode":40029}' };
  };
  server = await startSigningServer(cloud, { deps: { get } });
  const connected = once(server.app.server, 'connection') as Promise<[Socket]>;
  const { socket, write } = await openRaw(server.url);
  const [onServer] = await connected;
  const body = '{"code":"x"}';
  const request = `POST /v1/credentials HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  write(request + request);
  await asked.promise;
  const gone = once(onServer, 'close');
  socket.destroy();
  await gone;
  released.resolve();
  await until(() => server.requestLines().length === 2);
  await server.app.close();
}, 30_000);

test('a caller who does not read the answers does not hold up a shutdown', async () => {
  const onServer: Socket[] = [];
  server.app.server.on('connection', (socket: Socket) => onServer.push(socket));
  const { socket, write } = await openRaw(server.url);
  socket.pause();
  write('GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(20_000));
  await until(() => onServer.some(({ writableLength }) => writableLength > 0));
  await server.app.close();
  socket.destroy();
}, 30_000);
