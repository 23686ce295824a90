import { readFileSync, statSync, type BigIntStats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { AccessError, parseAccess, type Access } from './list';

/** What became of the last look at a changed file. */
export type AccessReload = { ok: true; access: Access } | { ok: false; problems: string[] };

/** How long a request waits for a disk that does not answer, milliseconds. */
const PATIENCE_MS = 3000;

/** Equals the stamp of no file, so that the next look reads again. */
const UNREADABLE = 'unreadable';

/**
 * The access file, read again whenever it changes. Each request looks at the file after it came in, so that none is
 * judged by a list that was already out of date. Whatever is wrong with file or disk, the last good list stays in force.
 */
export class AccessFile {
  /** True while the file is not usable and the last good one is in force. */
  broken = false;

  private access: Access;
  private stamp: string;
  private told = '';
  private looking: Promise<void> | undefined;
  private nextLook: Promise<void> | undefined;
  private reading: Promise<void> | undefined;

  /**
   * @param onReload told about every change of the file, good or bad
   * @throws AccessError if the file cannot be read or is not valid
   */
  constructor(
    private readonly path: string,
    private readonly bucketsPerGroup: number,
    private readonly onReload: (reload: AccessReload) => void = () => undefined,
  ) {
    try {
      this.stamp = stampOf(statSync(path, { bigint: true }));
    } catch (error) {
      throw asAccessError(error);
    }
    this.access = readAccess(path, bucketsPerGroup);
  }

  /** Resolves with the list as it is in the file now, or the last good one while the file is broken. Never rejects. */
  async current(): Promise<Access> {
    await this.look();
    return this.access;
  }

  /** Shares looks between requests. One in progress may have missed a change, so a new request takes the next. */
  private look(): Promise<void> {
    if (this.looking === undefined) {
      this.looking = this.readInTime().finally(() => {
        this.looking = undefined;
      });
      return this.looking;
    }
    this.nextLook ??= this.looking.then(() => {
      this.nextLook = undefined;
      return this.look();
    });
    return this.nextLook;
  }

  /** Limits the wait for a disk that hangs. Until it answers, nothing more is read: each read blocks a thread. */
  private async readInTime(): Promise<void> {
    if (this.reading !== undefined) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        this.stamp = UNREADABLE;
        this.unusable(new AccessError([`it cannot be read (no answer within ${PATIENCE_MS} ms)`]));
        resolve();
      }, PATIENCE_MS);
    });
    this.reading = this.readIfChanged().finally(() => {
      clearTimeout(timer);
      this.reading = undefined;
    });
    await Promise.race([this.reading, late]);
  }

  private async readIfChanged(): Promise<void> {
    let stamp = UNREADABLE;
    let access: Access;
    try {
      // Taken before reading: a file that changes meanwhile is then read once more.
      stamp = stampOf(await stat(this.path, { bigint: true }));
      if (stamp === this.stamp) return;
      access = parseFile(await readFile(this.path), this.bucketsPerGroup);
    } catch (error) {
      // A bad file is read again when it has changed; one that could not be read may be good already.
      this.stamp = error instanceof AccessError ? stamp : UNREADABLE;
      this.unusable(error);
      return;
    }
    this.stamp = stamp;
    this.broken = false;
    this.told = '';
    this.access = access;
    this.onReload({ ok: true, access });
  }

  /** Keeps the last good list, and says so once for each reason. */
  private unusable(error: unknown): void {
    const { problems } = asAccessError(error);
    this.broken = true;
    const reason = `${this.stamp} ${problems.join()}`;
    if (reason === this.told) return;
    this.told = reason;
    this.onReload({ ok: false, problems });
  }
}

/**
 * Reads the access file at the start of the server.
 * @throws AccessError if the file cannot be read or is not valid
 */
export function readAccess(path: string, bucketsPerGroup: number): Access {
  try {
    return parseFile(readFileSync(path), bucketsPerGroup);
  } catch (error) {
    throw asAccessError(error);
  }
}

function stampOf({ ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
}

/** Decodes strictly, since a wrong encoding would garble names. Drops a byte order mark (editors on Windows write one). */
function parseFile(bytes: Uint8Array, bucketsPerGroup: number): Access {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new AccessError(['it is not UTF-8']);
  }
  return parseAccess(text, bucketsPerGroup);
}

/** Keeps only the code of other errors: their message could quote the file. */
function asAccessError(error: unknown): AccessError {
  if (error instanceof AccessError) return error;
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
  return new AccessError([`it cannot be read (${code})`]);
}
