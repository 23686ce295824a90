import type { BucketEnvironment } from '../../typings/signing-api';
import { MASK, parseCallbackUrl } from './callback-url';
import { fieldsOf, type QueueFields } from './fields';
import { refOf, type Queue, type QueueRef } from './queue';

/** Who is told about finished jobs, in one line's worth. */
export type CallbackSummary =
  | { kind: 'off' }
  /** Only the host: path and query of a callback address often hold its key. */
  | { kind: 'url'; host: string }
  | { kind: 'tdmq'; name: string; region: string }
  /** A type or a state that this version does not know, as CI spells it. */
  | { kind: 'other'; text: string };

/** A queue as the board shows it: what is left of it when it comes from the phone's storage. */
export interface BoardQueue extends QueueRef {
  readonly name: string;
  readonly state: string;
  readonly callback: CallbackSummary;
  /** As CI described it; `null` for a queue from the storage, which is no base for a write. */
  readonly seen: Queue | null;
}

/** @returns the queue for the board. */
export function toBoardQueue(queue: Queue): BoardQueue {
  return {
    ...refOf(queue),
    name: queue.name,
    state: queue.state,
    callback: summarizeCallback(fieldsOf(queue)),
    seen: queue,
  };
}

/** @returns the summary of a callback configuration. */
export function summarizeCallback(fields: QueueFields): CallbackSummary {
  const { notifyState, type, url } = fields;
  if (notifyState === 'Off') return { kind: 'off' };
  if (notifyState !== 'On') return { kind: 'other', text: notifyState };
  if (type === 'Url') return { kind: 'url', host: url === '' ? '' : (parseCallbackUrl(url)?.host ?? MASK) };
  if (type === 'TDMQ') return { kind: 'tdmq', name: fields.mqName, region: fields.mqRegion };
  return { kind: 'other', text: type };
}

/**
 * What looks wrong about the callbacks: `no-target` is on without a target; `off` is a production queue whose
 * finished jobs are not reported.
 */
export type CallbackProblem = 'no-target' | 'off' | null;

/** @returns what deserves a second look; a type that this version does not know is trusted. */
export function callbackProblem(callback: CallbackSummary, environment: BucketEnvironment): CallbackProblem {
  switch (callback.kind) {
    case 'off':
      return environment === 'production' ? 'off' : null;
    case 'url':
      return callback.host === '' ? 'no-target' : null;
    case 'tdmq':
      return callback.name === '' ? 'no-target' : null;
    case 'other':
      return callback.text === '' ? 'no-target' : null;
  }
}
