/**
 * Makes miniprogram/miniprogram_npm from the root `dependencies`, in the layout of 工具 > 构建 npm of WeChat DevTools: a
 * package with a "miniprogram" field gives that folder, any other gives its `main` as one index.js. A `main` that
 * requires nothing is copied byte for byte; the rest is bundled.
 *
 * 构建 npm itself cannot do it: its parser (acorn 6) stops at the `?.` of a package, leaves out that file and reports
 * success. With `packNpmManually` off and no package.json under miniprogram/ it finds no package and writes nothing.
 *
 * Three things have something lighter in their stead, and the same to who uses it. A build for browsers ("browser") saves
 * 8 KB of the XML parser. The sources (index.js) beside a minified `main` save 24 KB of the COS SDK, whose `main` is the same
 * sources made into ES5. The small table of file types (mime/lite) saves 26 KB of it: the SDK looks up the ending of an object's
 * name, and nothing is uploaded here.
 *
 * The SDK's XML reader is left out (sdk-xml.cjs says why). An SDK that is older than what was tried is refused.
 *
 * The folder is made equal to what it should be, file by file: a second run writes nothing, and a run after a broken
 * one mends it. Each file appears whole, so a reader beside it never sees half of one.
 */
import { Buffer } from 'node:buffer';
import fs from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';

/** What is packed where a package asks for another. */
const LIGHTER = { mime: 'mime/lite' };

const SDK_XML = fileURLToPath(import.meta.resolve('./sdk-xml.cjs'));

/** The oldest version of a package that may be packed, and what is wrong with those before it. */
const OLDEST = {
  'cos-wx-sdk-v5': ['1.8.0', '1.7.2 works but does not repeat reads, and older ones cannot write at all'],
};

const readJson = async (file) => JSON.parse(await fs.readFile(file, 'utf8'));

/** @returns {Promise<string[]>} every file under a folder, relative, with forward slashes; none when it is missing. */
async function listFiles(folder) {
  const entries = await fs.readdir(folder, { recursive: true, withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)))
    .map((file) => file.replaceAll(path.sep, '/'));
}

const exists = (file) =>
  fs.access(file).then(
    () => true,
    () => false,
  );

/** Compares versions by their numbers; a pre-release counts as its release. */
const isOlder = (version, than) => {
  const [one, other] = [version, than].map((text) => text.split('.').map((part) => parseInt(part, 10)));
  const at = one.findIndex((part, index) => part !== other[index]);
  return at >= 0 && one[at] < other[at];
};

/** Refuses a package that is older than {@link OLDEST} says. */
function checkVersion(name, version) {
  const [oldest, reason] = OLDEST[name] ?? [];
  if (oldest !== undefined && isOlder(version, oldest)) {
    throw new Error(`${name} ${version} is too old: ${reason}. Install ${oldest} or later.`);
  }
}

/** Packs sdk-xml.cjs, which packs the writer of fast-xml-parser, in its place. */
const noXmlReader = {
  name: 'no-xml-reader',
  setup(build) {
    build.onResolve({ filter: /^fast-xml-parser$/ }, () => ({ path: SDK_XML }));
  },
};

/** @returns {Promise<{ entry: string, isMain: boolean }>} the lightest entry of a package, and whether that is its `main`. */
async function entryOf(packageFolder) {
  const { main = 'index.js', browser } = await readJson(path.join(packageFolder, 'package.json'));
  if (typeof browser === 'string') return { entry: browser, isMain: false };
  const hasSources = main.endsWith('.min.js') && (await exists(path.join(packageFolder, 'index.js')));
  return hasSources ? { entry: 'index.js', isMain: false } : { entry: main, isMain: true };
}

/** @returns {Promise<Buffer>} the package as one CommonJS file. */
async function bundlePackage(root, packageFolder) {
  const { entry, isMain } = await entryOf(packageFolder);
  const file = path.join(packageFolder, entry);
  const { metafile, outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [file],
    bundle: true,
    write: false,
    metafile: true,
    format: 'cjs',
    platform: 'neutral',
    alias: LIGHTER,
    plugins: [noXmlReader],
    // DevTools knows this field only: "module" builds are for other bundlers.
    mainFields: ['main'],
    target: 'es2018',
    charset: 'utf8',
    logLevel: 'error',
  });
  const isAlone = Object.keys(metafile.inputs).length === 1;
  return isMain && isAlone ? fs.readFile(file) : Buffer.from(outputFiles[0].contents);
}

/** @returns {Promise<Map<string, Buffer>>} the files that one dependency puts into miniprogram_npm. */
async function packageFiles(root, name) {
  const packageFolder = path.join(root, 'node_modules', name);
  const { miniprogram, version } = await readJson(path.join(packageFolder, 'package.json'));
  checkVersion(name, version);
  if (!miniprogram) return new Map([[`${name}/index.js`, await bundlePackage(root, packageFolder)]]);
  const source = path.join(packageFolder, miniprogram);
  const files = await listFiles(source);
  return new Map(
    await Promise.all(
      files.map(async (file) => [`${name}/${file}`, await fs.readFile(path.join(source, file))]),
    ),
  );
}

async function writeIfDifferent(file, contents) {
  const present = await fs.readFile(file).catch(() => undefined);
  if (present?.equals(contents)) return false;
  await fs.mkdir(path.dirname(file), { recursive: true });
  const staged = `${file}.${process.pid}.tmp`;
  await fs.writeFile(staged, contents);
  await fs.rename(staged, file);
  return true;
}

/**
 * Builds miniprogram_npm for the project at `root`.
 * @returns {Promise<{ packages: string[], files: number, changed: number }>} what the folder holds and how many of its
 * files were written or removed.
 */
export async function buildNpm(root) {
  const { dependencies = {} } = await readJson(path.join(root, 'package.json'));
  const target = path.join(root, 'miniprogram', 'miniprogram_npm');
  const packages = Object.keys(dependencies);
  const wanted = new Map();
  for (const files of await Promise.all(packages.map((name) => packageFiles(root, name)))) {
    for (const [file, contents] of files) wanted.set(file, contents);
  }
  const written = await Promise.all(
    [...wanted].map(([file, contents]) => writeIfDifferent(path.join(target, file), contents)),
  );
  // A ".tmp" file may belong to a build that runs beside this one.
  const stale = (await listFiles(target)).filter((file) => !wanted.has(file) && !file.endsWith('.tmp'));
  await Promise.all(stale.map((file) => fs.rm(path.join(target, file), { force: true })));
  return { packages, files: wanted.size, changed: written.filter(Boolean).length + stale.length };
}

const self = fileURLToPath(import.meta.url);
if (process.argv[1] && path.resolve(process.argv[1]) === self) {
  const { packages, files, changed } = await buildNpm(
    path.resolve(process.argv[2] ?? path.join(path.dirname(self), '..')),
  );
  console.log(`miniprogram_npm: ${packages.join(', ')} (${files} files, ${changed} changed)`);
}
