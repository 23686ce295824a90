import { AppError } from '../../models/errors';
import { within } from '../../utils/within';
import { cosSdk } from '../ci/cos-sdk';
import { isRecord, STORAGE_KEYS } from './storage';

/**
 * The random key of this installation, for fingerprints that go into the storage: without it a fingerprint cannot be
 * searched for the short secret behind it. It is stored encrypted by WeChat, apart from what it protects.
 */
export interface InstallKey {
  /** Tells one key from another, and nothing else about it. */
  id: string;
  /** @returns the fingerprint of the text under this key. */
  fingerprint(text: string): string;
}

const KEY_BYTES = 16;
/** HMAC's block of MD5, bytes (RFC 2104). */
const BLOCK_BYTES = 64;
/** A pause does not wait longer for the storage, milliseconds. */
const STORAGE_LIMIT_MS = 500;

let known: Promise<InstallKey> | undefined;

/**
 * Reads the key, and makes it the first time. Where the storage fails the key lasts as long as the app runs, and
 * fingerprints of other runs cannot be compared.
 */
export function installKey(): Promise<InstallKey> {
  known ??= within(STORAGE_LIMIT_MS, readKey(), storageSilent).then(toInstallKey, () =>
    makeKey().then(toInstallKey),
  );
  return known;
}

function storageSilent(): never {
  throw new AppError('STORAGE_FAILED', { note: 'the storage did not answer' });
}

async function readKey(): Promise<string> {
  const stored = await readStoredKey();
  if (stored !== undefined) return stored;
  const secret = await makeKey();
  await wx.setStorage({ key: STORAGE_KEYS.installKey, data: secret, encrypt: true });
  return secret;
}

/** @returns `undefined` if there is none yet; any other failure rejects, so that a key in use is never replaced. */
async function readStoredKey(): Promise<string | undefined> {
  try {
    const { data } = await wx.getStorage<unknown>({ key: STORAGE_KEYS.installKey, encrypt: true });
    return typeof data === 'string' && /^[0-9a-f]{32}$/.test(data) ? data : undefined;
  } catch (failure) {
    if (isRecord(failure) && /data not found/.test(String(failure['errMsg']))) return undefined;
    throw new AppError('STORAGE_FAILED', { note: 'reading the install key' }, failure);
  }
}

/** `Math.random` is only for a phone that refuses its own source: then the key lasts for this run alone. */
async function makeKey(): Promise<string> {
  const bytes = await wx
    .getRandomValues({ length: KEY_BYTES })
    .then(({ randomValues }) => [...new Uint8Array(randomValues)])
    .catch(() => Array.from({ length: KEY_BYTES }, () => Math.floor(Math.random() * 256)));
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function toInstallKey(secret: string): InstallKey {
  const fingerprint = (text: string): string => hmac(secret, text);
  return { id: fingerprint('id').slice(0, 8), fingerprint };
}

/**
 * HMAC over MD5, the one hash that the SDK exports. The inner digest goes in as hex text, since the SDK's `md5` takes
 * text only; that changes the values, not what they hide.
 */
function hmac(secret: string, text: string): string {
  const { util } = cosSdk();
  return util.md5(block(secret, 0x5c) + util.md5(block(secret, 0x36) + text));
}

function block(secret: string, byte: number): string {
  return Array.from({ length: BLOCK_BYTES }, (_, at) =>
    String.fromCharCode((at < secret.length ? secret.charCodeAt(at) : 0) ^ byte),
  ).join('');
}
