export { launchBrowser } from './browser';
export { failLogins, holdRequests, interceptRequests } from './network';
export { openPhone } from './phone';
export type { OpenPhoneOptions, PhonePage } from './phone';
export { usePhones } from './phones';
