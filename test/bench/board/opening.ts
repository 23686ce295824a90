import type { BrowserContext, CDPSession, Frame, Page } from 'playwright-core';
import type { Measured } from './figures';
import { installProbe, type Milestones, type Probe } from './probe';

/** How many times slower than this machine the phone is. */
export const CPU_SLOWDOWN = 4;
/** What every request of the mini-program takes at least. Its own files are on the phone already. */
export const LATENCY_MS = 40;

const GIVE_UP_MS = 120_000;
const KB = 1024;
const MB = 1024 * KB;

/** Texts to wait for; what is measured is measured when it is complete. */
export type Until = Milestones & { first: string; complete: string };

/** What an opening left behind. */
export interface Opening {
  measured: Measured;
  /** Everything that can be read on the page. */
  text: string;
}

/** Opens a mini-program in a window of its own, on a slow phone with a slow network, until it is complete. */
export async function open(context: BrowserContext, url: string, until: Until): Promise<Opening> {
  const page = await context.newPage();
  try {
    const problems: Error[] = [];
    page.on('pageerror', (error) => problems.push(error));
    const devtools = await context.newCDPSession(page);
    await slowDown(devtools, url);
    // tsx compiles functions with a helper that names them; those that run in the page need it there as well.
    await page.addInitScript('globalThis.__name = (it) => it');
    await page.addInitScript(installProbe, until);
    await page.goto(url);
    const app = page.frame({ name: 'app' });
    if (app === null) throw new Error(`${url} has no window for the mini-program`);
    // Looked at rarely, so that looking costs nothing.
    await app.waitForFunction(() => window.probe?.reached['complete'] !== undefined, undefined, {
      polling: 200,
      timeout: GIVE_UP_MS,
    });
    const opening = await read(page, app, devtools);
    if (problems[0] !== undefined) throw problems[0];
    return opening;
  } finally {
    await page.close();
  }
}

async function slowDown(devtools: CDPSession, url: string): Promise<void> {
  await devtools.send('Performance.enable');
  await devtools.send('Network.enable');
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  await devtools.send('Network.emulateNetworkConditionsByRule', {
    offline: false,
    matchedNetworkConditions: [
      {
        urlPattern: `${new URL(url).origin}/__phone/*`,
        latency: LATENCY_MS,
        downloadThroughput: -1,
        uploadThroughput: -1,
      },
    ],
  });
}

async function read(page: Page, app: Frame, devtools: CDPSession): Promise<Opening> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  const milliseconds = (name: string): number =>
    (metrics.find((metric) => metric.name === name)?.value ?? NaN) * 1000;
  const probe = await app.evaluate((): Probe | undefined => window.probe);
  const stats = await page.evaluate(() => window.phone?.setDataStats);
  if (probe === undefined || stats === undefined) throw new Error('the phone has not started');
  const visible = app.locator('.phone-page:not([hidden])');
  const nodes = await visible.locator('*').count();
  const text = await visible.innerText();
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const { first = NaN, complete = NaN, good } = probe.reached;
  return {
    measured: {
      first,
      ownFirst: first - probe.startedAt,
      ...(good === undefined ? {} : { good }),
      complete,
      requests: probe.requests,
      atOnce: probe.mostAtOnce,
      setDataCalls: stats.calls,
      setDataBytes: stats.bytes / KB,
      setDataLargest: stats.largest / KB,
      nodes,
      script: milliseconds('ScriptDuration'),
      tasks: milliseconds('TaskDuration'),
      heap: usedSize / MB,
    },
    text,
  };
}
