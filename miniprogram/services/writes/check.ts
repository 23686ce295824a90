import { maskUrl } from '../../models/callback-url';
import { refOf, type Queue, type QueueRef } from '../../models/queue';
import {
  FIELD_NAMES,
  FIELDS,
  fieldsOf,
  normalValue,
  unknownNotify,
  type FieldChange,
  type FieldName,
} from '../../models/fields';
import type { WriteKind } from '../../models/write';
import type { XmlLeaf } from '../../models/xml';
import type { InstallKey } from '../stored/install-key';
import { isOlder } from '../ci/newest-reads';

/**
 * What has to be known about a PUT to find out later whether it took effect. It is stored, so it holds fingerprints
 * instead of values: a callback address may contain a token.
 */
export interface SentWrite {
  id: string;
  ref: QueueRef;
  kind: WriteKind;
  /** Milliseconds by the phone's clock, for display. */
  sentAt: number;
  /** End of the PUT's signature, milliseconds by the cloud's clock: CI refuses it when it arrives later. */
  validUntil: number;
  /** CI answered the PUT with 2xx. From then on it may be slow to show it, and is never "not done". */
  accepted: boolean;
  /** UpdateTime that CI's answer gave the queue; `''` without a readable answer. */
  acceptedUpdateTime: string;
  /** UpdateTime and fingerprint of the queue before the PUT. */
  beforeUpdateTime: string;
  before: string;
  /** Fingerprint of the queue as it was sent. */
  sent: string;
  fields: SentField[];
  /** Which install key the fingerprints were made with. */
  keyId: string;
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
 * has happened to it. `overtaken`: another write is there, so this one was undone or never arrived. `unclear`: the
 * queue has changed, and the key that could compare it is gone. `stale`: the read is older than what is known already.
 */
export type Verdict = 'exact' | 'in-effect' | 'untouched' | 'overtaken' | 'unclear' | 'stale';

/** The PUT that is about to be sent. */
export interface Sending {
  id: string;
  kind: WriteKind;
  before: Queue;
  expected: Queue;
  changed: readonly FieldChange[];
  validUntil: number;
}

/** @returns the record of a PUT that is about to be sent. */
export function describeWrite(
  { id, kind, before, expected, changed, validUntil }: Sending,
  key: InstallKey,
): SentWrite {
  return {
    id,
    ref: refOf(before),
    kind,
    sentAt: Date.now(),
    validUntil,
    accepted: false,
    acceptedUpdateTime: '',
    beforeUpdateTime: before.updateTime,
    before: queueFingerprint(id, before, key),
    sent: queueFingerprint(id, expected, key),
    fields: changed.map(({ field, from, to }) => ({
      field,
      from: maskField(field, from),
      to: maskField(field, to),
      wanted: fieldFingerprint(id, field, to, key),
    })),
    keyId: key.id,
  };
}

/** @returns what the queue, as just read, says about the write. */
export function judge(write: SentWrite, now: Queue, key: InstallKey): Verdict {
  if (isOlder(now.updateTime, write.beforeUpdateTime)) return 'stale';
  const isSameTime = now.updateTime === write.beforeUpdateTime;
  if (write.keyId !== key.id) return isSameTime ? 'untouched' : 'unclear';
  const content = queueFingerprint(write.id, now, key);
  if (content === write.sent) return 'exact';
  if (content === write.before && isSameTime) return 'untouched';
  const fields = fieldsOf(now);
  const inEffect = write.fields.every(
    ({ field, wanted }) => fieldFingerprint(write.id, field, fields[field], key) === wanted,
  );
  if (inEffect) return 'in-effect';
  return isOlder(now.updateTime, write.acceptedUpdateTime) ? 'stale' : 'overtaken';
}

/** @returns the value as it may be shown and stored. */
function maskField(field: FieldName, value: string): string {
  return FIELDS[field].kind === 'url' ? maskUrl(value) : value;
}

/** @returns one text for everything about the queue that a PUT carries. */
export function queueFingerprint(salt: string, queue: Queue, key: InstallKey): string {
  const fields = fieldsOf(queue);
  // By name and without blanks, so that a stored fingerprint outlives a change of the table of fields.
  const known = [...FIELD_NAMES]
    .sort()
    .map((field) => [field, normalValue(field, fields[field])])
    .filter(([, value]) => value !== '');
  return key.fingerprint(JSON.stringify([salt, known, leavesText(unknownNotify(queue))]));
}

function fieldFingerprint(salt: string, field: FieldName, value: string, key: InstallKey): string {
  return key.fingerprint(JSON.stringify([salt, field, normalValue(field, value)]));
}

/** A path has no line break in it, so the two parts cannot be mistaken. Their order says nothing. */
function leavesText(leaves: readonly XmlLeaf[]): string[] {
  return leaves.map(({ path, text }) => `${path}\n${text}`).sort();
}
