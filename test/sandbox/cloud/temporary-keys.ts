import { randomBytes } from 'node:crypto';
import type { Policy } from './policy';

/** A temporary key as STS made it, with the policy that its token stands for. */
export interface TemporaryKey {
  tmpSecretId: string;
  tmpSecretKey: string;
  token: string;
  policy: Policy;
  /** Unix seconds by the clock of STS. */
  expiredTime: number;
}

/** Every temporary key that STS has given out: what STS writes and CI reads. */
export class TemporaryKeys {
  readonly #keys = new Map<string, TemporaryKey>();

  /** @param expiredTime Unix seconds. */
  issue(policy: Policy, expiredTime: number): TemporaryKey {
    const key: TemporaryKey = {
      tmpSecretId: `AKID${randomBytes(36).toString('base64url')}`,
      tmpSecretKey: randomBytes(33).toString('base64'),
      // Real ones have up to 4,096 bytes, which headers and logs must stand.
      token: randomBytes(540).toString('base64url'),
      policy,
      expiredTime,
    };
    this.#keys.set(key.tmpSecretId, key);
    return key;
  }

  find(tmpSecretId: string): TemporaryKey | undefined {
    return this.#keys.get(tmpSecretId);
  }

  /** Ends the key that has this token, whatever its time says. */
  expire(token: string): void {
    for (const key of this.#keys.values()) {
      if (key.token === token) key.expiredTime = 0;
    }
  }
}
