import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { findChromium } from './chromium';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a headless browser; whoever starts it closes it. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, libraries } = await findChromium();
  const { LD_LIBRARY_PATH: before, ...env } = process.env;
  const paths = [libraries, before].filter((folder) => folder !== undefined);
  return chromium.launch({
    executablePath,
    args: FLAGS,
    env: { ...env, ...(paths.length > 0 && { LD_LIBRARY_PATH: paths.join(':') }) },
  });
}
