import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startCloud, type Cloud } from '../sandbox/cloud';
import { openRaw, parseReplies } from './support/raw-socket';
import { accessFile, serverEnv } from './support/signing-server';

const MAIN = join(__dirname, '../../server/src/main.ts');
const TSX = pathToFileURL(createRequire(__filename).resolve('tsx')).href;

let cloud: Cloud;
let access: ReturnType<typeof accessFile>;
let child: ChildProcess;

beforeEach(async () => {
  cloud = await startCloud();
  access = accessFile();
});

afterEach(async () => {
  child.kill('SIGKILL');
  access.remove();
  await cloud.close();
});

/** Starts the server as its own process, with this environment and nothing of ours. */
function start(env: Record<string, string>) {
  child = spawn(process.execPath, ['--import', TSX, MAIN], {
    env: { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { out: '', err: '' };
  child.stdout?.on('data', (data: Buffer) => (output.out += data.toString()));
  child.stderr?.on('data', (data: Buffer) => (output.err += data.toString()));
  return output;
}

test('a server with wrong settings does not start, and says everything that is wrong', async () => {
  const output = start({ WECHAT_SECRET: 'secret-of-wechat', PORT: 'eighty' });
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(1);
  expect(output.err).toMatch(
    /WECHAT_APPID: is missing\n[^]*ACCESS_FILE: is missing\n[^]*PORT: must be a number/,
  );
  expect(output.err + output.out).not.toMatch(/secret-of-wechat|\n\s+at /);
}, 20_000);

/** The address that the server says it listens at. */
async function listening(output: { out: string }): Promise<string> {
  for (;;) {
    await once(child.stdout as NodeJS.EventEmitter, 'data');
    const url = /listening at (http:[^"]+)/.exec(output.out)?.[1];
    if (url !== undefined) return url;
  }
}

const onPosix = process.platform === 'win32' ? test.skip : test;

onPosix(
  'a server that is told to stop stops well',
  async () => {
    const output = start(serverEnv(cloud, access.path));
    const url = await listening(output);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${url}/metrics`)).text()).toMatch(/process_cpu_seconds_total/);
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(0);
    expect(output.err).toBe('');
  },
  20_000,
);

onPosix(
  'a server that is told to stop while requests are half sent stops well too',
  async () => {
    const output = start(serverEnv(cloud, access.path));
    const url = await listening(output);
    const head = 'POST /v1/credentials HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
    const body = await openRaw(url);
    body.write(`${head}Expect: 100-continue\r\nContent-Length: 20\r\n\r\n{`);
    // The server has the head by then.
    await once(body.socket, 'data');
    const half = await openRaw(url);
    half.write(head);
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(0);
    expect(parseReplies(await body.ended).map(({ status }) => status)).toEqual([503]);
    expect(output.out).not.toMatch(/"level":"(error|fatal)"/);
  },
  60_000,
);
