export { tearDown as default } from './built-phone';
