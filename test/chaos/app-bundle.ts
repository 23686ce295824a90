import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

/** What the run drives: the services that ship, and nothing of the pages. */
const ENTRY = `
  export { getQueue } from './miniprogram/services/queues';
  export { pauseQueue, resumeQueue, updateQueue, undoWrite } from './miniprogram/services/queue-writer';
  export { lastWriteFor } from './miniprogram/services/last-writes';
  export { onPendingChange, pendingWriteFor, resumePendingWrites } from './miniprogram/services/pending-writes';
`;

/** A mechanism taken out, to see the run notice: text in a file of services/, and what stands there instead. */
interface Mutation {
  file: string;
  from: string;
  to: string;
}

export const MUTATIONS = {
  'no fresh read': {
    file: 'queue-writer.ts',
    from: 'const before = await readBefore(intent.seen);',
    to: 'const before = intent.seen; void readBefore;',
  },
  'no re-send guard': {
    file: 'ci-client.ts',
    from: 'if (isResend && !mayResend) {',
    to: 'if (isResend && !mayResend && isResend === undefined) {',
  },
  'no verification': {
    file: 'queue-writer.ts',
    from: 'return verify(sent, before, expected, unclear, onPhase);',
    to: 'void verify; settle(sent.id); if (unclear !== undefined) throw notDone(unclear); return expected;',
  },
} as const satisfies Record<string, Mutation>;

export type MutationName = keyof typeof MUTATIONS;

/** @returns the services as one script that leaves them in the global `app`, with one mechanism taken out if asked. */
export async function bundleApp(mutation?: MutationName): Promise<string> {
  const wanted: Mutation | undefined = mutation === undefined ? undefined : MUTATIONS[mutation];
  const applied: string[] = [];
  const result = await build({
    stdin: { contents: ENTRY, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'app',
    target: 'es2018',
    mainFields: ['main'],
    // As it is packed for the phone.
    alias: { 'cos-wx-sdk-v5': join(ROOT, 'miniprogram/miniprogram_npm/cos-wx-sdk-v5/index.js') },
    logLevel: 'silent',
    plugins: [
      {
        name: 'mutation',
        setup(bundler) {
          if (wanted === undefined) return;
          bundler.onLoad({ filter: /services.[\w-]+\.ts$/ }, async ({ path }) => {
            const source = await readFile(path, 'utf8');
            if (path !== join(ROOT, 'miniprogram', 'services', wanted.file))
              return { contents: source, loader: 'ts' };
            if (source.includes(wanted.from)) applied.push(path);
            return { contents: source.replace(wanted.from, wanted.to), loader: 'ts' };
          });
        },
      },
    ],
  });
  if (wanted !== undefined && applied.length === 0)
    throw new Error(`"${String(mutation)}" fits nothing in ${wanted.file}`);
  return result.outputFiles[0]?.text ?? '';
}
