import { readFileSync, statSync } from 'node:fs';
import { AccessError, parseAccess, type Access } from './access';

/** What became of the last look at a changed file. */
export type AccessReload = { ok: true; access: Access } | { ok: false; problems: string[] };

/**
 * The access file, read again whenever it changes. Looking is synchronous on purpose: it takes microseconds on a local
 * file, and it means that no request is judged by a list that was already out of date when the request came in.
 */
export class AccessFile {
  /** True while the file is not usable and the last good one is in force. */
  broken = false;

  private access: Access;
  private stamp: string;

  /**
   * @param onReload told about every change of the file, good or bad
   * @throws AccessError if the file can not be read or is not valid
   */
  constructor(
    private readonly path: string,
    private readonly bucketsPerGroup: number,
    private readonly onReload: (reload: AccessReload) => void = () => undefined,
  ) {
    this.stamp = this.look();
    this.access = readAccess(path, bucketsPerGroup);
  }

  /** The list as it is in the file now, or the last good one while the file is broken. */
  current(): Access {
    const stamp = this.look();
    if (stamp === this.stamp) return this.access;
    // Noted before reading: a file that changes meanwhile is then read once more, and a broken one is reported once.
    this.stamp = stamp;
    this.broken = false;
    try {
      this.access = readAccess(this.path, this.bucketsPerGroup);
    } catch (error) {
      if (!(error instanceof AccessError)) throw error;
      this.broken = true;
      this.onReload({ ok: false, problems: error.problems });
      return this.access;
    }
    this.onReload({ ok: true, access: this.access });
    return this.access;
  }

  private look(): string {
    const stat = statSync(this.path, { bigint: true, throwIfNoEntry: false });
    return stat === undefined ? 'missing' : `${stat.ino} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}`;
  }
}

/** @throws AccessError if the file can not be read or is not valid */
export function readAccess(path: string, bucketsPerGroup: number): Access {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new AccessError([`it can not be read (${code})`]);
  }
  return parseAccess(text, bucketsPerGroup);
}
