/**
 * `npm run bench`: how fast the board opens and fills, beside a floor in the same run: a bare page that makes the same
 * requests with the same SDK and shows the names. `--quick` opens each once; `--only SCENARIO` leaves out the others;
 * `--console FOLDER` measures another version of the mini-program. With any of these the figures are only printed;
 * `--out FOLDER` writes them there. Without any, they replace docs/bench and the section of docs/measurements.md.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { publish } from '../../../scripts/measurements';
import { drawChart } from './chart';
import type { Result } from './figures';
import { CPU_SLOWDOWN, LATENCY_MS } from './opening';
import { PUBLISHED, readOptions } from './options';
import { Bench } from './rounds';
import { formatReport, type BoardReport } from './section';

async function main(): Promise<void> {
  const { scenarios, console, out } = readOptions(process.argv.slice(2));
  const startedAt = Date.now();
  const bench = await Bench.start(console);
  try {
    const results: Result[] = [];
    for (const scenario of scenarios) {
      results.push(await bench.measure(scenario, scenario.rounds));
    }
    const conditions = {
      machine: `${cpus().length} x ${cpus()[0]?.model ?? 'CPU'}, Node ${process.version}, Chromium ${bench.browser.version()}`,
      cpuSlowdown: CPU_SLOWDOWN,
      latencyMs: LATENCY_MS,
    };
    const report: BoardReport = { conditions, results };
    if (out !== undefined) await write(out, report);
    process.stdout.write(`${formatReport(report)}\n${Math.round((Date.now() - startedAt) / 1000)} s\n`);
    if (out === PUBLISHED) await publish('board', formatReport(report));
  } finally {
    await bench.close();
  }
}

async function write(folder: string, report: BoardReport): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'board.json'), `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(join(folder, 'board.svg'), drawChart(report.results));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
