import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPhone } from '../sandbox/phone/build';

/** Where the test files of a run find the phone that was built for them. */
const FOLDER = 'QUEUE_CONSOLE_BUILT_PHONE';

/** Builds the phone into a folder of its own. */
export async function buildPhoneOnce(): Promise<{ phoneDir: string; remove: () => Promise<void> }> {
  const phoneDir = await mkdtemp(join(tmpdir(), 'queue-console-phone-'));
  const remove = (): Promise<void> => rm(phoneDir, { recursive: true, force: true });
  try {
    await buildPhone(phoneDir);
  } catch (error) {
    await remove();
    throw error;
  }
  return { phoneDir, remove };
}

/** @returns the folder of the phone that Jest has built before the first test file. */
export function builtPhone(): string {
  const folder = process.env[FOLDER];
  if (folder === undefined) throw new Error('the phone is built for the tests of the project "browser" only');
  return folder;
}

/** Builds the phone once for all test files: Jest's `globalSetup`. */
export default async function setUp(): Promise<void> {
  const { phoneDir } = await buildPhoneOnce();
  process.env[FOLDER] = phoneDir;
}

/** Removes it: Jest's `globalTeardown`. */
export async function tearDown(): Promise<void> {
  await rm(builtPhone(), { recursive: true, force: true });
}
