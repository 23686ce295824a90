import type { Page, Request } from 'playwright-core';

const isOfPhone = (request: Request): boolean => new URL(request.url()).pathname.startsWith('/__phone/');

/**
 * Watches a phone's requests.
 * @returns a function that waits until none is under way and nothing moves on the screen.
 */
export function settled(page: Page): () => Promise<void> {
  const underWay = new Set<Request>();
  let wake: () => void = () => undefined;
  const ended = (request: Request): void => {
    underWay.delete(request);
    wake();
  };
  page.on('request', (request) => {
    if (isOfPhone(request)) underWay.add(request);
  });
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  return async () => {
    do {
      while (underWay.size > 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      // An answer may lead to the next request, so look again after the screen has come to rest.
      await page.evaluate(() => window.phone?.atRest());
    } while (underWay.size > 0);
  };
}
