/**
 * A warning or an error on the console that no test asked for is a failure: it is how frameworks and the SDK report
 * misuse. A test that expects one spies on the method itself.
 */
import { format } from 'node:util';

const unexpected: string[] = [];

for (const method of ['error', 'warn'] as const) {
  console[method] = (...args: unknown[]) => {
    unexpected.push(`console.${method}: ${format(...args)}`);
  };
}

afterEach(() => {
  const seen = unexpected.splice(0);
  if (seen.length > 0) throw new Error(`unexpected console output\n${seen.join('\n')}`);
});
