import { startCloud, type Cloud } from '../sandbox/cloud';
import { callCi, codeOf, seedBucket, seedQueue, type CiCall } from '../sandbox/cloud/testing';
import type { CredentialsResponse } from '../../typings/signing-api';
import { EXPECTED, OPERATIONS, type Caller } from './support/permissions';
import { ACCESS, errorOf, keyOf, startSigningServer, type SigningServer } from './support/signing-server';

const results = new Map<Caller, string[]>();
let cloud: Cloud;
let otherApp: Cloud;
let server: SigningServer;

beforeEach(async () => {
  cloud = await startCloud();
  otherApp = await startCloud();
  server = await startSigningServer(cloud);
});

afterEach(async () => {
  await server.close();
  await otherApp.close();
  await cloud.close();
});

afterAll(() => {
  const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.padEnd(20)).join(' | ')} |`;
  const rows = [...results].map(([caller, cells]) => row([caller, ...cells]));
  const head = row(['', ...OPERATIONS]);
  process.stdout.write(`\n${[head, head.replace(/[^|]/g, '-'), ...rows].join('\n')}\n\n`);
});

/** The call of one operation on a bucket of the seed. */
function callOf(operation: (typeof OPERATIONS)[number], name: string): CiCall {
  const place = seedBucket(cloud, name);
  const queue = seedQueue(cloud, name);
  if (operation === 'list') return { place };
  if (operation === 'get') return { place, query: { queueIds: queue.queueId } };
  const body = `<Request><Name>${queue.name}</Name><State>Paused</State>${queue.notifyConfigXml}</Request>`;
  return { place, method: 'PUT', path: `/picqueue/${queue.queueId}`, body };
}

/** The whole way of a phone: log in, get a key, use it. */
async function outcomeOf(caller: Caller, operation: (typeof OPERATIONS)[number]): Promise<string> {
  const answer = await logIn(caller);
  if (answer.status !== 200) return `server ${(await errorOf(answer)).code}`;
  const key = toClientKey(await keyOf(answer));
  if (caller === 'expired key') cloud.setFaults([{ service: 'ci', kind: 'clock', ms: 1801 * 1000 }]);
  const result = await callCi(
    cloud,
    key,
    callOf(operation, caller === 'wrong bucket' ? 'goods-image' : 'demo-image'),
  );
  return result.status === 200 ? 'allowed' : `CI ${codeOf(result)}`;
}

async function logIn(caller: Caller): Promise<Response> {
  switch (caller) {
    case 'operator':
    case 'expired key':
      return server.login('oLiWei');
    case 'viewer':
    case 'wrong bucket':
      return server.login('oChenChen');
    case 'stranger':
      return server.login('oStranger');
    case 'removed admin':
      await server.login('oLiWei');
      server.access.write({ ...ACCESS, admins: ACCESS.admins.slice(1) });
      return server.login('oLiWei');
    case 'replayed code': {
      const code = cloud.issueLoginCode('oLiWei');
      await server.post({ code });
      return server.post({ code });
    }
    case "other app's code":
      return server.post({ code: otherApp.issueLoginCode('oLiWei') });
  }
}

function toClientKey({ credentials, startTime, expiredTime }: CredentialsResponse) {
  return { ...credentials, startTime, expiredTime };
}

test.each(Object.keys(EXPECTED) as Caller[])('%s', async (caller) => {
  const before = cloud.queues();
  const cells: string[] = [];
  for (const operation of OPERATIONS) {
    cells.push(await outcomeOf(caller, operation));
    cloud.setFaults([]);
    server.access.write(ACCESS);
  }
  results.set(caller, cells);
  expect(cells).toEqual(EXPECTED[caller]);
  // What is refused has changed nothing.
  if (caller !== 'operator') expect(cloud.queues()).toEqual(before);
  else expect(seedQueue(cloud, 'demo-image').state).toBe('Paused');
});
