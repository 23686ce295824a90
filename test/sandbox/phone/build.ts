import fs from 'node:fs/promises';
import path from 'node:path';
import { readProject } from './build/project';
import { bundleHost, bundleMiniProgram } from './build/scripts';
import { compileStyles } from './build/styles';
import { compileTemplates } from './build/templates';

const REPOSITORY = path.resolve(__dirname, '../../..');

export interface BuildPhoneOptions {
  /** Folder with app.json; the console's own mini-program when left out. */
  root?: string;
  /** Folder that `npm run build:npm` made; the one of the console's mini-program when left out. */
  npm?: string;
}

/** Static files of the host, copied as they are. */
const STATIC_FILES = ['frame/index.html', 'frame/frame.css', 'host/app.html', 'host/host.css'];

/**
 * Builds the browser's phone with a mini-program, unchanged, inside it: plain files that any static server can serve
 * at one path. `index.html` is the phone, `app.html` the mini-program's window within it.
 * @throws with file and line when a template, style sheet or module can not be built.
 */
export async function buildPhone(outDir: string, options: BuildPhoneOptions = {}): Promise<void> {
  const root = path.resolve(options.root ?? path.join(REPOSITORY, 'miniprogram'));
  const npm = path.resolve(options.npm ?? path.join(REPOSITORY, 'miniprogram/miniprogram_npm'));
  await fs.access(npm).catch(() => {
    throw new Error(`${npm} is missing: run "npm run build:npm" first`);
  });
  const project = readProject({ root, npm });
  const templates = compileTemplates(project);
  const styles = compileStyles(project);
  await fs.mkdir(outDir, { recursive: true });
  await bundleMiniProgram(project, templates, path.join(outDir, 'mini-program.js'));
  await Promise.all([
    fs.writeFile(path.join(outDir, 'mini-program.css'), styles),
    bundleHost(path.join(__dirname, 'host/main.ts'), path.join(outDir, 'host.js')),
    bundleHost(path.join(__dirname, 'frame/main.ts'), path.join(outDir, 'frame.js')),
    ...STATIC_FILES.map((file) =>
      fs.copyFile(path.join(__dirname, file), path.join(outDir, path.basename(file))),
    ),
  ]);
}
