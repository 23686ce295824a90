import type { Access, Admin, BucketGroup } from './list';
import { policyFor } from './policy';
import type { IssuedKey, IssueKey } from '../upstreams/sts';

/** A key as it can be handed out now. */
export interface Key extends IssuedKey {
  /** The cloud's clock now: what STS said when it issued the key, plus the time since. */
  serverTime: number;
  cached: boolean;
}

interface Entry {
  issued: Promise<IssuedKey>;
  /** By the server's clock, milliseconds. */
  issuedAt: number;
}

/**
 * The keys of all admins, in memory only. One key per admin, role and group; while STS works on one, everybody who
 * wants the same one waits for it.
 */
export class KeyCache {
  private readonly entries = new Map<string, Entry>();
  private readonly usableMs: number;

  constructor(
    private readonly issue: IssueKey,
    ttlSeconds: number,
    private readonly now: () => number,
  ) {
    // A key is renewed well before it ends, so that the phone never gets one that it would have to renew at once.
    this.usableMs = (ttlSeconds - Math.min(300, ttlSeconds / 3)) * 1000;
  }

  get size(): number {
    return this.entries.size;
  }

  /**
   * Rejects with a SigningError; a failure is not kept.
   * @param refusedKeyId a key that the cloud refused before its time: it is not handed out again
   */
  async get(admin: Admin, group: BucketGroup, refusedKeyId?: string): Promise<Key> {
    const id = entryId(admin, group);
    const found = this.entries.get(id);
    const cached = found !== undefined && this.isUsable(found);
    const entry = cached ? found : this.start(id, admin, group);
    const issued = await entry.issued;
    if (issued.credentials.tmpSecretId === refusedKeyId) {
      // Only this very key: a late request with an old one must not drop the new key of the others.
      this.drop(id, entry);
      return this.get(admin, group);
    }
    const elapsed = Math.floor((this.now() - entry.issuedAt) / 1000);
    return { ...issued, serverTime: issued.startTime + elapsed, cached };
  }

  /** Forgets every key that this access list would not give out any more. */
  keepOnly(access: Access): void {
    const admins = [...access.admins.values()];
    const wanted = new Set(admins.flatMap((admin) => admin.groups.map((group) => entryId(admin, group))));
    for (const id of this.entries.keys()) if (!wanted.has(id)) this.entries.delete(id);
  }

  private isUsable({ issuedAt }: Entry): boolean {
    const age = this.now() - issuedAt;
    // A clock that was set back says nothing about the age any more.
    return age >= 0 && age < this.usableMs;
  }

  private start(id: string, admin: Admin, group: BucketGroup): Entry {
    const issuedAt = this.now();
    const issued = this.issue(admin.session, policyFor(admin.role, group.buckets));
    const entry: Entry = { issued, issuedAt };
    this.entries.set(id, entry);
    issued.catch(() => {
      this.drop(id, entry);
    });
    return entry;
  }

  private drop(id: string, entry: Entry): void {
    if (this.entries.get(id) === entry) this.entries.delete(id);
  }
}

function entryId(admin: Admin, group: BucketGroup): string {
  return [admin.openid, admin.role, admin.session, group.id].join('\n');
}
