import type { AdminRole, BucketGrant } from '../../../typings/signing-api';
import type { BoardBucket } from '../../models/board';
import type { BoardQueue, CallbackSummary } from '../../models/board-queue';
import { areTexts, isRecord, readStored, STORAGE_KEYS, unlessStorageFails, writeStored } from './storage';

/** The board as it was last known. */
export interface StoredBoard {
  board: BoardBucket[];
  role: AdminRole;
  /** Milliseconds by the phone's clock. */
  savedAt: number;
}

/** A change of what is stored makes another number: boards of older versions are then forgotten. */
const VERSION = 1;
/** WeChat stores 1 MB under one key; a queue takes about 250 bytes. */
const MOST_QUEUES = 2_000;

/**
 * Stores the board for the next start: names, states and the summaries of callbacks. A callback address is not in it,
 * only its host. A phone that cannot store starts without.
 */
export function saveBoard(board: readonly BoardBucket[], role: AdminRole, savedAt: number): void {
  let left = MOST_QUEUES;
  const buckets = board
    .filter(({ known }) => known)
    .map(({ grant, queues }) => {
      const kept = queues.slice(0, left);
      left -= kept.length;
      return { grant, queues: kept.map(toStored) };
    });
  unlessStorageFails(() => {
    writeStored(STORAGE_KEYS.board, { version: VERSION, role, savedAt, buckets });
  });
}

/** Forgets the stored board, because this admin may no longer see it. */
export function dropBoard(): void {
  unlessStorageFails(() => {
    writeStored(STORAGE_KEYS.board, null);
  });
}

/** @returns the stored board, `undefined` if there is none that can be read. */
export function loadBoard(): StoredBoard | undefined {
  const stored = unlessStorageFails(() => readStored(STORAGE_KEYS.board));
  if (!isRecord(stored) || stored['version'] !== VERSION) return undefined;
  const { role, savedAt, buckets } = stored;
  if ((role !== 'operator' && role !== 'viewer') || typeof savedAt !== 'number') return undefined;
  if (!Array.isArray(buckets) || buckets.length === 0 || !buckets.every(isBucket)) return undefined;
  return { role, savedAt, board: buckets.map((bucket) => fromStored(bucket, savedAt)) };
}

type StoredQueue = Omit<BoardQueue, 'bucket' | 'region' | 'seen'>;

interface StoredBucket {
  grant: BucketGrant;
  queues: StoredQueue[];
}

function toStored({ queueId, name, state, callback }: BoardQueue): StoredQueue {
  return { queueId, name, state, callback };
}

function fromStored({ grant, queues }: StoredBucket, savedAt: number): BoardBucket {
  const { bucket, region } = grant;
  return {
    grant,
    loading: false,
    known: true,
    readAt: savedAt,
    error: null,
    queues: queues.map((queue) => ({ ...queue, bucket, region, seen: null })),
  };
}

function isBucket(value: unknown): value is StoredBucket {
  if (!isRecord(value) || !isRecord(value['grant']) || !Array.isArray(value['queues'])) return false;
  const { bucket, region, label, environment, group } = value['grant'];
  return areTexts(bucket, region, label, environment, group) && value['queues'].every(isQueue);
}

function isQueue(value: unknown): value is StoredQueue {
  if (!isRecord(value)) return false;
  return areTexts(value['queueId'], value['name'], value['state']) && isCallback(value['callback']);
}

function isCallback(value: unknown): value is CallbackSummary {
  if (!isRecord(value)) return false;
  switch (value['kind']) {
    case 'off':
      return true;
    case 'url':
      return areTexts(value['host']);
    case 'tdmq':
      return areTexts(value['name'], value['region']);
    case 'other':
      return areTexts(value['text']);
    default:
      return false;
  }
}
