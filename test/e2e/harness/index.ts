export { launchBrowser } from './browser';
export { openPhone } from './phone';
export type { OpenPhoneOptions, PhonePage } from './phone';
export { usePhones } from './phones';
