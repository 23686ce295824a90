import type { Page, Request } from 'playwright-core';

const isOfPhone = (request: Request): boolean => new URL(request.url()).pathname.startsWith('/__phone/');

/** Watches a phone's requests, from before the first one on. */
export function settled(page: Page): {
  /** Waits until no request is under way. */
  answered: () => Promise<void>;
  /** Waits until none is under way and nothing moves on the screen. */
  idle: () => Promise<void>;
} {
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
  const answered = async (): Promise<void> => {
    while (underWay.size > 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  const idle = async (): Promise<void> => {
    do {
      await answered();
      // An answer may lead to the next request, so look again after the screen has come to rest.
      await page.evaluate(() => window.phone?.atRest());
    } while (underWay.size > 0);
  };
  return { answered, idle };
}
