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

/** What a value stored with `encrypt: true` looks like to every read without it: not plain text, and no more than that. */
interface Encrypted {
  encrypted: string;
}

const isEncrypted = (value: unknown): value is Encrypted =>
  typeof value === 'object' && value !== null && 'encrypted' in value;
const encrypt = (data: unknown): Encrypted => ({ encrypted: btoa(encodeURIComponent(JSON.stringify(data))) });
const decrypt = ({ encrypted }: Encrypted): unknown =>
  JSON.parse(decodeURIComponent(atob(encrypted))) as unknown;

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
    getStorage: asyncApi(
      'getStorage',
      ({ key, encrypt: wanted = false }: { key: string; encrypt?: boolean }) => {
        if (store.get(key) === undefined) throw new WxFailure('data not found');
        const data = read(key);
        // Stored with `encrypt`, it must be read with it, and the other way round ("wx.getStorage").
        if (isEncrypted(data) !== wanted) throw new WxFailure('decrypt failed');
        return { data: isEncrypted(data) ? decrypt(data) : data };
      },
    ),
    setStorage: asyncApi('setStorage', (options: { key: string; data: unknown; encrypt?: boolean }) => {
      write(options.key, options.encrypt === true ? encrypt(options.data) : options.data);
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
