/**
 * Finds the files that WeChat puts into the package: what app.json leads to, as `ignoreUploadUnusedFiles` follows it.
 * Pages (of sub-packages, too) lead to their components, and these to theirs; scripts to what they require, at once or
 * later; templates to what they import, include or run; style sheets to what they import.
 *
 * A picture, a sound or a font counts wherever it lies: its name may be put together on the phone. What cannot be
 * followed, or is not there, is an error: a sum without it would be too small.
 */
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { scriptText } from './minify';

const MEDIA = /\.(png|jpe?g|gif|webp|svg|ico|mp3|m4a|aac|wav|mp4|ttf|otf|woff2?)$/;

interface ComponentJson {
  usingComponents?: Record<string, string>;
  componentGenerics?: Record<string, true | { default?: string }>;
}

interface AppJson extends ComponentJson {
  pages?: string[];
  subPackages?: { root: string; pages: string[] }[];
  subpackages?: { root: string; pages: string[] }[];
  tabBar?: { custom?: boolean };
  workers?: string | { path: string };
  themeLocation?: string;
  sitemapLocation?: string;
}

/** Where a name leads from a file; a leading slash means the root of the mini-program. */
const near = (from: string, name: string): string =>
  name.startsWith('/')
    ? path.posix.normalize(name.slice(1))
    : path.posix.join(path.posix.dirname(from), name);

/** The miniprogram_npm folders that a file's packages may come from, the nearest first. */
function npmFolders(from: string): string[] {
  const folder = path.posix.dirname(from);
  const here =
    path.posix.basename(folder) === 'miniprogram_npm' ? folder : path.posix.join(folder, 'miniprogram_npm');
  return folder === '.' ? [here] : [here, ...npmFolders(folder)];
}

/** The files, without suffix, that the name of a component or a script may mean. */
function candidates(from: string, name: string): string[] {
  const packages = /^\.{0,2}\//.test(name) ? [] : npmFolders(from).map((folder) => `${folder}/${name}`);
  return [near(from, name), ...packages].flatMap((base) => [base, `${base}/index`]);
}

const isRequire = (callee: ts.Expression): boolean => ['require', 'require.async'].includes(callee.getText());

/** What a script requires: `require(x)`, `require(x, done)`, `require.async(x)`. */
function requiresOf(file: string, code: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isRequire(node.expression)) {
      const [name] = node.arguments;
      if (!name || !ts.isStringLiteralLike(name)) {
        throw new Error(`${file}: ${node.getText()} cannot be followed`);
      }
      found.push(name.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS));
  return found;
}

const LINKING_TAG = /<(?:import|include|wxs)\b((?:"[^"]*"|'[^']*'|[^'">])*)>/g;
const INLINE_WXS = /<wxs\b[^>]*>([^]*?)<\/wxs>/g;

/** What a template imports, includes, or runs as WXS from a file of its own or in place. */
function templateLinks(file: string, text: string): string[] {
  const code = text.replace(/<!--[^]*?-->/g, '');
  const sources = [...code.matchAll(LINKING_TAG)].flatMap(([, attributes = '']) => {
    const [, source] = /\ssrc\s*=\s*["']([^"']*)["']/.exec(attributes) ?? [];
    return source === undefined ? [] : [source];
  });
  const inline = [...code.matchAll(INLINE_WXS)].flatMap(([, script = '']) => requiresOf(file, script));
  return [...sources, ...inline];
}

