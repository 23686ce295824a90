import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const resolver = createRequire(__filename);

/** A browser that can be started, and the libraries that it needs and the system lacks. */
export interface ChromiumInstallation {
  executablePath: string;
  /** Folder for LD_LIBRARY_PATH. */
  libraries?: string;
}

const exists = (file: string): Promise<boolean> =>
  fs.access(file).then(
    () => true,
    () => false,
  );

/** Where installers put Chrome, Chromium and Edge. */
function wellKnownPaths(): string[] {
  const { env, platform } = process;
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (platform === 'win32') {
    const folders = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']];
    const programs = [
      'Google\\Chrome\\Application\\chrome.exe',
      'Chromium\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ];
    return folders.flatMap((folder) => (folder ? programs.map((program) => path.join(folder, program)) : []));
  }
  const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge'];
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
}

/** @returns whether the dynamic loader finds every library of a program. */
async function hasItsLibraries(executable: string): Promise<boolean> {
  const { stdout } = await run('ldd', [executable]);
  return !stdout.includes('not found');
}

/**
 * Unpacks the Chromium of the npm registry, once, beside the installed packages. It unpacks into a folder of its own
 * that gets its name at the end, so that test processes which start together never see half a browser.
 */
async function unpackFromNpm(): Promise<ChromiumInstallation> {
  const manifest = resolver.resolve('playwright-core/package.json');
  const modules = path.resolve(path.dirname(manifest), '..');
  const packageFile = path.join(modules, '@sparticuz/chromium/package.json');
  const { version } = JSON.parse(await fs.readFile(packageFile, 'utf8')) as { version: string };
  const target = path.join(modules, '.cache/queue-console', `chromium-${version}`);
  if (!(await exists(target))) {
    const staging = `${target}.${process.pid}`;
    await fs.mkdir(staging, { recursive: true });
    const unpack = "import('@sparticuz/chromium').then((chromium) => chromium.default.executablePath())";
    // The package unpacks into the temporary folder, and its libraries only where it believes to be on AWS.
    const env = { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
    try {
      await run(process.execPath, ['-e', unpack], { env, cwd: modules });
      await fs.rename(staging, target);
    } catch (error) {
      await fs.rm(staging, { recursive: true, force: true });
      // Another process may have been faster.
      if (!(await exists(target))) throw error;
    }
  }
  const executablePath = path.join(target, 'chromium');
  if (await hasItsLibraries(executablePath)) return { executablePath };
  return { executablePath, libraries: path.join(target, 'al2023/lib') };
}

/**
 * Finds a browser for the tests: CHROME_PATH, an installed Chrome, Chromium or Edge, or else the Chromium that comes
 * with the development packages (Linux on x64).
 */
export async function findChromium(): Promise<ChromiumInstallation> {
  const chosen = process.env['CHROME_PATH'];
  if (chosen) return { executablePath: chosen };
  for (const executablePath of wellKnownPaths()) {
    if (await exists(executablePath)) return { executablePath };
  }
  if (process.platform === 'linux' && os.arch() === 'x64') return unpackFromNpm();
  throw new Error('no Chrome, Chromium or Edge found: install one, or set CHROME_PATH to its program');
}
