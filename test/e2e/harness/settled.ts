import type { Frame, Page, Request } from 'playwright-core';

/** Runs in the window: until no timer is about to run and no animation that has an end is still running. */
async function atRest(): Promise<void> {
  const isMoving = (animation: Animation): boolean =>
    animation.playState === 'running' && animation.effect?.getComputedTiming().iterations !== Infinity;
  const isBusy = (): boolean => parent.phone?.pendingTimers !== 0 || document.getAnimations().some(isMoving);
  // Twice in a row, because the end of one thing may begin the next.
  for (let quietFrames = 0; quietFrames < 2; quietFrames = isBusy() ? 0 : quietFrames + 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

const isOfPhone = (request: Request): boolean => new URL(request.url()).pathname.startsWith('/__phone/');

/**
 * Watches a phone's requests.
 * @returns a function that waits until none is under way and nothing moves on the screen.
 */
export function settled(page: Page, app: Frame): () => Promise<void> {
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
      await app.evaluate(atRest);
    } while (underWay.size > 0);
  };
}
