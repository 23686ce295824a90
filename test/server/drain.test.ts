import { once } from 'node:events';
import { connect } from 'node:net';
import { keepAliveGet } from '../../server/src/http-get';
import { startCloud, type Cloud } from '../sandbox/cloud';
import { deferred } from './support/deferred';
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
