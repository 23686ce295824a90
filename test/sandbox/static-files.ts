import { readFile } from 'node:fs/promises';
import { extname, join, relative, resolve, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** What the system says of a path that no file has. */
const NOT_A_FILE = ['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG'];

/** A file ready to be sent. */
export interface StaticFile {
  type: string;
  content: Buffer;
}

/** The path inside `root` that an encoded URL path means; undefined when it leads outside. */
const locate = (root: string, urlPath: string): string | undefined => {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
  // Windows takes a backslash and a drive letter for parts of a path, so nothing that holds one is a file of ours.
  if (/[\0\\:]/.test(decoded)) return undefined;
  const file = resolve(join(root, decoded.endsWith('/') ? `${decoded}index.html` : decoded));
  const inside = relative(root, file);
  return inside === '..' || inside.startsWith(`..${sep}`) ? undefined : file;
};

/** Reads a file below `root`; undefined when there is none, or when the path leads outside. */
export const readStatic = async (root: string, urlPath: string): Promise<StaticFile | undefined> => {
  const file = locate(resolve(root), urlPath);
  if (file === undefined) return undefined;
  try {
    return { type: TYPES[extname(file)] ?? 'application/octet-stream', content: await readFile(file) };
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (NOT_A_FILE.includes(code)) return undefined;
    throw error;
  }
};
