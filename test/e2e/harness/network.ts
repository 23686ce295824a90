import { EventEmitter, once } from 'node:events';
import type { Page, Route } from 'playwright-core';
import type { PhoneAnswer } from '../../sandbox/phone-network';

/** A request of the mini-program, as it leaves the phone. */
export interface SentRequest {
  url: string;
  method: string;
  data?: string;
}

/** What becomes of a request: an answer, or the request as it is sent on. */
export type Reply = PhoneAnswer | SentRequest;

const REQUESTS = '**/__phone/request';

/** Requests that wait between the phone and its network. */
export interface HeldRequests {
  /** Resolves when so many have arrived. */
  arrived(count: number): Promise<void>;
  /** Lets them go, and all that follow. */
  release(): Promise<void>;
}

/** Holds requests up until they are let go: what is to be seen meanwhile can be looked at for as long as it takes. */
export async function holdRequests(
  page: Page,
  isHeld: (request: SentRequest) => boolean = () => true,
): Promise<HeldRequests> {
  let letGo = (): void => undefined;
  let count = 0;
  const arrivals = new EventEmitter();
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const wait = async (route: Route): Promise<void> => {
    if (isHeld(route.request().postDataJSON() as SentRequest)) {
      count += 1;
      arrivals.emit('arrival');
      await held;
    }
    await route.fallback();
  };
  await page.route(REQUESTS, wait);
  const release = async (): Promise<void> => {
    letGo();
    await page.unroute(REQUESTS, wait);
  };
  const arrived = async (wanted: number): Promise<void> => {
    while (count < wanted) await once(arrivals, 'arrival');
  };
  return { arrived, release };
}

/**
 * Stands between the phone and its network: for a gateway's answer, or one of WeChat itself. `page.unrouteAll()` ends it.
 * @param reply gives the request back, changed or not, to let it pass
 */
export async function interceptRequests(page: Page, reply: (request: SentRequest) => Reply): Promise<void> {
  await page.route(REQUESTS, async (route) => {
    const request = route.request().postDataJSON() as SentRequest;
    const answer = reply(request);
    if ('url' in answer) await route.continue({ postData: JSON.stringify(answer) });
    else await route.fulfill({ json: answer });
  });
}

/** Every login fails, as WeChat fails it. */
export async function failLogins(page: Page): Promise<void> {
  await page.route('**/__phone/login', (route) => route.fulfill({ status: 500 }));
}
