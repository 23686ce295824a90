export { launchBrowser } from './browser';
export { failLogins, interceptRequests } from './network';
export { openPhone } from './phone';
export type { OpenPhoneOptions, PhonePage } from './phone';
export { usePhones } from './phones';
