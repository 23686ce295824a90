import type { PhoneSettings } from '../host/frame-link';

const DEFAULT_FONT_SIZE = 16;

/** Reads who holds the phone, and how it is set, from the frame's address. */
export function readSettings(search: string, hash: string): PhoneSettings {
  const query = new URLSearchParams(search);
  return {
    openid: query.get('openid') ?? undefined,
    role: query.get('role') ?? undefined,
    language: query.get('lang') ?? 'zh_CN',
    theme: query.get('theme') === 'dark' ? 'dark' : 'light',
    fontSizeSetting: Number(query.get('fontSize') ?? DEFAULT_FONT_SIZE) || DEFAULT_FONT_SIZE,
    startPage: hash.replace(/^#\/?/, ''),
  };
}

/** The same address with other settings; undefined takes one away. */
export function withSettings(address: string, changes: Record<string, string | undefined>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return url.href;
}
