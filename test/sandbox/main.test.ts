import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeServer, listen } from './cloud/http';

// The phone is built first, which takes seconds.
jest.setTimeout(120_000);

interface Run {
  process: ChildProcessWithoutNullStreams;
  output: { stdout: string; stderr: string };
  ended: Promise<number | null>;
}

const running: Run[] = [];

/** Runs what `npm start` runs. */
const start = (env: Record<string, string>): Run => {
  const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'main.ts')], {
    cwd: join(__dirname, '../..'),
    env: { ...process.env, ...env },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (text: Buffer) => (output.stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (output.stderr += text.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const run = { process: child, output, ended };
  running.push(run);
  return run;
};

afterEach(async () => {
  for (const run of running.splice(0)) {
    run.process.kill('SIGKILL');
    await run.ended;
  }
});

/** The address in the one line on standard output; fails when the program ends without it. */
const ready = async (run: Run): Promise<string> => {
  while (!run.output.stdout.includes('\n')) {
    const code = await Promise.race([once(run.process.stdout, 'data').then(() => undefined), run.ended]);
    if (code !== undefined) throw new Error(`ended with ${String(code)}: ${run.output.stderr}`);
  }
  return /^ready (http:\/\/127\.0\.0\.1:\d+\/)\n$/.exec(run.output.stdout)?.[1] ?? '';
};

test('one line says where the phone is, and Ctrl-C ends it all', async () => {
  const temporary = await mkdtemp(join(tmpdir(), 'main-test-'));
  const leftOver = async (): Promise<string[]> =>
    (await readdir(temporary)).filter((name) => name.startsWith('queue-console'));
  const run = start({ PORT: '0', TMPDIR: temporary, TEMP: temporary, TMP: temporary });
  const url = await ready(run);
  expect(url).not.toBe('');
  expect(await leftOver()).not.toEqual([]);
  const response = await fetch(url);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('<html');
  expect(await (await fetch(`${url}__sandbox/log`)).json()).toEqual([]);

  run.process.kill('SIGINT');
  const code = await run.ended;
  // Windows has no signals: there, the process is ended from outside, in the middle of everything.
  if (process.platform !== 'win32') {
    expect(code).toBe(0);
    expect(await leftOver()).toEqual([]);
  }
  expect(run.output).toEqual({ stdout: `ready ${url}\n`, stderr: '' });
  await expect(fetch(url)).rejects.toThrow('fetch failed');
  await rm(temporary, { recursive: true });
});

test('a port that is taken is said in words', async () => {
  const { server, url } = await listen(undefined, 0);
  const { port } = new URL(url);
  const run = start({ PORT: port });
  expect(await run.ended).toBe(1);
  expect(run.output.stdout).toBe('');
  expect(run.output.stderr).toBe(
    `Port ${port} is taken. Set the environment variable PORT to another one.\n`,
  );
  await closeServer(server);
});

test('a PORT that is no port is said in words', async () => {
  const run = start({ PORT: 'http' });
  expect(await run.ended).toBe(1);
  expect(run.output.stderr).toBe('PORT is not a port: http\n');
});
