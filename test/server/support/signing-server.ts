import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp, type AppDeps } from '../../../server/src/app';
import { loadConfig } from '../../../server/src/config';

/** Two buckets, an operator of both and a viewer of one. */
export const ACCESS = {
  buckets: [
    { bucket: 'photos-1250000000', region: 'ap-guangzhou', label: '相册', environment: 'production' },
    { bucket: 'avatars-1250000000', region: 'ap-shanghai', label: '头像', environment: 'test' },
  ],
  admins: [
    { openid: 'op_li', name: 'Li Wei', role: 'operator', buckets: ['*'] },
    { openid: 'op_chen', name: '陈晨', role: 'viewer', buckets: ['avatars-1250000000'] },
  ],
};

/** Writes an access file of its own into a new folder. */
export function accessFile(content: unknown = ACCESS) {
  const folder = mkdtempSync(join(tmpdir(), 'signing-'));
  const path = join(folder, 'access.json');
  const write = (next: unknown) => {
    writeFileSync(path, typeof next === 'string' ? next : JSON.stringify(next));
  };
  write(content);
  return {
    path,
    write,
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

/** The real server, listening on a free loopback port, with the log kept in memory. */
export async function startSigningServer(env: Record<string, string>, deps: Partial<AppDeps> = {}) {
  const logged: string[] = [];
  const config = loadConfig({ HOST: '127.0.0.1', PORT: '0', ...env });
  const app = buildApp(config, { logTo: { write: (line) => void logged.push(line) }, ...deps });
  const url = await app.listen({ host: config.host, port: config.port });
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${url}/v1/credentials`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return { app, url, post, logged, close: () => app.close() };
}
