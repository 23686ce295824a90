import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { OPENID_OF_ROLE, type SandboxRole } from './access-list';
import { refusalOf } from './callers';
import { type Cloud, ControlInputError } from './cloud';
import { parseControl } from './cloud/control-input';
import { readBody, readHead, Refusal } from './cloud/http';
import { type Domains, forward } from './phone-network';
import { readStatic } from './static-files';

const BODY_LIMIT = 1024 * 1024;

/** What the router works on. */
export interface RouterParts {
  cloud: Cloud;
  domains: () => Domains;
  setPerson: (openid: string, role: SandboxRole) => void;
  /** Where the built phone is; without it `/` is not found. */
  phoneDir: string | undefined;
  /** Ends a request at the time limit that the phone gave it. */
  limitsRequests: boolean;
}

/** As good as none, for a router that leaves time limits to the phone. */
const NO_LIMIT_MS = 3_600_000;

const requestSchema = z.strictObject({
  url: z.string(),
  method: z.string().default('GET'),
  header: z.record(z.string(), z.string()).default({}),
  data: z.string().optional(),
  // WeChat takes fractions, Node's timers do not.
  timeout: z.number().min(1).max(600_000).transform(Math.ceil).default(60_000),
});
const openid = z.string().regex(/^[\w-]{1,64}$/, 'must be 1 to 64 letters, digits, _ or -');
const loginSchema = z.strictObject({ openid });
const personSchema = z.strictObject({
  openid: openid.optional(),
  role: z.enum(['operator', 'viewer', 'none']).default('operator'),
});

type Endpoint = (input: unknown, hungUp: AbortSignal) => unknown;

const endpointsOf = ({ cloud, domains, setPerson, limitsRequests }: RouterParts): Map<string, Endpoint> =>
  new Map<string, Endpoint>([
    ['GET /__sandbox/queues', () => cloud.queues()],
    ['GET /__sandbox/log', () => cloud.log()],
    [
      'POST /__sandbox/reset',
      (input) => {
        cloud.reset(input);
        return { buckets: cloud.buckets().length, queues: cloud.queues().length };
      },
    ],
    ['POST /__sandbox/edit', (input) => cloud.edit(input)],
    ['POST /__sandbox/faults', (input) => cloud.setFaults(input)],
    [
      'POST /__phone/request',
      (input, hungUp) => {
        const request = parseControl(requestSchema, input);
        return forward(limitsRequests ? request : { ...request, timeout: NO_LIMIT_MS }, domains(), hungUp);
      },
    ],
    [
      'POST /__phone/login',
      (input) => ({ code: cloud.issueLoginCode(parseControl(loginSchema, input).openid) }),
    ],
    [
      'POST /__phone/person',
      (input) => {
        const person = parseControl(personSchema, input);
        const name = person.openid ?? OPENID_OF_ROLE[person.role];
        setPerson(name, person.role);
        return { openid: name };
      },
    ],
  ]);

const send = (response: ServerResponse, status: number, type: string, content: string | Buffer): void => {
  const body = Buffer.from(content);
  response
    .writeHead(status, { 'Content-Type': type, 'Content-Length': body.length, 'Cache-Control': 'no-store' })
    .end(body);
};

const sendJson = (response: ServerResponse, status: number, value: unknown): void => {
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(value));
};

const readInput = async (request: IncomingMessage): Promise<unknown> => {
  const text = (await readBody(request, BODY_LIMIT)).toString();
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ControlInputError('the body is not JSON');
  }
};

const statusOf = (error: unknown): number => {
  if (error instanceof ControlInputError) return 400;
  return error instanceof Refusal ? error.status : 500;
};

/**
 * The sandbox's one address: the phone's files, the phone's network (`/__phone/*`), and the control endpoints
 * (`/__sandbox/*`). Errors are `{error: "..."}`: 400 for an input that is not right, 403 for a page of another site, 404, 405.
 */
export const createRouter = (
  parts: RouterParts,
): ((request: IncomingMessage, response: ServerResponse) => void) => {
  const endpoints = endpointsOf(parts);
  const pathsOfEndpoints = [...endpoints.keys()].map((key) => key.slice(key.indexOf(' ') + 1));

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method, path, headers } = readHead(request);
    const refusal = path.startsWith('/__') ? refusalOf(headers) : undefined;
    if (refusal !== undefined) {
      sendJson(response, 403, { error: refusal });
      return;
    }
    const endpoint = endpoints.get(`${method} ${path}`);
    if (endpoint !== undefined) {
      const hungUp = new AbortController();
      response.on('close', () => {
        if (!response.writableFinished) hungUp.abort();
      });
      sendJson(response, 200, await endpoint(await readInput(request), hungUp.signal));
      return;
    }
    if (pathsOfEndpoints.includes(path) || !['GET', 'HEAD'].includes(method)) {
      sendJson(response, 405, { error: `${method} is not for ${path}` });
      return;
    }
    const file = parts.phoneDir === undefined ? undefined : await readStatic(parts.phoneDir, path);
    if (file === undefined) sendJson(response, 404, { error: `there is no ${path}` });
    else send(response, 200, file.type, file.content);
  };

  return (request, response) => {
    serve(request, response).catch((error: unknown) => {
      const status = statusOf(error);
      // Who hangs up while he is still sending has broken nothing.
      const hasHungUp = error === request.errored;
      if (status === 500 && !hasHungUp) console.error('The sandbox broke', error);
      if (response.headersSent || response.destroyed) response.destroy();
      else sendJson(response, status, { error: error instanceof Error ? error.message : String(error) });
    });
  };
};
