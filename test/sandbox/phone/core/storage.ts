import { asyncApi, WxFailure } from './callbacks';

/** Where values are kept: `localStorage` of the browser, or memory. */
export interface TextStore {
  get(key: string): string | undefined;
  set(key: string, text: string): void;
  delete(key: string): void;
  keys(): string[];
}

/** Limits of the document "wx.setStorage": 1 MB for a key, 10 MB in all. */
const MAX_KEY_BYTES = 1024 * 1024;
const MAX_TOTAL_BYTES = 10 * MAX_KEY_BYTES;

/** A store that lives as long as the object. */
export function createMemoryStore(): TextStore {
  const values = new Map<string, string>();
  return {
    get: (key) => values.get(key),
    set: (key, text) => void values.set(key, text),
    delete: (key) => void values.delete(key),
    keys: () => [...values.keys()],
  };
}

/** The storage functions of `wx`. Values go through JSON, so what comes back is always a copy. */
export function createStorageApi(store: TextStore) {
  const totalBytes = (): number => store.keys().reduce((sum, key) => sum + (store.get(key)?.length ?? 0), 0);
  const read = (key: string): unknown => {
    const text = store.get(key);
    return text === undefined ? '' : (JSON.parse(text) as unknown);
  };
  const write = (key: string, data: unknown): void => {
    if (typeof key !== 'string' || key === '') throw new WxFailure('parameter error: key should be a string');
    const text = JSON.stringify(data) as string | undefined;
    if (text === undefined) throw new WxFailure(`data of "${key}" can not be stored`);
    const others = totalBytes() - (store.get(key)?.length ?? 0);
    if (text.length > MAX_KEY_BYTES || others + text.length > MAX_TOTAL_BYTES) {
      throw new WxFailure('exceed storage max size');
    }
    store.set(key, text);
  };
  const clear = (): void => {
    for (const key of store.keys()) store.delete(key);
  };
  const info = (): { keys: string[]; currentSize: number; limitSize: number } => ({
    keys: store.keys(),
    currentSize: Math.ceil(totalBytes() / 1024),
    limitSize: MAX_TOTAL_BYTES / 1024,
  });
  return {
    getStorageSync: read,
    setStorageSync: write,
    removeStorageSync: (key: string): void => {
      store.delete(key);
    },
    clearStorageSync: clear,
    getStorageInfoSync: info,
    getStorage: asyncApi('getStorage', ({ key }: { key: string }) => {
      if (store.get(key) === undefined) throw new WxFailure('data not found');
      return { data: read(key) };
    }),
    setStorage: asyncApi('setStorage', ({ key, data }: { key: string; data: unknown }) => {
      write(key, data);
      return {};
    }),
    removeStorage: asyncApi('removeStorage', ({ key }: { key: string }) => {
      store.delete(key);
      return {};
    }),
    clearStorage: asyncApi('clearStorage', () => {
      clear();
      return {};
    }),
    getStorageInfo: asyncApi('getStorageInfo', info),
  };
}
