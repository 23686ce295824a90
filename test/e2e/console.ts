import type { CloudQueue, Gate, LogEntry, RequestMatch } from '../sandbox/cloud';
import { startSandbox, type Sandbox } from '../sandbox/sandbox';
import { builtPhone } from '../setup/built-phone';
import { LONGEST_TEST_MS } from './harness';

/** Makes CI refuse every write. */
export const REFUSED_PUT = {
  service: 'ci',
  method: 'PUT',
  kind: 'status',
  status: 403,
  code: 'AccessDenied',
};

/** No rest after an outage of one test is left to the next one. */
const GUARD = { openMs: 1, retryMs: 1 };

/** The cloud's clock: the machine's own, except that it stands still while a gate is closed. */
class GateClock {
  private behindMs = 0;
  private stoppedAt: number | undefined;

  readonly now = (): number => this.stoppedAt ?? Date.now() - this.behindMs;

  stop(): void {
    this.stoppedAt = this.now();
  }

  goOn(): void {
    if (this.stoppedAt === undefined) return;
    this.behindMs = Date.now() - this.stoppedAt;
    this.stoppedAt = undefined;
  }

  putRight(): void {
    this.behindMs = 0;
    this.stoppedAt = undefined;
  }
}

/** The console as `npm start` runs it, on a free port, and its contract over HTTP as scripts use it. */
export class Console {
  private constructor(
    readonly sandbox: Sandbox,
    private readonly clock: GateClock,
  ) {}

  /** Gates that are closed. */
  private readonly closed = new Set<Gate>();

  /**
   * Starts everything behind a phone.
   * @param phoneDir where the phone was built
   */
  static async start(phoneDir: string): Promise<Console> {
    const clock = new GateClock();
    const cloud = { slowRegionMs: 0, machineNow: clock.now };
    return new Console(await startSandbox({ phoneDir, cloud, guard: GUARD, limitsRequests: false }), clock);
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
    this.closed.clear();
    this.clock.putRight();
  }

  /**
   * Holds the requests to CI that match, until the gate is opened or the sandbox is reset. Meanwhile the cloud's clock stands
   * still, so that a signature holds for as long as the test needs. A phone that waits for one of them is not idle.
   */
  hold(match: Omit<RequestMatch, 'service'>): Gate {
    const held = this.sandbox.cloud.hold({ service: 'ci', ...match });
    const gate = {
      arrived: (count?: number) => held.arrived(count),
      open: () => {
        this.closed.delete(gate);
        if (this.closed.size === 0) this.clock.goOn();
        held.open();
      },
    };
    if (this.closed.size === 0) this.clock.stop();
    this.closed.add(gate);
    return gate;
  }

  /**
   * Begins a write and holds the reads that follow its first one: those that check what became of it.
   * @param begin begins it: a yes to its question
   */
  async holdChecks(begin: () => Promise<void>): Promise<Gate> {
    const first = this.hold({ method: 'GET' });
    await begin();
    await first.arrived();
    const checks = this.hold({ method: 'GET' });
    first.open();
    return checks;
  }

  async edit(bucket: string, change: object): Promise<void> {
    const { queueId } = await this.queueOf(bucket);
    await this.call('edit', { bucket, queueId, ...change });
  }

  async faults(...list: object[]): Promise<void> {
    await this.call('faults', list);
  }

  close(): Promise<void> {
    return this.sandbox.close();
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
    running = await Console.start(builtPhone());
  }, LONGEST_TEST_MS);
  beforeEach(() => running?.reset());
  afterAll(() => running?.close());
  return {
    get it() {
      if (running === undefined) throw new Error('the console runs inside tests only');
      return running;
    },
  };
}
