import { maskUrl } from '../models/callback-url';
import { refOf, type Queue, type QueueRef } from '../models/queue';
import { FIELD_NAMES, fieldsOf, normalValue, type FieldChange, type FieldName } from '../models/queue-fields';
import type { WriteKind } from '../models/write';
import type { XmlLeaf } from '../models/xml';
import { cosSdk } from './cos-sdk';

/**
 * What has to be known about a PUT to find out later whether it took effect. It is stored, so it holds fingerprints
 * instead of values: a callback address may contain a token.
 */
export interface SentWrite {
  id: string;
  ref: QueueRef;
  kind: WriteKind;
  /** Milliseconds by the phone's clock. */
  sentAt: number;
  /** UpdateTime and fingerprint of the queue before the PUT. */
  beforeUpdateTime: string;
  before: string;
  /** Fingerprint of the queue as it was sent. */
  sent: string;
  fields: SentField[];
}

/** One changed field: masked for people, and the fingerprint of its new value. */
export interface SentField {
  field: FieldName;
  from: string;
  to: string;
  wanted: string;
}

/**
 * `exact`: the queue is as it was sent. `in-effect`: the changed fields are, something else is not. `untouched`: nothing
 * has happened to it. `overtaken`: somebody else's write is there, so this one was undone or never arrived.
 */
export type Verdict = 'exact' | 'in-effect' | 'untouched' | 'overtaken';

/** @returns the record of a PUT that is about to be sent. */
export function describeWrite(
  id: string,
  kind: WriteKind,
  before: Queue,
  expected: Queue,
  changed: readonly FieldChange[],
): SentWrite {
  return {
    id,
    ref: refOf(before),
    kind,
    sentAt: Date.now(),
    beforeUpdateTime: before.updateTime,
    before: fingerprint(id, before),
    sent: fingerprint(id, expected),
    fields: changed.map(({ field, from, to }) => ({
      field,
      from: maskField(field, from),
      to: maskField(field, to),
      wanted: fieldFingerprint(id, field, to),
    })),
  };
}

/** @returns what the queue, as just read, says about the write. */
export function judge(write: SentWrite, now: Queue): Verdict {
  const content = fingerprint(write.id, now);
  if (content === write.sent) return 'exact';
  if (content === write.before && now.updateTime === write.beforeUpdateTime) return 'untouched';
  const fields = fieldsOf(now);
  const inEffect = write.fields.every(
    ({ field, wanted }) => fieldFingerprint(write.id, field, fields[field]) === wanted,
  );
  return inEffect ? 'in-effect' : 'overtaken';
}

/** @returns the value as it may be shown and stored. */
function maskField(field: FieldName, value: string): string {
  return field === 'url' ? maskUrl(value) : value;
}

function fingerprint(salt: string, queue: Queue): string {
  const fields = fieldsOf(queue);
  const known = FIELD_NAMES.map((field) => normalValue(field, fields[field]));
  return cosSdk().util.md5(JSON.stringify([salt, known, leavesText(queue.notifyConfig.unknown)]));
}

function fieldFingerprint(salt: string, field: FieldName, value: string): string {
  return cosSdk().util.md5(JSON.stringify([salt, field, normalValue(field, value)]));
}

/** A path has no line break in it, so the two parts cannot be mistaken. Their order says nothing. */
function leavesText(leaves: readonly XmlLeaf[]): string[] {
  return leaves.map(({ path, text }) => `${path}\n${text}`).sort();
}
