/** One server under test as a process of its own: `subject-process <name>`, settings from the environment. */
import { devNull } from 'node:os';
import type { FastifyInstance } from 'fastify';
import { destination } from 'pino';
import { buildApp } from '../../../server/src/app';
import { loadConfig, type Config } from '../../../server/src/config';
import { constant, noCache, wechatOnly } from './references';

const SUBJECTS = {
  constant,
  'wechat only': wechatOnly,
  'no cache': noCache,
  // As it is shipped: its log is written, though nobody reads it.
  ours: (config: Config) => buildApp(config, { logTo: destination(devNull) }),
} as const satisfies Record<string, (config: Config) => FastifyInstance>;

export type Subject = keyof typeof SUBJECTS;

async function main(name: Subject): Promise<void> {
  const app = SUBJECTS[name](loadConfig(process.env));
  process.send?.(await app.listen({ host: '127.0.0.1', port: 0 }));
}

if (process.send !== undefined) void main(process.argv[2] as Subject);
