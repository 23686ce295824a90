import type { AdminRole, BucketGrant, CredentialsResponse } from '../../../typings/signing-api';
import { AppError } from '../../models/errors';
import type { BucketRef } from '../../models/queue';
import { fetchCredentials } from './signing-client';

/** The signed-in admin and the buckets they may see. */
export interface Session {
  admin: { openid?: string; name: string; role: AdminRole };
  buckets: BucketGrant[];
}

/** What is known of the session without asking anybody. Not a secret: the keys themselves are not in it. */
export interface SessionFacts {
  session: Session | undefined;
  /** Each group that has a key, with its end in Unix seconds of the cloud. */
  keys: { group: string; expiredTime: number }[];
  /** Server time minus phone time, milliseconds. */
  clockOffset: number;
}

/** A temporary key for one group of buckets. Secret: it lives in this module's memory and nowhere else. */
export interface SigningKey {
  readonly group: string;
  readonly secretId: string;
  readonly secretKey: string;
  readonly token: string;
  /** `start;end` in Unix seconds of the cloud: with it a signature does not depend on the phone's clock. */
  readonly keyTime: string;
  readonly expiredTime: number;
}

/** A key that ends sooner than this is renewed first, seconds: a request must not outlive its key. */
const RENEW_BEFORE_S = 60;

let session: Session | undefined;
const keys = new Map<string, SigningKey>();
/** Ids of keys that the cloud refused, by group, until there is a new one. */
const refused = new Map<string, string>();
/** Server time minus phone time, milliseconds. */
let clockOffset = 0;
/** One request a group in flight, however many callers wait for it. The first sign-in goes under `''`. */
const inFlight = new Map<string, Promise<CredentialsResponse>>();

/** @returns the signed-in admin, signing in where needed. */
export async function getSession(): Promise<Session> {
  return session ?? toSession(await signIn(undefined));
}

/** Signs in again and forgets every key: role and buckets may have changed. */
export async function renewSession(): Promise<Session> {
  keys.clear();
  return checkSession();
}

/** Signs in again to see whether that works. Keys that are good stay. */
export async function checkSession(): Promise<Session> {
  return toSession(await signIn(undefined));
}

export function sessionFacts(): SessionFacts {
  return {
    session,
    keys: [...keys.values()].map(({ group, expiredTime }) => ({ group, expiredTime })),
    clockOffset,
  };
}

/** @returns the phone's best guess at the server's clock, milliseconds since 1970. */
export function serverNow(): number {
  return Date.now() + clockOffset;
}

/**
 * @returns a key that is good for the bucket for at least another minute
 * @throws AppError BUCKET_NOT_GRANTED, or whatever keeps the admin from signing in
 */
export async function keyFor(place: BucketRef): Promise<SigningKey> {
  const group = groupOf(await getSession(), place);
  return usableKey(group) ?? (await renewKey(group, place));
}

/** Forgets a key that the cloud refused, unless it has been replaced already, so that the next call gets another. */
export function dropKey(key: SigningKey): void {
  if (keys.get(key.group) !== key) return;
  keys.delete(key.group);
  refused.set(key.group, key.secretId);
}

function usableKey(group: string): SigningKey | undefined {
  const key = keys.get(group);
  return key !== undefined && key.expiredTime - serverNow() / 1000 > RENEW_BEFORE_S ? key : undefined;
}

async function renewKey(group: string, place: BucketRef): Promise<SigningKey> {
  try {
    return toKey(await signIn(group));
  } catch (failure) {
    const groupIsGone = failure instanceof AppError && failure.details.cloudCode === 'BAD_REQUEST';
    if (!groupIsGone) throw failure;
  }
  // The owner regrouped the buckets since the last sign-in: look again where this one is.
  const answer = await signIn(undefined);
  const newGroup = groupOf(toSession(answer), place);
  return answer.group === newGroup ? toKey(answer) : toKey(await signIn(newGroup));
}

function groupOf({ buckets }: Session, place: BucketRef): string {
  const grant = buckets.find(({ bucket, region }) => bucket === place.bucket && region === place.region);
  if (grant === undefined)
    throw new AppError('BUCKET_NOT_GRANTED', { note: `${place.bucket} in ${place.region}` });
  return grant.group;
}

function signIn(group: string | undefined): Promise<CredentialsResponse> {
  const slot = group ?? '';
  const running = inFlight.get(slot);
  if (running !== undefined) return running;
  const started = fetchCredentials(group, refused.get(slot))
    .then(remember, forget)
    .finally(() => inFlight.delete(slot));
  inFlight.set(slot, started);
  return started;
}

function remember(answer: CredentialsResponse): CredentialsResponse {
  clockOffset = answer.serverTime * 1000 - Date.now();
  session = toSession(answer);
  keys.set(answer.group, toKey(answer));
  refused.delete(answer.group);
  return answer;
}

/** Clears the session when access was revoked; keeps it on transient failures. */
function forget(failure: unknown): never {
  if (failure instanceof AppError && ['NOT_ADMIN', 'NO_BUCKETS', 'LOGIN_BLOCKED'].includes(failure.code)) {
    session = undefined;
    keys.clear();
  }
  throw failure;
}

function toSession({ admin, buckets }: CredentialsResponse): Session {
  return { admin, buckets };
}

function toKey({ group, credentials, startTime, expiredTime }: CredentialsResponse): SigningKey {
  return {
    group,
    secretId: credentials.tmpSecretId,
    secretKey: credentials.tmpSecretKey,
    token: credentials.sessionToken,
    keyTime: `${startTime};${expiredTime}`,
    expiredTime,
  };
}
