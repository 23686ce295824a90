/**
 * `npm run bench`: how fast the board opens and fills, beside a floor in the same run: a bare page that makes the same
 * requests with the same SDK and shows the names. `--quick` opens each once; `--only SCENARIO` leaves out the others;
 * `--console FOLDER` measures another version of the mini-program; `--out FOLDER` writes elsewhere.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { drawChart } from './chart';
import type { Result } from './figures';
import { CPU_SLOWDOWN, LATENCY_MS } from './opening';
import { Bench } from './rounds';
import { LARGEST, SCENARIOS, SMALLEST } from './scenarios';
import { formatTable } from './table';

const FOLDER = resolve(__dirname, '../../../docs/bench');

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true },
      console: { type: 'string' },
      out: { type: 'string', default: FOLDER },
    },
  });
  const scenarios = SCENARIOS.filter(({ name }) => values.only?.includes(name) ?? true);
  const startedAt = Date.now();
  const bench = await Bench.start(values.console);
  try {
    const results: Result[] = [];
    for (const scenario of scenarios) {
      results.push(await bench.measure(scenario, values.quick ? 1 : scenario.rounds));
    }
    const conditions = {
      machine: `${cpus().length} x ${cpus()[0]?.model ?? 'CPU'}, Node ${process.version}, Chromium ${bench.browser.version()}`,
      cpuSlowdown: CPU_SLOWDOWN,
      latencyMs: LATENCY_MS,
    };
    const rounds = [...new Set(results.map((result) => result.rounds))];
    await write(values.out, { conditions, results });
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
