import type { FastifyInstance } from 'fastify';
import type { AccessFile } from './access-file';
import { SigningError } from './errors';
import type { UpstreamOutcome } from './upstream';

/** For how long a refusal by STS keeps the server out of service: then traffic may come back and find out. */
const REFUSAL_COUNTS_MS = 60_000;

/** What STS said last. */
export class StsHealth {
  private last: { outcome: UpstreamOutcome; at: number } | undefined;

  constructor(private readonly now: () => number) {}

  answered(outcome: UpstreamOutcome): void {
    this.last = { outcome, at: this.now() };
  }

  /** True while STS refuses the server's own key: another replica may have a good one. */
  get refused(): boolean {
    return this.last?.outcome === 'STS_REJECTED' && this.now() - this.last.at < REFUSAL_COUNTS_MS;
  }

  get lastAnswer() {
    return this.last === undefined ? null : { ...this.last, at: new Date(this.last.at).toISOString() };
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
