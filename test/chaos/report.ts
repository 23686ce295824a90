import type { ChaosReport } from './run';

/** @returns the run as a table, with the way to each violation. */
export function formatReport(title: string, report: ChaosReport): string {
  const lines = [
    `${title}: ${report.operations} operations in ${report.rounds} rounds, ${report.puts} PUTs`,
    ...section('operations', report.byKind),
    ...section('faults', report.faults),
    ...section('outcomes', report.outcomes),
    row('covered between read and PUT, where nobody could see it', report.unseenOverlaps),
    row('violations', report.violations.length),
  ];
  for (const { seed, round, texts, shortest } of report.violations.slice(0, 5)) {
    lines.push(
      '',
      `violation with seed ${seed} in round ${round} (npm run chaos -- --seed ${seed} --only ${round})`,
    );
    lines.push(...texts.map((text) => `  ${text}`), '  shortest way there:');
    lines.push(`    starts ${JSON.stringify(shortest.start)}`);
    lines.push(...shortest.faults.map((fault) => `    fault  ${JSON.stringify(fault)}`));
    lines.push(...shortest.steps.map((step) => `    step   ${JSON.stringify(step)}`));
  }
  return lines.join('\n');
}

function section(name: string, counts: Map<string, number>): string[] {
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return [`  ${name}`, ...sorted.map(([what, amount]) => `  ${row(what, amount)}`)];
}

function row(what: string, amount: number): string {
  return `  ${what.padEnd(58, '.')} ${String(amount).padStart(6)}`;
}
