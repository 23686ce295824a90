/**
 * `npm run bench`: how fast the board opens and fills, beside a floor in the same run: a bare page that makes the same
 * requests with the same SDK and shows the names. `--quick` opens each once; `--only SCENARIO` leaves out the others;
 * `--console FOLDER` measures another version of the mini-program. With any of these the figures are printed and nothing
 * else; `--out FOLDER` writes them there.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { drawChart } from './chart';
import type { Result } from './figures';
import { CPU_SLOWDOWN, LATENCY_MS } from './opening';
import { readOptions } from './options';
import { Bench } from './rounds';
import { LARGEST, SMALLEST } from './scenarios';
import { formatTable } from './table';

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
    const rounds = [...new Set(results.map((result) => result.rounds))];
    if (out !== undefined) await write(out, { conditions, results });
    process.stdout.write(
      [
        `${conditions.machine}, CPU ${CPU_SLOWDOWN} times slower, ${LATENCY_MS} ms latency`,
        `medians of ${rounds.join(' or ')}, ± half of the range; in brackets the ratio to the floor, for growth the floor's own`,
        formatTable(results, { smallest: SMALLEST, largest: LARGEST }),
        `${Math.round((Date.now() - startedAt) / 1000)} s\n`,
      ].join('\n'),
    );
  } finally {
    await bench.close();
  }
}

async function write(
  folder: string,
  report: { results: readonly Result[]; conditions: object },
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'board.json'), `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(join(folder, 'board.svg'), drawChart(report.results));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
