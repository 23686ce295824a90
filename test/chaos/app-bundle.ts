import { build, type Plugin } from 'esbuild';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const SERVICES = join(ROOT, 'miniprogram/services');

/** What the run drives: the services that ship, and what decides about taps. */
const ENTRY = `
  export { getQueue } from './miniprogram/services/ci/queues';
  export { pauseQueue, resumeQueue, updateQueue, undoWrite } from './miniprogram/services/writes/writer';
  export { lastWriteFor } from './miniprogram/services/writes/last';
  export * from './miniprogram/services/writes/pending';
  export { ConfirmFlow, QuestionGate } from './miniprogram/utils/confirm-flow';
`;

/** A mechanism taken out, to see the run notice: a module as some of services/ get it instead of the real one. */
interface Mutation {
  module: string;
  /** Who gets it; left out, every module of services/. */
  importer?: string;
  /** In mutants/. */
  mutant: string;
}

export const MUTATIONS = {
  'no fresh read': { module: 'ci/queues', importer: 'writes/writer', mutant: 'no-fresh-read' },
  'no re-send guard': { module: 'ci/cos-sdk', importer: 'ci/client', mutant: 'no-resend-guard' },
  'no verification': { module: 'writes/pending', importer: 'writes/writer', mutant: 'no-verification' },
  'UpdateTime not compared': { module: 'ci/newest-reads', mutant: 'no-update-time' },
  '"not done" by the clock of the phone': { module: 'writes/outcome', mutant: 'phone-clock' },
} as const satisfies Record<string, Mutation>;

export type MutationName = keyof typeof MUTATIONS;

/** @returns the services as one script that leaves them in the global `app`, with one mechanism taken out if asked. */
export async function bundleApp(mutation?: MutationName): Promise<string> {
  const result = await build({
    stdin: { contents: ENTRY, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'app',
    target: 'es2018',
    mainFields: ['main'],
    metafile: true,
    absWorkingDir: ROOT,
    // As it is packed for the phone.
    alias: { 'cos-wx-sdk-v5': join(ROOT, 'miniprogram/miniprogram_npm/cos-wx-sdk-v5/index.js') },
    logLevel: 'silent',
    plugins: mutation === undefined ? [] : [substitute(MUTATIONS[mutation])],
  });
  const inputs = Object.keys(result.metafile.inputs);
  if (mutation !== undefined && !inputs.some((path) => path.startsWith('test/chaos/mutants/')))
    throw new Error(`nothing imports what "${mutation}" takes out`);
  return result.outputFiles[0]?.text ?? '';
}

/** A mutant that lacks an export which is imported from it breaks the build; tsc holds it to the real one. */
function substitute({ module, importer, mutant }: Mutation): Plugin {
  return {
    name: 'mutation',
    setup(bundler) {
      bundler.onResolve({ filter: /^\.\.?\// }, ({ importer: path, path: specifier }) => {
        const isMeant = importer === undefined || path === join(SERVICES, `${importer}.ts`);
        if (!path.startsWith(SERVICES) || !isMeant) return undefined;
        if (resolve(dirname(path), specifier) !== join(SERVICES, module)) return undefined;
        return { path: join(__dirname, 'mutants', `${mutant}.ts`) };
      });
    },
  };
}
