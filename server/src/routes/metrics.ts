import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Audit } from '../http/audit';
import type { Upstream, UpstreamOutcome } from '../upstreams/guard';

declare module 'fastify' {
  interface FastifyInstance {
    metrics: Metrics;
  }
}

/** What the server counts. Labels are codes of the wire contract: no openid, no address, no secret. */
export class Metrics {
  readonly registry = new Registry();

  private readonly answers = new Counter({
    name: 'signing_answers_total',
    help: 'Answers by outcome: issued, ok for probes, or an error code.',
    labelNames: ['outcome'],
    registers: [this.registry],
  });

  private readonly upstreams = new Histogram({
    name: 'signing_upstream_seconds',
    help: 'How long WeChat and STS took, by outcome.',
    labelNames: ['upstream', 'outcome'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });

  private readonly reloads = new Counter({
    name: 'signing_access_reloads_total',
    help: 'Changes of the access file by result: ok, or broken and therefore ignored.',
    labelNames: ['result'],
    registers: [this.registry],
  });

  answered(outcome: NonNullable<Audit['outcome']>): void {
    this.answers.inc({ outcome });
  }

  upstreamAnswered(upstream: Upstream, outcome: UpstreamOutcome, seconds: number): void {
    this.upstreams.observe({ upstream, outcome }, seconds);
  }

  accessReloaded(result: 'ok' | 'broken'): void {
    this.reloads.inc({ result });
  }

  /** @param size asked at every scrape */
  watchKeys(size: () => number): void {
    new Gauge({
      name: 'signing_keys_cached',
      help: 'Temporary keys in memory.',
      registers: [this.registry],
      collect() {
        this.set(size());
      },
    });
  }
}

const PATH = '/metrics';

/** `GET /metrics` in Prometheus' text form. */
export function metricsRoute(app: FastifyInstance): void {
  app.get(PATH, async (_request, reply) =>
    reply.type(app.metrics.registry.contentType).send(await app.metrics.registry.metrics()),
  );
}

/** With a token, hides the metrics from callers who do not know it: for them, nothing is at this path. */
export function hideMetrics(token: string | undefined): (path: string, request: FastifyRequest) => boolean {
  return (path, { headers }) =>
    path === PATH && token !== undefined && !sameText(headers.authorization ?? '', `Bearer ${token}`);
}

/** Takes the same time wherever the texts differ, and whatever their lengths. */
function sameText(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
