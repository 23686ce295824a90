import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SIGNING_SERVER } from '../../miniprogram/config/env';
import { buildApp } from '../../server/src/app';
import { loadConfig } from '../../server/src/config';
import { GUARD_TIMING, type GuardTiming } from '../../server/src/upstreams/guard';
import { type AccessFile, AccessList, type SandboxRole } from './access-list';
import { type Cloud, type CloudOptions, startCloud } from './cloud';
import { closeServer, listen } from './cloud/http';
import type { Domains } from './phone-network';
import { createRouter } from './router';

export interface SandboxOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** The built phone, served at `/`. */
  phoneDir?: string;
  /** What the signing server logs, to standard error; `silent` by default. */
  logLevel?: string;
  cloud?: CloudOptions;
  /** How long the signing server rests after outages; as in production by default. */
  guard?: GuardTiming;
  /** `false` leaves it to the phone to end a request whose time is up, so that a phone can be given more. */
  limitsRequests?: boolean;
}

/** The whole sandbox, running. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT/` */
  url: string;
  /** The real signing server's own address, without a slash at the end. */
  signingUrl: string;
  /** A reset of it reaches the signing server's access file too. `close` is for the whole sandbox only. */
  cloud: Cloud;
  /** Puts a person on the signing server's list, or takes him off it (`none`). */
  setPerson(openid: string, role: SandboxRole): void;
  /** Changes the signing server's access file by hand, until a reset. */
  changeAccess(change: (file: AccessFile) => AccessFile): void;
  close(): Promise<void>;
}

/** What the real server is told by its environment, so that it talks to the stand-ins. */
const serverEnv = (cloud: Cloud, accessFile: string, logLevel: string): Record<string, string> => ({
  WECHAT_APPID: cloud.wechat.appid,
  WECHAT_SECRET: cloud.wechat.secret,
  WECHAT_API_BASE: cloud.urls.wechat,
  TENCENTCLOUD_SECRET_ID: cloud.account.secretId,
  TENCENTCLOUD_SECRET_KEY: cloud.account.secretKey,
  STS_ENDPOINT: cloud.urls.sts,
  ACCESS_FILE: accessFile,
  LOG_LEVEL: logLevel,
  // Everybody comes from one address here, and a test logs in more often than a person does.
  RATE_LIMIT_PER_ADDRESS: '1000000',
  RATE_LIMIT_PER_OPENID: '1000000',
});

const startSigningServer = async (env: Record<string, string>, guard: GuardTiming) => {
  const app = buildApp(loadConfig(env), {
    guard,
    logTo: { write: (line) => void process.stderr.write(line) },
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url, close: () => app.close() };
};

/**
 * Starts everything: the stand-ins, the real signing server between them, and the address for the phone and the control
 * endpoints. Rejects, with nothing left running, when the port is taken.
 */
export const startSandbox = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  const { port = 0, phoneDir, logLevel = 'silent', guard = GUARD_TIMING, limitsRequests = true } = options;
  const stops: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const stop of stops.splice(0).reverse()) await stop();
  };

  try {
    const folder = await mkdtemp(join(tmpdir(), 'queue-console-'));
    stops.push(() => rm(folder, { recursive: true, force: true }));
    const standIns = await startCloud(options.cloud);
    stops.push(() => standIns.close());
    const accessFile = join(folder, 'access.json');
    const access = new AccessList(accessFile, standIns.buckets());
    const cloud: Cloud = {
      ...standIns,
      reset(input) {
        standIns.reset(input);
        access.setBuckets(standIns.buckets());
      },
    };
    const signing = await startSigningServer(serverEnv(cloud, accessFile, logLevel), guard);
    stops.push(async () => {
      await signing.close();
    });

    const setPerson = (openid: string, role: SandboxRole): void => {
      access.setPerson(openid, role);
    };
    const changeAccess: Sandbox['changeAccess'] = (change) => {
      access.change(change);
    };
    const domains = (): Domains => {
      const ci = cloud
        .buckets()
        .map(({ bucket, region }): [string, URL] => [
          `${bucket}.ci.${region}.myqcloud.com`,
          new URL(cloud.urls.ci),
        ]);
      return new Map([...ci, [new URL(SIGNING_SERVER.develop).host, new URL(signing.url)]]);
    };
    const router = createRouter({ cloud, domains, setPerson, phoneDir, limitsRequests });
    const { server, url } = await listen(router, port);
    stops.push(() => closeServer(server));
    return { url: `${url}/`, signingUrl: signing.url, cloud, setPerson, changeAccess, close };
  } catch (error) {
    await close();
    throw error;
  }
};
