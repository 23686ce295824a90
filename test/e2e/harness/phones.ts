import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser';
import { openPhone } from './phone';
import type { OpenPhoneOptions, PhonePage } from './phone';

/** Longest time for a test, and for what a file of tests starts: only what hangs takes so long, on the slowest machine too. */
export const LONGEST_TEST_MS = 300_000;

/**
 * Gives a test file a browser: one for all its tests, a fresh phone for each. After each test its phones are closed, and
 * an error or warning on a console that the test did not expect fails it.
 */
export function usePhones(): {
  open: (sandboxUrl: string, options?: OpenPhoneOptions) => Promise<PhonePage>;
} {
  let browser: Browser | undefined;
  const opened: PhonePage[] = [];
  jest.setTimeout(LONGEST_TEST_MS);
  beforeAll(async () => {
    browser = await launchBrowser();
  }, LONGEST_TEST_MS);
  afterEach(async () => {
    // All are closed, whatever the first one has to say.
    const closed = await Promise.allSettled(opened.splice(0).map((phone) => phone.close()));
    const failures = closed.filter((result) => result.status === 'rejected');
    if (failures.length > 0)
      throw new AggregateError(
        failures.map(({ reason }) => reason as unknown),
        String(failures[0]?.reason),
      );
  });
  afterAll(async () => {
    await browser?.close();
  });
  return {
    open: async (sandboxUrl, options) => {
      if (!browser) throw new Error('phones can only be opened inside a test');
      const phone = await openPhone(browser, sandboxUrl, options);
      opened.push(phone);
      return phone;
    },
  };
}
