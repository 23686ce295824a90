import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
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

test('what is done for a caller who has hung up is still in the log', async () => {
  const gate = cloud.hold({ service: 'wechat' });
  const logged = deferred();
  const hungUp = deferred();
  server.onRequestLine(logged.resolve);
  server.app.server.once('connection', (socket: Socket) => socket.once('close', hungUp.resolve));
  const impatient = new AbortController();
  const body = JSON.stringify({ code: cloud.issueLoginCode('oLiWei') });
  const answer = fetch(`${server.url}/v1/credentials`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    signal: impatient.signal,
  });
  await gate.arrived();
  impatient.abort();
  await expect(answer).rejects.toThrow();
  await hungUp.promise;
  gate.open();
  await logged.promise;
  expect(server.requestLines()).toEqual([expect.objectContaining({ hungUp: true, name: 'Li Wei' })]);
});

test('there is one line per request, and it says who, what and how it ended', async () => {
  const response = await server.login('oLiWei');
  await server.login('oStranger');
  await fetch(`${server.url}/nothing`);
  expect(server.requestLines()).toEqual([
    {
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
      requestId: response.headers.get('x-request-id'),
      method: 'POST',
      route: '/v1/credentials',
      status: 200,
      ms: expect.any(Number) as number,
      address: '127.0.0.1',
      openidHash: createHash('sha256').update('oLiWei').digest('hex').slice(0, 16),
      name: 'Li Wei',
      role: 'operator',
      session: expect.stringMatching(/^LiWei[a-z]{10}$/) as string,
      group: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
      cached: false,
      outcome: 'issued',
      msg: 'request',
    },
    expect.objectContaining({ status: 403, outcome: 'NOT_ADMIN', openidHash: expect.any(String) as string }),
    expect.objectContaining({ status: 404, outcome: 'NOT_FOUND', route: 'none' }),
  ]);
});

test('a mistake of the server is a 500 without a word about it, and the log knows where', async () => {
  await server.close();
  server = await startSigningServer(cloud, {
    deps: {
      now: () => {
        throw new RangeError('the clock has stopped');
      },
    },
  });
  const response = await server.login('oLiWei');
  expect(response.status).toBe(500);
  const text = await response.text();
  expect(JSON.parse(text)).toMatchObject({ error: { code: 'INTERNAL' } });
  expect(text).not.toMatch(/clock|RangeError|\.ts/);
  expect(server.logText()).toMatch(/"level":"error".*the clock has stopped.*keys\.ts/);
});