/** What a style sheet imports. */
const styleLinks = (text: string): string[] =>
  [...text.replace(/\/\*[^]*?\*\//g, '').matchAll(/@import\s+(?:url\()?\s*["']([^"']+)["']/g)].map(
    ([, name = '']) => name,
  );

/** The components that the app, a page or a component names, defaults of generics among them. */
const componentNames = ({ usingComponents = {}, componentGenerics = {} }: ComponentJson): string[] => [
  ...Object.values(usingComponents),
  ...Object.values(componentGenerics).flatMap((generic) => (generic === true ? [] : (generic.default ?? []))),
];

/** One walk from app.json. Files are relative to the root, with forward slashes. */
class Walk {
  readonly reached = new Set<string>();
  private readonly present: ReadonlySet<string>;

  constructor(private readonly root: string) {
    const entries = fs.readdirSync(root, { recursive: true, encoding: 'utf8' });
    this.present = new Set(entries.map((name) => name.split(path.sep).join('/')));
  }

  takeApp(): void {
    const app = this.json('app.json') as AppJson;
    this.take('app.json');
    this.takeScript(this.firstOf('app.json', 'app', ['app.ts', 'app.js']));
    if (this.present.has('app.wxss')) this.takeLinked('app.wxss');
    this.takeComponentsOf('app.json', app);
    for (const page of app.pages ?? []) this.takeComponent(page);
    for (const { root, pages } of app.subPackages ?? app.subpackages ?? []) {
      for (const page of pages) this.takeComponent(path.posix.join(root, page));
    }
    if (app.tabBar?.custom) this.takeComponent('custom-tab-bar/index');
    for (const name of [app.themeLocation, app.sitemapLocation]) {
      if (name !== undefined) this.take(this.firstOf('app.json', name, [name]));
    }
    const workers = typeof app.workers === 'string' ? app.workers : app.workers?.path;
    for (const file of this.present) {
      if (MEDIA.test(file)) this.take(file);
      else if (file.startsWith(`${workers}/`) && /\.[jt]s$/.test(file)) this.takeScript(file);
    }
  }

  /** @returns whether the file is a new one. */
  private take(file: string): boolean {
    const isNew = !this.reached.has(file);
    this.reached.add(file);
    return isNew;
  }

  private takeComponent(base: string): void {
    const json = `${base}.json`;
    if (!this.take(this.firstOf('app.json', base, [json]))) return;
    this.takeScript(this.firstOf(json, base, [`${base}.ts`, `${base}.js`]));
    for (const file of [`${base}.wxml`, `${base}.wxss`]) if (this.present.has(file)) this.takeLinked(file);
    this.takeComponentsOf(json, this.json(json) as ComponentJson);
  }

  private takeComponentsOf(json: string, settings: ComponentJson): void {
    for (const name of componentNames(settings)) {
      const files = candidates(json, name).map((base) => `${base}.json`);
      this.takeComponent(this.firstOf(json, name, files).replace(/\.json$/, ''));
    }
  }

  private takeScript(file: string): void {
    if (!this.take(file)) return;
    for (const name of requiresOf(file, scriptText(file, this.read(file)))) {
      const files = candidates(file, name).flatMap((base) => [base, `${base}.ts`, `${base}.js`]);
      this.takeScript(
        this.firstOf(
          file,
          name,
          files.filter((candidate) => /\.[jt]s$/.test(candidate)),
        ),
      );
    }
  }

  /** Follows a template, a style sheet or WXS. */
  private takeLinked(file: string): void {
    if (!this.take(file)) return;
    const suffix = path.posix.extname(file);
    const text = this.read(file);
    const links =
      suffix === '.wxml'
        ? templateLinks(file, text)
        : suffix === '.wxss'
          ? styleLinks(text)
          : requiresOf(file, text);
    for (const name of links) {
      this.takeLinked(this.firstOf(file, name, [near(file, name), near(file, name) + suffix]));
    }
  }

  private firstOf(from: string, name: string, files: readonly string[]): string {
    const found = files.find((file) => this.present.has(file));
    if (found === undefined) throw new Error(`${from} names "${name}", which is not there`);
    return found;
  }

  private read(file: string): string {
    return fs.readFileSync(path.join(this.root, file), 'utf8');
  }

  private json(file: string): unknown {
    return JSON.parse(this.read(file));
  }
}

/**
 * @param root folder with app.json
 * @returns the files of the package
 */
export function packageFiles(root: string): string[] {
  const walk = new Walk(root);
  walk.takeApp();
  return [...walk.reached];
}
