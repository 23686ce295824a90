import { FIELD_NAMES } from '../../models/fields';
import { WRITE_KINDS } from '../../models/write';
import { areTexts, isRecord, readStored, STORAGE_KEYS, writeStored } from './storage';
import type { SentField, SentWrite } from '../writes/check';

/** A sent write as it is stored until nothing more can come of it. */
export interface RecordedWrite extends SentWrite {
  /** The admin was told that it was not done or overtaken; it is only watched for a late effect. */
  told: boolean;
  /** Fingerprint of the queue as a later write of this phone left it; `''` without one. */
  later: string;
}

/** @throws AppError STORAGE_FAILED */
export function saveSentWrites(writes: readonly RecordedWrite[]): void {
  writeStored(STORAGE_KEYS.pendingWrites, writes);
}

/**
 * @returns the stored writes; what cannot be read as one is left out, since nothing could be found out about it
 * @throws AppError STORAGE_FAILED
 */
export function loadSentWrites(): RecordedWrite[] {
  const stored = readStored(STORAGE_KEYS.pendingWrites);
  return Array.isArray(stored) ? stored.filter(isRecordedWrite) : [];
}

function isRecordedWrite(value: unknown): value is RecordedWrite {
  if (!isRecord(value)) return false;
  const { id, ref, kind, sentAt, validUntil, accepted, beforeUpdateTime, before, sent } = value;
  const { fields, keyId, told, later, acceptedUpdateTime } = value;
  return (
    areTexts(id, beforeUpdateTime, before, sent, keyId, later, acceptedUpdateTime) &&
    isRecord(ref) &&
    areTexts(ref['bucket'], ref['region'], ref['queueId']) &&
    isOneOf(WRITE_KINDS, kind) &&
    [sentAt, validUntil].every((time) => typeof time === 'number' && Number.isFinite(time)) &&
    typeof accepted === 'boolean' &&
    typeof told === 'boolean' &&
    Array.isArray(fields) &&
    fields.every(isSentField)
  );
}

function isSentField(value: unknown): value is SentField {
  if (!isRecord(value)) return false;
  const { field, from, to, wanted } = value;
  return isOneOf(FIELD_NAMES, field) && areTexts(from, to, wanted);
}

function isOneOf(names: readonly string[], value: unknown): boolean {
  return typeof value === 'string' && names.includes(value);
}
