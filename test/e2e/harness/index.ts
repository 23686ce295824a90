export { launchBrowser } from './browser';
export { failLogins, holdRequests, interceptRequests } from './network';
export { openPhone } from './phone';
export type { OpenPhoneOptions, PhonePage } from './phone';
export { passTime } from './time';
export { LONGEST_TEST_MS, usePhones } from './phones';
