import fastify, { type FastifyInstance } from 'fastify';
import type { DestinationStream } from 'pino';
import { AccessFile } from './access/file';
import { brokenRequest } from './http/answers';
import type { Config } from './config';
import { Connections } from './http/connections';
import { credentialsRoute } from './routes/credentials';
import { drainOnClose } from './http/drain';
import { HTTP_OPTIONS, httpEdges } from './http/edges';
import { keepAliveGet, type HttpGet } from './upstreams/http-get';
import { healthRoutes, StsHealth } from './routes/health';
import { KeyCache } from './access/keys';
import { openidLimit } from './http/limits';
import { logOptions, logRequests } from './http/log';
import { hideMetrics, Metrics, metricsRoute } from './routes/metrics';
import { stsIssuer } from './upstreams/sts';
import { GUARD_TIMING, guardUpstream, type GuardTiming, type OnAnswer } from './upstreams/guard';
import { wechatLogin } from './upstreams/wechat';

/** What the app takes from the world outside; a test brings its own. */
export interface AppDeps {
  /** Milliseconds since 1970. */
  now: () => number;
  /** How WeChat is asked. */
  get: HttpGet;
  guard: GuardTiming;
  /** Where the log goes; standard output if left out. */
  logTo?: DestinationStream;
}

/** Returns the time of the slowest answer: both upstreams use up their limits. */
export function slowestAnswerMs({ wechat, sts }: Config): number {
  return wechat.timeoutMs + sts.timeoutMs;
}

/**
 * Builds the signing server without listening.
 * @throws AccessError if the access file is not usable
 */
export function buildApp(config: Config, overrides: Partial<AppDeps> = {}): FastifyInstance {
  const wechat = keepAliveGet(config.wechat.apiBase);
  const deps: AppDeps = { now: Date.now, get: wechat.get, guard: GUARD_TIMING, ...overrides };
  const connections: Connections = new Connections(() => app.server);
  const app: FastifyInstance = fastify({
    ...HTTP_OPTIONS,
    trustProxy: config.trustedProxies,
    logger: logOptions(config.logLevel, deps.logTo),
    clientErrorHandler: (fault, socket) => {
      if (fault.code !== 'ECONNRESET' && !socket.destroyed)
        connections.rejectInput(socket, brokenRequest(fault));
    },
  });
  connections.watch();
  const metrics = new Metrics();
  app.decorate('metrics', metrics);
  logRequests(app, connections);
  const { isClosing, isLeaving } = drainOnClose(app, connections, slowestAnswerMs(config));
  httpEdges(app, {
    requestsPerMinute: config.rateLimits.perAddress,
    connections,
    isLeaving,
    hides: hideMetrics(config.metricsToken),
  });

  const stsHealth = new StsHealth(deps.now);
  const onAnswer: OnAnswer = (upstream, outcome, seconds, reason) => {
    metrics.upstreamAnswered(upstream, outcome, seconds);
    if (upstream === 'sts') stsHealth.answered(outcome, reason);
  };
  const login = wechatLogin(
    config.wechat,
    deps.get,
    guardUpstream('wechat', config.wechat.timeoutMs, deps.guard, onAnswer),
  );
  const issuer = stsIssuer(
    config.sts,
    config.credentialsTtlSeconds,
    guardUpstream('sts', config.sts.timeoutMs, deps.guard, onAnswer),
    deps.now,
  );
  app.addHook('onClose', (_instance, done) => {
    wechat.close();
    issuer.close();
    done();
  });
  const keys = new KeyCache(issuer.issue, config.credentialsTtlSeconds, deps.now);
  metrics.watchKeys(() => keys.size);

  const access = new AccessFile(config.accessFile, config.bucketsPerGroup, (reload) => {
    metrics.accessReloaded(reload.ok ? 'ok' : 'broken');
    if (reload.ok) {
      keys.keepOnly(reload.access);
      app.log.info({ admins: reload.access.admins.size }, 'access file read again');
    } else {
      app.log.error({ problems: reload.problems }, 'access file is broken: the last good one stays in force');
    }
  });

  app.after(() => {
    const limitOpenid = openidLimit(app, config.rateLimits.perOpenid);
    credentialsRoute(app, { login, limitOpenid, access, keys });
    healthRoutes(app, access, stsHealth, isClosing);
    metricsRoute(app);
  });
  return app;
}
