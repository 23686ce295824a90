import type { TextStore } from '../core/storage';

/** Storage of one person on this phone, in the browser's own. */
export function createLocalStore(openid: string): TextStore {
  const prefix = `queue-console/${openid}/`;
  return {
    get: (key) => localStorage.getItem(prefix + key) ?? undefined,
    set: (key, text) => {
      localStorage.setItem(prefix + key, text);
    },
    delete: (key) => {
      localStorage.removeItem(prefix + key);
    },
    keys: () =>
      Object.keys(localStorage)
        .filter((key) => key.startsWith(prefix))
        .map((key) => key.slice(prefix.length)),
  };
}
