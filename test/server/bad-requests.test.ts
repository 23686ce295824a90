import { Agent, request as sendRequest } from 'node:http';
import fc from 'fast-check';
import { startCloud, type Cloud } from '../sandbox/cloud';
import { badRequests, type BadRequest } from './support/bad-requests';
import { errorCodes, problemsOf, shapeOf } from './support/contract';
import { rawRequests } from './support/raw-requests';
import { parseReplies, sendBytes, type RawReply } from './support/raw-socket';
import { startSigningServer, type SigningServer } from './support/signing-server';

const RUNS = 1000;
const ERROR = shapeOf('SigningErrorResponse');
const STATUS = new Map(errorCodes().map(({ code, status }) => [code, status]));

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
}, 180_000);

describe('through raw sockets', () => {
  let spent: SigningServer;

  beforeAll(async () => {
    // The minute that the limit counts does not pass, however slow this machine is.
    const now = Date.now();
    jest.spyOn(Date, 'now').mockImplementation(() => now);
    spent = await startSigningServer(cloud, { env: { RATE_LIMIT_PER_ADDRESS: '1' } });
    await fetch(`${spent.url}/nothing`);
  });

  afterAll(async () => {
    jest.restoreAllMocks();
    await spent.close();
  });

  const counted = async ({ app }: SigningServer): Promise<number> => {
    const { values } = (await app.metrics.registry.getSingleMetric('signing_answers_total')?.get()) ?? {};
    return (values ?? []).reduce((sum, { value }) => sum + value, 0);
  };

  const isProbe = ({ status, body }: RawReply): boolean =>
    status === 200 && (body === '' || /^(\{"alive":true\}|# HELP )/.test(body));

  /** Sends the bytes and holds every answer to the contract, the log and the metrics. */
  const talk = async (to: SigningServer, text: string): Promise<RawReply[]> => {
    const before = { lines: to.logLength(), counted: await counted(to) };
    const replies = parseReplies(await sendBytes(to.url, Buffer.from(text, 'latin1')));
    const lines = to.requestLines(before.lines);
    expect(await counted(to)).toBe(before.counted + lines.length);
    expect(replies.length).toBeGreaterThan(0);
    for (const reply of replies) {
      const id = reply.headers['x-request-id'];
      const [line, ...others] = lines.filter(({ requestId }) => requestId === id);
      expect(line).toMatchObject({ status: reply.status, address: '127.0.0.1' });
      expect(others).toEqual([]);
      expect(reply.headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
      if (isProbe(reply)) continue;
      expect(STATUS.get(String(line?.outcome))).toBe(reply.status);
      expect(reply.status).toBeLessThan(500);
      if (reply.body === '') continue;
      const body: unknown = JSON.parse(reply.body);
      expect(problemsOf(ERROR, body)).toEqual([]);
      expect(body).toMatchObject({ error: { code: line?.outcome, requestId: id } });
    }
    // What has no answer came behind one after which the server hung up.
    const unanswered = lines.length - replies.length;
    expect(lines.filter(({ hungUp }) => hungUp === true)).toHaveLength(unanswered);
    expect(replies.at(-1)?.headers.connection).toBe('close');
    return replies;
  };

  test(`${RUNS} runs of bad requests: every answer is the contract's, limited, logged and counted`, async () => {
    const seen = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(rawRequests, async (text) => {
        for (const { status } of await talk(server, text)) seen.set(status, (seen.get(status) ?? 0) + 1);
        const limited = (await talk(spent, text)).filter((reply) => !isProbe(reply));
        expect(limited.filter(({ status }) => status !== 429)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
    const statuses = [...seen].sort(([a], [b]) => a - b).map(([status, times]) => `${times} x ${status}`);
    process.stdout.write(`\n${RUNS} runs through raw sockets: ${statuses.join(', ')}\n`);
    expect(server.logText() + spent.logText()).not.toMatch(/"level":"(warn|error|fatal)"/);
    expect(cloud.log().filter(({ service }) => service === 'sts')).toEqual([]);
  }, 300_000);
});
