import { AppError } from '../../models/errors';

/** Every key that the program stores under. Nothing secret goes under any of them. */
export const STORAGE_KEYS = {
  pendingWrites: 'pending-writes',
  drafts: 'drafts',
  board: 'board',
  language: 'language',
  paused: 'paused',
  installKey: 'install-key',
} as const;

type StorageKey = (typeof STORAGE_KEYS)[keyof typeof STORAGE_KEYS];

/** @returns what was stored, as unknown data: an older version of the program may have written it. */
export function readStored(key: StorageKey): unknown {
  try {
    return wx.getStorageSync<unknown>(key);
  } catch (failure) {
    throw new AppError('STORAGE_FAILED', { note: `reading ${key}` }, failure);
  }
}

/** @throws AppError STORAGE_FAILED, e.g. when the phone is full */
export function writeStored(key: StorageKey, value: unknown): void {
  try {
    wx.setStorageSync(key, value);
  } catch (failure) {
    throw new AppError('STORAGE_FAILED', { note: `writing ${key}` }, failure);
  }
}

/**
 * For what the program can do without: a phone that cannot store goes on with what it has in memory.
 *
 * @returns what the task does, `undefined` if the storage fails
 */
export function unlessStorageFails<Result>(task: () => Result): Result | undefined {
  try {
    return task();
  } catch (failure) {
    if (failure instanceof AppError && failure.code === 'STORAGE_FAILED') return undefined;
    throw failure;
  }
}

/** Whether what was stored has fields at all. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

export function areTexts(...values: unknown[]): boolean {
  return values.every((value) => typeof value === 'string');
}
