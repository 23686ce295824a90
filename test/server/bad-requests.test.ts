import { Agent, request as sendRequest } from 'node:http';
import fc from 'fast-check';
import { startCloud, type Cloud } from '../sandbox/cloud';
import { badRequests, type BadRequest } from './support/bad-requests';
import { problemsOf, shapeOf } from './support/contract';
import { startSigningServer, type SigningServer } from './support/signing-server';

const RUNS = 1000;
const ERROR = shapeOf('SigningErrorResponse');

interface Answer {
  status: number;
  body: string;
}

let cloud: Cloud;
let server: SigningServer;
let agent: Agent;

beforeAll(async () => {
  cloud = await startCloud();
  server = await startSigningServer(cloud, { env: { RATE_LIMIT_PER_ADDRESS: '1000000' } });
  agent = new Agent({ keepAlive: true });
});

afterAll(async () => {
  agent.destroy();
  await server.close();
  await cloud.close();
});

const send = ({ method, path, headers, body }: BadRequest): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const outgoing = sendRequest(
      { hostname, port, method, path, headers, agent, timeout: 5000 },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
        });
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer within five seconds')));
    outgoing.on('error', reject);
    outgoing.end(body);
  });

/** A probe, and what an object happens to be when all its fields are right. */
const isNoMistake = ({ method, path }: BadRequest, { status }: Answer): boolean =>
  status === 200 && ['GET', 'HEAD'].includes(method) && /^\/(healthz|metrics)$/.test(path);

test(`${RUNS} bad requests: none gets a 5xx, a stack or no answer`, async () => {
  const seen = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(badRequests, async (request) => {
      const answer = await send(request);
      seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
      if (isNoMistake(request, answer)) return;
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(answer.body).not.toMatch(/node_modules|\.[jt]s:\d|at \w+ \(|Error:|FST_/);
      if (answer.body !== '') expect(problemsOf(ERROR, JSON.parse(answer.body))).toEqual([]);
    }),
    { numRuns: RUNS },
  );
  const statuses = [...seen].sort(([a], [b]) => a - b).map(([status, times]) => `${times} x ${status}`);
  process.stdout.write(`\n${RUNS} bad requests: ${statuses.join(', ')}\n`);
  expect(server.logText()).not.toMatch(/"level":"(error|fatal)"/);
  // None of them was a login, so none may have got as far as a key.
  expect(cloud.log().filter(({ service }) => service === 'sts')).toEqual([]);
}, 60_000);
