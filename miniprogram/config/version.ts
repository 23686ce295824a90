/** Version of the console, as in package.json. */
export const CONSOLE_VERSION = '0.1.0';
