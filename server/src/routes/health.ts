import type { FastifyInstance } from 'fastify';
import type { AccessFile } from '../access/file';
import { SigningError } from '../errors';
import type { UpstreamOutcome } from '../upstreams/guard';

/** For how long a refusal by STS keeps the server out of service: then traffic may come back and find out. */
const REFUSAL_COUNTS_MS = 60_000;

/** Codes that concern one call, such as `InvalidParameter.PolicyTooLong`: STS still issues keys for other admins. */
const ABOUT_THE_CALL = /^InvalidParameter/;

/** What STS said last. */
export class StsHealth {
  private last: { outcome: UpstreamOutcome; reason: string; at: number } | undefined;

  constructor(private readonly now: () => number) {}

  answered(outcome: UpstreamOutcome, reason = ''): void {
    this.last = { outcome, reason, at: this.now() };
  }

  /** True while STS refuses the server's own key: another replica may have a good one. */
  get refused(): boolean {
    if (this.last?.outcome !== 'STS_REJECTED' || ABOUT_THE_CALL.test(this.last.reason)) return false;
    return this.now() - this.last.at < REFUSAL_COUNTS_MS;
  }

  get lastAnswer() {
    if (this.last === undefined) return null;
    return { outcome: this.last.outcome, at: new Date(this.last.at).toISOString() };
  }
}

/** `GET /healthz`: the process answers. `GET /readyz`: it can do its work; 503 UNAVAILABLE if not. */
export function healthRoutes(
  app: FastifyInstance,
  access: AccessFile,
  sts: StsHealth,
  isClosing: () => boolean,
): void {
  app.get('/healthz', () => ({ alive: true }));
  app.get('/readyz', async () => {
    await access.current();
    if (isClosing()) throw new SigningError('UNAVAILABLE', { reason: 'shutting down' });
    if (sts.refused) throw new SigningError('UNAVAILABLE', { reason: 'STS refuses the key' });
    return { ready: true, accessFile: access.broken ? 'broken' : 'ok', sts: sts.lastAnswer };
  });
}
