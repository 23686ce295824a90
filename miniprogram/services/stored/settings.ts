import { readStored, STORAGE_KEYS, unlessStorageFails, writeStored } from './storage';

/** @returns the language that was chosen on this phone, `''` for none: then WeChat's own counts. */
export function readLanguage(): string {
  const stored = unlessStorageFails(() => readStored(STORAGE_KEYS.language));
  return typeof stored === 'string' ? stored : '';
}

/**
 * Keeps the choice for the next start; `''` for none.
 *
 * @throws AppError STORAGE_FAILED
 */
export function saveLanguage(language: string): void {
  writeStored(STORAGE_KEYS.language, language);
}
