import { sendRaw } from './cloud/testing';
import { type Sandbox, startSandbox } from './sandbox';

let sandbox: Sandbox;
let host: string;
beforeAll(async () => {
  sandbox = await startSandbox();
  ({ host } = new URL(sandbox.url));
});
afterAll(() => sandbox.close());

interface Call {
  method: 'GET' | 'POST';
  path: string;
  body?: string;
}
const READ: Call = { method: 'GET', path: '/__sandbox/queues' };
const RESET: Call = { method: 'POST', path: '/__sandbox/reset', body: '{"buckets":1}' };
const LOGIN: Call = { method: 'POST', path: '/__phone/login', body: '{"openid":"sandbox-operator"}' };
const FORWARD: Call = { method: 'POST', path: '/__phone/request', body: '{"url":"https://a.example.com/"}' };
const CALLS = [READ, RESET, LOGIN, FORWARD];

const call = (what: Call, headers: Record<string, string>) =>
  sendRaw(sandbox.url, { ...what, headers: { Host: host, ...headers } });

describe.each(CALLS)('$method $path', (what) => {
  test.each([
    ['a page of another site', { Origin: 'https://evil.example.com' }],
    ['a page of another port of this machine', { Origin: 'http://127.0.0.1:1' }],
    ['a page without an origin of its own', { Origin: 'null' }],
    ['a page whose name was bound to this machine', { Host: 'evil.example.com' }],
    [
      'a page whose name was bound to this machine, on its own port',
      { Host: 'evil.example.com:5180', Origin: 'http://evil.example.com:5180' },
    ],
    ['a name that only begins like this machine', { Host: '127.0.0.1.evil.example.com' }],
    ['an element of another site, which sends no Origin', { 'Sec-Fetch-Site': 'cross-site' }],
    ['an element of another port of this machine', { 'Sec-Fetch-Site': 'same-site' }],
  ])('%s is refused', async (_who, headers) => {
    const before = sandbox.cloud.queues();
    const { status, body } = await call(what, headers);
    expect(status).toBe(403);
    expect(JSON.parse(body)).toEqual({ error: expect.stringContaining('another') });
    expect(sandbox.cloud.queues()).toEqual(before);
  });
});

test.each([
  ['a script', {}],
  ['a script that says localhost', { Host: 'localhost' }],
  ['a script that says localhost with a port', { Host: 'LocalHost:5180' }],
  ['a script over IPv6', { Host: '[::1]:5180' }],
  ['an address typed into a browser', { 'Sec-Fetch-Site': 'none' }],
])('%s is answered', async (_who, headers) => {
  for (const what of CALLS) expect((await call(what, headers)).status).toBe(200);
});

test("the phone's own page is answered", async () => {
  const headers = { Origin: `http://${host}`, 'Sec-Fetch-Site': 'same-origin' };
  for (const what of CALLS) expect((await call(what, headers)).status).toBe(200);
});
