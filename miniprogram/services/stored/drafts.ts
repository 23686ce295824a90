import { hasSecret, maskUrl } from '../../models/callback-url';
import { queueKey, type Queue, type QueueRef } from '../../models/queue';
import { FIELD_NAMES, type FieldChanges, type FieldName } from '../../models/fields';
import { isRecord, readStored, STORAGE_KEYS, writeStored } from './storage';

/** Unsaved edits that survive the app. Offered on the next visit, never applied without a tap. */
export interface Draft {
  /** The changed fields alone. */
  changes: FieldChanges;
  /** UpdateTime of the queue that was edited; a different one now means that another admin has written. */
  seenUpdateTime: string;
  /** Milliseconds by the phone's clock, for display. */
  savedAt: number;
  /** Fields whose secret part was not stored and has to be typed again. */
  incomplete: FieldName[];
}

/** @returns the draft for the queue, if there is a readable one. */
export function loadDraft(ref: QueueRef): Draft | undefined {
  const draft = readAll()[queueKey(ref)];
  return isDraft(draft) ? draft : undefined;
}

/**
 * Keeps the changes. A callback address with something secret in it is stored masked and listed in `incomplete`.
 *
 * @throws AppError STORAGE_FAILED
 */
export function saveDraft(seen: Queue, changes: FieldChanges): void {
  const incomplete: FieldName[] = changes.url !== undefined && hasSecret(changes.url) ? ['url'] : [];
  const stored: FieldChanges = { ...changes };
  if (changes.url !== undefined) stored.url = maskUrl(changes.url);
  const draft: Draft = {
    changes: stored,
    seenUpdateTime: seen.updateTime,
    savedAt: Date.now(),
    incomplete,
  };
  writeStored(STORAGE_KEYS.drafts, { ...readAll(), [queueKey(seen)]: draft });
}

/** @throws AppError STORAGE_FAILED */
export function dropDraft(ref: QueueRef): void {
  const { [queueKey(ref)]: dropped, ...others } = readAll();
  if (dropped !== undefined) writeStored(STORAGE_KEYS.drafts, others);
}

function readAll(): Record<string, unknown> {
  const stored = readStored(STORAGE_KEYS.drafts);
  return isRecord(stored) ? stored : {};
}

function isDraft(value: unknown): value is Draft {
  if (!isRecord(value)) return false;
  const { changes, seenUpdateTime, savedAt, incomplete } = value;
  return (
    isChanges(changes) &&
    typeof seenUpdateTime === 'string' &&
    typeof savedAt === 'number' &&
    Array.isArray(incomplete)
  );
}

function isChanges(value: unknown): boolean {
  if (!isRecord(value)) return false;
  return Object.entries(value).every(
    ([field, text]) => typeof text === 'string' && (FIELD_NAMES as readonly string[]).includes(field),
  );
}
