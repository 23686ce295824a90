import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance } from 'fastify';
import type { DestinationStream } from 'pino';
import { AccessFile } from './access-file';
import type { Config } from './config';
import { credentialsRoute } from './credentials';
import { KeyCache } from './keys';
import { stsIssuer } from './sts';
import { GUARD_DEFAULTS, guardUpstream, type GuardOptions } from './upstream';
import { wechatLogin } from './wechat';
import { httpEdges, HTTP_OPTIONS } from './edges';
import { limiters } from './limits';
import { logOptions, logRequests } from './log';

/** What the app takes from the world outside; a test brings its own. */
export interface AppDeps {
  /** Milliseconds since 1970. */
  now: () => number;
  fetch: typeof fetch;
  guard: GuardOptions;
  /** Where the log goes; standard output if left out. */
  logTo?: DestinationStream;
}

/**
 * Builds the signing server without listening.
 * @throws AccessError if the access file is not usable
 */
export function buildApp(config: Config, overrides: Partial<AppDeps> = {}): FastifyInstance {
  const deps: AppDeps = { now: Date.now, fetch, guard: GUARD_DEFAULTS, ...overrides };
  const app = fastify({
    ...HTTP_OPTIONS,
    trustProxy: config.trustedProxies,
    logger: logOptions(config.logLevel, deps.logTo),
  });

  const access = new AccessFile(config.accessFile, config.bucketsPerGroup, (reload) => {
    if (reload.ok) keys.keepOnly(reload.access);
    if (reload.ok) app.log.info({ admins: reload.access.admins.size }, 'access file read again');
    else
      app.log.error({ problems: reload.problems }, 'access file is broken: the last good one stays in force');
  });
  const issuer = stsIssuer(
    config.sts,
    config.credentialsTtlSeconds,
    guardUpstream('STS_UNAVAILABLE', deps.guard),
  );
  const keys = new KeyCache(issuer.issue, config.credentialsTtlSeconds, deps.now);
  const login = wechatLogin(config.wechat, deps.fetch, guardUpstream('WECHAT_UNAVAILABLE', deps.guard));

  logRequests(app);
  httpEdges(app);
  void app.register(rateLimit, limiters.perAddress(config.rateLimits.perAddress));
  void app.register((scope, _options, done) => {
    credentialsRoute(scope, {
      login,
      access,
      keys,
      limitOpenid: limiters.perOpenid(scope, config.rateLimits.perOpenid),
    });
    done();
  });
  app.addHook('onClose', () => {
    issuer.close();
  });
  return app;
}
