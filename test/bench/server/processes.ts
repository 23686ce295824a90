import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { CloudReady, CodesWanted } from './cloud-process';
import type { Subject } from './subject-process';

const running: ChildProcess[] = [];

/** A new process, and its first message. */
async function start(file: string, args: string[], env: NodeJS.ProcessEnv) {
  const child = fork(join(__dirname, file), args, { env });
  running.push(child);
  const [said] = (await Promise.race([once(child, 'message'), failed(child)])) as [unknown];
  return { child, said };
}

async function failed(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null];
  throw new Error(`a process ended with ${String(code)} before it was ready`);
}

/** Starts the stand-ins. `codesFor` gives a login code for each person. */
export async function startCloud() {
  const { child, said } = await start('cloud-process.ts', [], process.env);
  const codesFor = async (openids: string[]): Promise<string[]> => {
    const wanted: CodesWanted = { openids };
    child.send(wanted);
    const [codes] = (await once(child, 'message')) as [string[]];
    return codes;
  };
  return { ...(said as CloudReady), codesFor };
}

/** Starts one of the servers; the address that it listens on. */
export async function startSubject(name: Subject, env: Record<string, string>): Promise<string> {
  const { said } = await start('subject-process.ts', [name], { ...process.env, ...env });
  return said as string;
}

/** Ends every process that was started. */
export function stopAll(): void {
  for (const child of running.splice(0)) child.kill();
}
