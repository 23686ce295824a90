import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloudQueue, LogEntry } from '../sandbox/cloud';
import { buildPhone } from '../sandbox/phone/build';
import { startSandbox, type Sandbox } from '../sandbox/sandbox';

/** The console as `npm start` runs it, on a free port, and its contract over HTTP as scripts use it. */
export class Console {
  private constructor(
    readonly sandbox: Sandbox,
    private readonly phoneDir: string,
  ) {}

  /** Builds the phone and starts everything behind it. */
  static async start(): Promise<Console> {
    const phoneDir = await mkdtemp(join(tmpdir(), 'queue-console-phone-'));
    await buildPhone(phoneDir);
    return new Console(await startSandbox({ phoneDir, cloud: { slowRegionMs: 50 } }), phoneDir);
  }

  get url(): string {
    return this.sandbox.url;
  }

  queues(): Promise<CloudQueue[]> {
    return this.call('queues');
  }

  /** @returns the truth about a bucket's one queue. */
  async queueOf(bucket: string): Promise<CloudQueue> {
    const found = (await this.queues()).find((queue) => queue.bucket === bucket);
    if (found === undefined) throw new Error(`${bucket} has no queue`);
    return found;
  }

  /** @returns what CI received with that method. */
  async requests(method: string): Promise<LogEntry[]> {
    const log = await this.call<LogEntry[]>('log');
    return log.filter((entry) => entry.service === 'ci' && entry.method === method);
  }

  async reset(input: object = {}): Promise<void> {
    await this.call('reset', input);
  }

  async edit(bucket: string, change: object): Promise<void> {
    const { queueId } = await this.queueOf(bucket);
    await this.call('edit', { bucket, queueId, ...change });
  }

  async faults(...list: object[]): Promise<void> {
    await this.call('faults', list);
  }

  async close(): Promise<void> {
    await this.sandbox.close();
    await rm(this.phoneDir, { recursive: true, force: true });
  }

  private async call<Answer>(name: string, body?: object): Promise<Answer> {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${this.url}__sandbox/${name}`, init);
    if (!answer.ok) throw new Error(`${name}: ${await answer.text()}`);
    return (await answer.json()) as Answer;
  }
}

/** Starts one console for a test file; each test begins with the seed. */
export function useConsole(): { readonly it: Console } {
  let running: Console | undefined;
  beforeAll(async () => {
    running = await Console.start();
  }, 120_000);
  beforeEach(() => running?.reset());
  afterAll(() => running?.close());
  return {
    get it() {
      if (running === undefined) throw new Error('the console runs inside tests only');
      return running;
    },
  };
}
