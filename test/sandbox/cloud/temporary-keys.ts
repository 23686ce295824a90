import { randomBytes } from 'node:crypto';
import type { Policy } from './policy';

/** A temporary key as STS made it, with the policy that its token stands for. */
export interface TemporaryKey {
  tmpSecretId: string;
  tmpSecretKey: string;
  token: string;
  policy: Policy;
  /** `Name` of the request to STS: who acts, in the cloud's audit. */
  session: string;
  /** Unix seconds by the clock of STS. */
  expiredTime: number;
}

/** Every temporary key that STS has given out: what STS writes and CI reads. */
export class TemporaryKeys {
  readonly #keys = new Map<string, TemporaryKey>();
  readonly #ended = new Set<string>();

  /** @param expiredTime Unix seconds. */
  issue(policy: Policy, expiredTime: number, session: string): TemporaryKey {
    const key: TemporaryKey = {
      tmpSecretId: `AKID${randomBytes(36).toString('base64url')}`,
      tmpSecretKey: randomBytes(33).toString('base64'),
      // Real ones have up to 4,096 bytes, which headers and logs must stand.
      token: randomBytes(540).toString('base64url'),
      policy,
      session,
      expiredTime,
    };
    this.#keys.set(key.tmpSecretId, key);
    return key;
  }

  find(tmpSecretId: string): TemporaryKey | undefined {
    return this.#keys.get(tmpSecretId);
  }

  /** Ends the key that has this token, whatever its time says. */
  end(token: string): void {
    this.#ended.add(token);
  }

  /** Takes back every {@link end}. */
  restore(): void {
    this.#ended.clear();
  }

  /** @param now Unix seconds. */
  isOver({ token, expiredTime }: TemporaryKey, now: number): boolean {
    return now >= expiredTime || this.#ended.has(token);
  }
}
