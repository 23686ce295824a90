import { renameSync, writeFileSync } from 'node:fs';
import type { CloudBucket } from './cloud';

/** What a person of the sandbox may do; `none` is not on the list at all. */
export type SandboxRole = 'operator' | 'viewer' | 'none';

/** The openid of whoever is only known by a role. */
export const OPENID_OF_ROLE: Readonly<Record<SandboxRole, string>> = {
  operator: 'sandbox-operator',
  viewer: 'sandbox-viewer',
  none: 'sandbox-stranger',
};

const NAMES: Readonly<Record<string, string>> = {
  [OPENID_OF_ROLE.operator]: '演示操作员',
  [OPENID_OF_ROLE.viewer]: '演示查看者',
};

/** The access file, as the owner writes it. */
export interface AccessFile {
  buckets: Pick<CloudBucket, 'bucket' | 'region' | 'label' | 'environment'>[];
  admins: { openid: string; name: string; role: Exclude<SandboxRole, 'none'>; buckets: string[] }[];
}

/** The owner of the sandbox: keeps the signing server's access file in step with its people and buckets. */
export class AccessList {
  readonly #path: string;
  readonly #people = new Map<string, Exclude<SandboxRole, 'none'>>([
    [OPENID_OF_ROLE.operator, 'operator'],
    [OPENID_OF_ROLE.viewer, 'viewer'],
  ]);
  #buckets: CloudBucket[];
  #change: (file: AccessFile) => AccessFile = (file) => file;

  /** Writes the file at once. */
  constructor(path: string, buckets: CloudBucket[]) {
    this.#path = path;
    this.#buckets = buckets;
    this.#write();
  }

  /** Puts a person on the list with every bucket, or takes him off it. */
  setPerson(openid: string, role: SandboxRole): void {
    if (role === 'none') this.#people.delete(openid);
    else this.#people.set(openid, role);
    this.#write();
  }

  /** Other buckets: what was changed by hand is gone. */
  setBuckets(buckets: CloudBucket[]): void {
    this.#buckets = buckets;
    this.#change = (file) => file;
    this.#write();
  }

  /** Changes the file by hand, and each time it is written from now on. */
  change(change: (file: AccessFile) => AccessFile): void {
    this.#change = change;
    this.#write();
  }

  #write(): void {
    const buckets = this.#buckets.map(({ bucket, region, label, environment }) => ({
      bucket,
      region,
      label,
      environment,
    }));
    const admins = [...this.#people].map(([openid, role]) => ({
      openid,
      name: NAMES[openid] ?? openid,
      role,
      buckets: ['*'],
    }));
    // The server reads the file while it runs: it must never see half of it.
    writeFileSync(`${this.#path}.new`, JSON.stringify(this.#change({ buckets, admins }), null, 2));
    renameSync(`${this.#path}.new`, this.#path);
  }
}
