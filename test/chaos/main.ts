import { parseArgs } from 'node:util';
import { MUTATIONS, type MutationName } from './app-bundle';
import { formatReport } from './report';
import { runChaos, type ChaosOptions } from './run';

/**
 * `npm run chaos`: 2,000 random operations with random faults, none of which may end in a false word or a lost edit.
 * `--seed` makes other ones, `--only` plays one round of a seed, `--mutations` does the same to the program with one
 * mechanism taken out at a time, and must find violations.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      operations: { type: 'string', default: '2000' },
      only: { type: 'string' },
      mutations: { type: 'boolean', default: false },
    },
  });
  const base: ChaosOptions = {
    seed: Number(values.seed),
    operations: Number(values.operations),
    ...(values.only === undefined ? {} : { only: Number(values.only) }),
  };
  if (!values.mutations) {
    const report = await runChaos(base);
    process.stdout.write(`${formatReport(`seed ${base.seed}`, report)}\n`);
    process.exitCode = report.violations.length === 0 ? 0 : 1;
    return;
  }
  for (const mutation of Object.keys(MUTATIONS) as MutationName[]) {
    const report = await runChaos({ ...base, mutation, stopEarly: true });
    process.stdout.write(`${formatReport(`${mutation}, seed ${base.seed}`, report)}\n\n`);
    if (report.violations.length === 0) process.exitCode = 1;
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
