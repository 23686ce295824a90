import path from 'node:path';
import { BUDGET, measure } from '../../scripts/package/measure';

test('the package is within its budget', () => {
  expect(measure(path.resolve(__dirname, '../../miniprogram')).total).toBeLessThanOrEqual(BUDGET);
});
