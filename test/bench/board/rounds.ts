import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { DICTIONARIES } from '../../../miniprogram/i18n/index';
import { launchBrowser } from '../../e2e/harness';
import { buildPhone } from '../../sandbox/phone/build';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox';
import { summarize, type Measured, type Result } from './figures';
import { open, type Opening, type Until } from './opening';
import { prepare, type Scenario } from './scenarios';

/** WeChat has room for ten. */
const MOST_AT_ONCE = 8;
/** As in the generated data of the sandbox. */
const QUEUE_NAME = 'queue-pic-process-';
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true };
const texts = DICTIONARIES.zh_CN.board;

/** The console and the floor, each built into the same phone, on one sandbox, in one browser. */
export class Bench {
  private people = 0;

  private constructor(
    readonly browser: Browser,
    private readonly sandbox: Sandbox,
    private readonly phoneDir: string,
  ) {}

  /** @param root the mini-program to measure in the console's place; the console's own when left out */
  static async start(root?: string): Promise<Bench> {
    const phoneDir = await mkdtemp(join(tmpdir(), 'queue-console-bench-'));
    await buildPhone(join(phoneDir, 'console'), root === undefined ? {} : { root });
    await buildPhone(join(phoneDir, 'floor'), { root: resolve(__dirname, 'floor') });
    return new Bench(await launchBrowser(), await startSandbox({ phoneDir }), phoneDir);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.sandbox.close();
    await rm(this.phoneDir, { recursive: true, force: true });
  }

  /** Opens both in turns, so that whatever else the machine does meets both. @throws when one does what it must not */
  async measure(scenario: Scenario, rounds: number): Promise<Result> {
    const ours: Measured[] = [];
    const floor: Measured[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const turns = [
        async () => void floor.push(await this.openFloor(scenario)),
        async () => void ours.push(await this.openConsole(scenario)),
      ];
      for (const turn of round % 2 === 0 ? turns : turns.reverse()) await turn();
    }
    // Slow buckets are asked again; without them both do the same work, or the comparison means nothing.
    const asked = new Set([...ours, ...floor].map(({ requests }) => requests));
    if (scenario.slow === undefined && asked.size > 1) {
      throw new Error(`${scenario.name}: ${[...asked].join(' or ')} requests`);
    }
    const atOnce = Math.max(...ours.map((measured) => measured.atOnce ?? NaN));
    if (!(atOnce <= MOST_AT_ONCE)) throw new Error(`${scenario.name}: ${atOnce} requests at once`);
    return { scenario: scenario.name, rounds, console: summarize(ours), floor: summarize(floor) };
  }

  private openFloor(scenario: Scenario): Promise<Measured> {
    const { buckets, queuesPerBucket, failing = 0 } = scenario;
    const complete = `${(buckets - failing) * queuesPerBucket} queues`;
    return this.onNewPhone(scenario, 'floor', async (openOnce) => {
      const { measured } = await openOnce({ first: QUEUE_NAME, complete });
      return measured;
    });
  }

  /** Twice: on a phone that knows nothing, and on the same one, which then has a board to show at once. */
  private openConsole(scenario: Scenario): Promise<Measured> {
    const { buckets, slow = 0 } = scenario;
    const good = texts.progress
      .replace('{answered}', String(buckets - slow))
      .replace('{all}', String(buckets));
    return this.onNewPhone(scenario, 'console', async (openOnce) => {
      const { measured, text } = await openOnce({
        first: QUEUE_NAME,
        ...(slow === 0 ? {} : { good }),
        complete: texts.updated.replace('{age}', ''),
      });
      checkSummary(scenario, text);
      if (slow > 0) return measured;
      const again = await openOnce({ first: QUEUE_NAME, complete: QUEUE_NAME });
      const { first } = again.measured;
      return first === undefined ? measured : { ...measured, stored: first };
    });
  }

  /** On a new phone of a new person nothing is stored, and the signing server has no key ready. */
  private async onNewPhone(
    scenario: Scenario,
    name: 'console' | 'floor',
    use: (openOnce: (until: Until) => Promise<Opening>) => Promise<Measured>,
  ): Promise<Measured> {
    prepare(this.sandbox.cloud, scenario);
    this.people += 1;
    const url = `${this.sandbox.url}${name}/?openid=bench-${this.people}`;
    const context = await this.browser.newContext(PHONE);
    try {
      return await use((until) => open(context, url, until));
    } finally {
      await context.close();
    }
  }
}

function checkSummary({ name, buckets, queuesPerBucket, failing = 0 }: Scenario, text: string): void {
  const all = texts.countAll.replace('{count}', String((buckets - failing) * queuesPerBucket));
  const failures = texts.failures.replace('{count}', String(failing)).replace('{title}', '');
  if (!text.includes(all) || text.includes(failures) !== failing > 0) {
    throw new Error(`${name}: the summary is wrong\n${text}`);
  }
}
