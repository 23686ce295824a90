import type COS from 'cos-wx-sdk-v5';

/**
 * @returns the COS SDK. Its code, 40 per cent of the package, runs when it is first asked for: importing it would put
 * that before the first page.
 */
export function cosSdk(): typeof COS {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import cannot wait, and WeChat has no import()
  return require('cos-wx-sdk-v5') as typeof COS;
}
