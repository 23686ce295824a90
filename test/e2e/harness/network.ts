import type { Page } from 'playwright-core';
import type { PhoneAnswer } from '../../sandbox/phone-network';

/** A request of the mini-program, as it leaves the phone. */
export interface SentRequest {
  url: string;
  method: string;
  data?: string;
}

/** What becomes of a request: an answer, or the request as it is sent on. */
export type Reply = PhoneAnswer | SentRequest;

/**
 * Stands between the phone and its network: for a gateway's answer, or one of WeChat itself. `page.unrouteAll()` ends it.
 * @param reply gives the request back, changed or not, to let it pass
 */
export async function interceptRequests(page: Page, reply: (request: SentRequest) => Reply): Promise<void> {
  await page.route('**/__phone/request', async (route) => {
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
