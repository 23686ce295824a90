import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp, type AppDeps } from '../../../server/src/app';
import { loadConfig } from '../../../server/src/config';
import type { CredentialsResponse, SigningErrorResponse } from '../../../typings/signing-api';
import type { Cloud } from '../../sandbox/cloud';

/** Buckets that the stand-in has, an operator of both and a viewer of one. */
export const ACCESS = {
  buckets: [
    {
      bucket: 'goods-image-1250000000',
      region: 'ap-guangzhou',
      label: '商品图片',
      environment: 'production',
    },
    { bucket: 'demo-image-1250000000', region: 'ap-guangzhou', label: '联调素材', environment: 'test' },
  ],
  admins: [
    { openid: 'oLiWei', name: 'Li Wei', role: 'operator', buckets: ['*'] },
    { openid: 'oChenChen', name: '陈晨', role: 'viewer', buckets: ['demo-image-1250000000'] },
  ],
};

/** An access file in a folder of its own. */
export function accessFile(content: unknown = ACCESS) {
  const folder = mkdtempSync(join(tmpdir(), 'signing-'));
  const path = join(folder, 'access.json');
  const write = (next: unknown): void => {
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

/** The environment of a server that works with these stand-ins, on a free loopback port. */
export function serverEnv(cloud: Cloud, accessPath: string): Record<string, string> {
  return {
    WECHAT_APPID: cloud.wechat.appid,
    WECHAT_SECRET: cloud.wechat.secret,
    WECHAT_API_BASE: cloud.urls.wechat,
    TENCENTCLOUD_SECRET_ID: cloud.account.secretId,
    TENCENTCLOUD_SECRET_KEY: cloud.account.secretKey,
    STS_ENDPOINT: cloud.urls.sts,
    ACCESS_FILE: accessPath,
    HOST: '127.0.0.1',
    PORT: '0',
    RATE_LIMIT_PER_ADDRESS: '100000',
  };
}

export interface ServerOptions {
  access?: unknown;
  env?: Record<string, string>;
  deps?: Partial<AppDeps>;
}

/** The real server in front of the stand-ins, listening on a free loopback port, with its log kept in memory. */
export async function startSigningServer(cloud: Cloud, { access, env, deps }: ServerOptions = {}) {
  const file = accessFile(access);
  const logged: string[] = [];
  let onRequestLine: () => void = () => undefined;
  const app = buildApp(loadConfig({ ...serverEnv(cloud, file.path), ...env }), {
    logTo: {
      write: (line) => {
        logged.push(line);
        if (line.includes('"msg":"request"')) onRequestLine();
      },
    },
    guard: { openMs: 10_000, retryMs: 1 },
    ...deps,
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });

  const post = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${url}/v1/credentials`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  return {
    app,
    url,
    access: file,
    post,
    /** A request of a person with a fresh login code. */
    login: (openid: string, rest: object = {}): Promise<Response> =>
      post({ code: cloud.issueLoginCode(openid), ...rest }),
    /** The whole log as text. */
    logText: () => logged.join(''),
    /** How many lines the log has. */
    logLength: () => logged.length,
    /** The lines about requests, parsed; `from` leaves out as many lines of the log. */
    requestLines: (from = 0) =>
      logged
        .slice(from)
        .map((line) => JSON.parse(line) as Record<string, unknown>)
        .filter(({ msg }) => msg === 'request'),
    /** Calls back at the next line about a request. */
    onRequestLine: (callback: () => void) => {
      onRequestLine = callback;
    },
    close: async () => {
      await app.close();
      file.remove();
    },
  };
}

export type SigningServer = Awaited<ReturnType<typeof startSigningServer>>;

/** @throws if the answer is not a 200 */
export async function keyOf(response: Response): Promise<CredentialsResponse> {
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as CredentialsResponse;
}

/** @throws if the answer is a 2xx */
export async function errorOf(response: Response): Promise<SigningErrorResponse['error']> {
  if (response.ok) throw new Error(`unexpected ${response.status}`);
  return ((await response.json()) as SigningErrorResponse).error;
}
