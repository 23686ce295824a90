import { MUTATIONS, type MutationName } from './app-bundle';
import { formatReport } from './report';
import { runChaos, type ChaosReport } from './run';

/** A short run of `npm run chaos` with a seed of its own. */
const SEED = 13;
const OPERATIONS = 300;

jest.setTimeout(600_000);

let report: ChaosReport;
beforeAll(async () => {
  report = await runChaos({ seed: SEED, operations: OPERATIONS });
});

test('no random write ends in a false word, a lost edit or a second PUT', () => {
  if (report.violations.length > 0) throw new Error(formatReport('chaos', report));
  expect(report.operations).toBeGreaterThanOrEqual(OPERATIONS);
});

test('the run meets faults and outcomes of many kinds', () => {
  expect([...report.outcomes.keys()]).toEqual(
    expect.arrayContaining(['done', 'already', 'WRITE_UNKNOWN', 'WRITE_CONFLICT', 'found not-done']),
  );
  expect(report.faults.size).toBeGreaterThanOrEqual(12);
});

test('the same seed makes the same run', async () => {
  const again = await runChaos({ seed: SEED, operations: 40 });
  expect([...again.traces]).toEqual([...report.traces].slice(0, again.rounds));
});

test('a round is the same alone', async () => {
  const only = report.rounds - 1;
  const alone = await runChaos({ seed: SEED, operations: OPERATIONS, only });
  expect([...alone.traces]).toEqual([...report.traces].slice(only));
});

test('another seed makes another run', async () => {
  const other = await runChaos({ seed: SEED + 1, operations: 1 });
  expect([...other.traces]).not.toEqual([...report.traces].slice(0, other.rounds));
});

test.each(Object.keys(MUTATIONS) as MutationName[])('the run finds out about %s', async (mutation) => {
  const mutated = await runChaos({ seed: SEED, operations: 1000, mutation, stopEarly: true });
  expect(mutated.violations).toHaveLength(1);
});
