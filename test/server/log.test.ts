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
  cloud.setFaults([{ service: 'wechat', kind: 'latency', ms: 50 }]);
  const logged = deferred();
  const asked = deferred();
  server.onRequestLine(logged.resolve);
  server.app.server.once('request', asked.resolve);
  const impatient = new AbortController();
  const body = JSON.stringify({ code: cloud.issueLoginCode('oLiWei') });
  const answer = fetch(`${server.url}/v1/credentials`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    signal: impatient.signal,
  });
  await asked.promise;
  impatient.abort();
  await expect(answer).rejects.toThrow();
  await logged.promise;
  expect(server.requestLines()).toEqual([expect.objectContaining({ hungUp: true, name: 'Li Wei' })]);
});
