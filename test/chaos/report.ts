import { MOST_SHORTENED, traceOf, type ChaosReport } from './run';

/** @returns the run as a table, with the way to each violation. */
export function formatReport(title: string, report: ChaosReport): string {
  const lines = [
    `${title}: ${report.operations} operations in ${report.rounds} rounds, ${report.puts} PUTs, ` +
      `${report.hours.toFixed(0)} hours of their own time, trace ${traceOf(report)}`,
    ...section('operations', report.byKind),
    ...section('faults', report.faults),
    ...section('outcomes', report.outcomes),
    row('covered between read and PUT, where no read could show it', report.unseenOverlaps),
    row('violations', report.violations.length),
  ];
  for (const { seed, round, texts, shortest, shortestTexts } of report.violations.slice(0, MOST_SHORTENED)) {
    const { steps, faults, ...rest } = shortest;
    lines.push(
      '',
      `violation with seed ${seed} in round ${round} (npm run chaos -- --seed ${seed} --only ${round})`,
      ...texts.map((text) => `  ${text}`),
      '  shortest way there:',
      `    ${JSON.stringify(rest)}`,
      ...faults.map((fault) => `    fault  ${JSON.stringify(fault)}`),
      ...steps.map((step) => `    step   ${JSON.stringify(step)}`),
      ...shortestTexts.map((text) => `    ${text}`),
    );
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
