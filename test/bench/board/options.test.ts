import { PUBLISHED, readOptions } from './options';
import { SCENARIOS } from './scenarios';

test('a full run measures every scenario and publishes the figures', () => {
  expect(readOptions([])).toEqual({ scenarios: SCENARIOS, console: undefined, out: PUBLISHED });
});

test.each([
  ['one round', ['--quick']],
  ['some scenarios', ['--only', '1 bucket']],
  ['another version', ['--console', '/tmp/older']],
])('%s publishes nothing', (_what, args) => {
  expect(readOptions(args).out).toBeUndefined();
});

test('a folder that is named gets the figures of any run', () => {
  expect(readOptions(['--quick', '--out', '/tmp/figures']).out).toBe('/tmp/figures');
});

test('a quick run opens each scenario once', () => {
  expect(readOptions(['--quick']).scenarios.map(({ rounds }) => rounds)).toEqual(SCENARIOS.map(() => 1));
});

test('a scenario that is named is measured alone', () => {
  expect(readOptions(['--only', '1 bucket']).scenarios.map(({ name }) => name)).toEqual(['1 bucket']);
});
