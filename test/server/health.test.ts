import { rmSync, symlinkSync } from 'node:fs';
import { startCloud, type Cloud } from '../sandbox/cloud';
import { errorOf, startSigningServer, type SigningServer } from './support/signing-server';

let cloud: Cloud;
let server: SigningServer;
let now: number;

beforeEach(async () => {
  now = Date.now();
  cloud = await startCloud();
  server = await startSigningServer(cloud, {
    env: { RATE_LIMIT_PER_ADDRESS: '3' },
    deps: { now: () => now },
  });
});

afterEach(async () => {
  await server.close();
  await cloud.close();
});

const ready = () => fetch(`${server.url}/readyz`);

test('the process says that it is alive, as often as it is asked', async () => {
  for (let time = 0; time < 5; time += 1) expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
});

test('a fresh server is ready; later it tells what STS said last', async () => {
  expect(await (await ready()).json()).toEqual({ ready: true, accessFile: 'ok', sts: null });
  await server.login('oLiWei');
  expect(await (await ready()).json()).toMatchObject({
    sts: { outcome: 'ok', at: new Date(now).toISOString() },
  });
});

test('a server whose key STS refuses is not ready for a minute, then traffic may find out', async () => {
  cloud.setFaults([{ service: 'sts', kind: 'status', status: 200, code: 'AuthFailure.SecretIdNotFound' }]);
  await server.login('oLiWei');
  const response = await ready();
  expect(response.status).toBe(503);
  expect((await errorOf(response)).code).toBe('UNAVAILABLE');
  now += 60_000;
  expect((await ready()).status).toBe(200);
});

test('a policy too long for STS concerns one admin: the server stays ready', async () => {
  cloud.setFaults([
    { service: 'sts', kind: 'status', status: 200, code: 'InvalidParameter.PolicyTooLong', times: 1 },
  ]);
  expect((await errorOf(await server.login('oLiWei'))).code).toBe('STS_REJECTED');
  expect((await ready()).status).toBe(200);
  expect((await server.login('oChenChen')).status).toBe(200);
});

test('an STS that is down does not take the server out of service: all replicas would go at once', async () => {
  cloud.setFaults([{ service: 'sts', kind: 'html', times: 9 }]);
  await server.login('oLiWei');
  expect(await (await ready()).json()).toMatchObject({ ready: true, sts: { outcome: 'STS_UNAVAILABLE' } });
});

test('an access file that cannot be reached is told, and the server stays ready with the last good one', async () => {
  if (process.platform === 'win32') return;
  rmSync(server.access.path);
  symlinkSync(server.access.path, server.access.path);
  expect(await (await ready()).json()).toMatchObject({ ready: true, accessFile: 'broken' });
  expect((await server.login('oLiWei')).status).toBe(200);
  expect(server.logText().match(/access file is broken/g)).toHaveLength(1);
  expect(server.logText()).not.toContain(server.access.path);
});

test('a broken access file is told, and the server stays ready with the last good one', async () => {
  server.access.write('{');
  expect(await (await ready()).json()).toMatchObject({ ready: true, accessFile: 'broken' });
});
