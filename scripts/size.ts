/**
 * `npm run size`: how many bytes each part of the mini-program has in the package, minified as before an upload to WeChat.
 * package/walk.ts says what counts, package/minify.ts what a file weighs; 1 KB is 1,000 bytes. It fails when the package
 * exceeds its budget.
 *
 *   npm run size                 the parts
 *   npm run size -- --files      each file, the heaviest first, and the parts
 *   npm run size -- --json       all of it for a script
 *   npm run size -- --write      the parts, in docs/measurements.md as well
 */
import path from 'node:path';
import { publish } from './measurements';
import { BUDGET, measure, sizeSection, table } from './package/measure';

const size = measure(path.resolve(__dirname, '../miniprogram'));
if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ ...size, budget: BUDGET }, null, 2));
} else {
  if (process.argv.includes('--files')) {
    console.log(size.files.map(({ file, bytes }) => `${String(bytes).padStart(7)} ${file}`).join('\n'));
  }
  console.log(table(size));
}
if (process.argv.includes('--write')) {
  publish('size', sizeSection(size)).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
if (size.total > BUDGET) {
  console.error(`The package is ${size.total - BUDGET} bytes over its budget.`);
  process.exitCode = 1;
}
