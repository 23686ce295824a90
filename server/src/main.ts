import { collectDefaultMetrics } from 'prom-client';
import { AccessError } from './access/list';
import { buildApp, slowestAnswerMs } from './app';
import { ConfigError, loadConfig } from './config';

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const app = buildApp(config);
  collectDefaultMetrics({ register: app.metrics.registry });

  // Later than the drain closes all connections: only a fault of the server itself takes that long.
  const graceMs = slowestAnswerMs(config) + 3000;
  const shutDown = (signal: NodeJS.Signals): void => {
    app.log.info({ signal }, 'shutting down: finishing what is under way');
    setTimeout(() => {
      app.log.error('shutting down took too long');
      process.exit(1);
    }, graceMs).unref();
    app.close().catch((error: unknown) => {
      app.log.error({ err: error }, 'shutting down failed');
      process.exitCode = 1;
    });
  };
  process.once('SIGTERM', shutDown);
  process.once('SIGINT', shutDown);

  await app.listen({ host: config.host, port: config.port });
}

main().catch((error: unknown) => {
  const told = error instanceof ConfigError || error instanceof AccessError;
  process.stderr.write(
    `${told || !(error instanceof Error) ? String(error) : (error.stack ?? error.message)}\n`,
  );
  process.exitCode = 1;
});
