import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPhone } from './phone/build';
import { startSandbox } from './sandbox';

const DEFAULT_PORT = '5180';

/** The port of the environment; 0 takes a free one. */
const readPort = (text: string): number => {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535) throw new Error(`PORT is not a port: ${text}`);
  return Number(text);
};

const explain = (error: unknown): string => {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    const { port } = error as Error & { port?: number };
    return `Port ${String(port)} is taken. Set the environment variable PORT to another one.`;
  }
  return error instanceof Error ? error.message : String(error);
};

/** `npm start`: starts the sandbox, builds the phone, says so in one line, and ends with Ctrl-C. */
const main = async (): Promise<void> => {
  const stop = new AbortController();
  const stopped = once(stop.signal, 'abort');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // Once: whoever presses Ctrl-C a second time does not want to wait.
    process.once(signal, () => {
      stop.abort();
    });
  }
  const port = readPort(process.env['PORT'] ?? DEFAULT_PORT);
  const phoneDir = await mkdtemp(join(tmpdir(), 'queue-console-phone-'));
  try {
    // Before the build: a port that is taken is said at once.
    const sandbox = await startSandbox({ port, phoneDir, logLevel: process.env['LOG_LEVEL'] ?? 'warn' });
    try {
      await buildPhone(phoneDir);
      if (!stop.signal.aborted) process.stdout.write(`ready ${sandbox.url}\n`);
      await stopped;
    } finally {
      await sandbox.close();
    }
  } finally {
    await rm(phoneDir, { recursive: true, force: true });
  }
};

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
});
