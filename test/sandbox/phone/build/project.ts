import fs from 'node:fs';
import path from 'node:path';
import type { AppConfig, ComponentConfig, ThemeVariables } from '../protocol';

/** Where the mini-program's sources and its npm packages are. */
export interface ProjectPaths {
  /** Folder with app.json. */
  root: string;
  /** Folder with the packages that `npm run build:npm` made. */
  npm: string;
}

/** A page or component that is reached from app.json. */
export interface ComponentSource {
  /** Its name inside the mini-program, without suffix: `pages/board/board`, `miniprogram_npm/@vant/weapp/cell/index`. */
  path: string;
  /** The same on disk. */
  file: string;
  config: ComponentConfig;
  isPage: boolean;
  /** False for npm packages, whose code is not ours to hold to our rules. */
  isOwn: boolean;
}

export interface Project {
  paths: ProjectPaths;
  app: AppConfig;
  components: ComponentSource[];
}

const NPM_PREFIX = 'miniprogram_npm/';

const readJson = (file: string): Record<string, unknown> =>
  JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>;

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

const stringMap = (value: unknown): Record<string, string> => ({ ...(value as Record<string, string>) });

/** @returns the file of a name inside the mini-program, without suffix. */
export function toFile(paths: ProjectPaths, name: string): string {
  return name.startsWith(NPM_PREFIX)
    ? path.join(paths.npm, name.slice(NPM_PREFIX.length))
    : path.join(paths.root, name);
}

/** Finds what a `usingComponents` entry names, as WeChat looks for it: a path first, an npm package second. */
function resolveComponent(paths: ProjectPaths, from: string, target: string): string {
  const near = target.startsWith('/') ? target.slice(1) : path.posix.join(path.posix.dirname(from), target);
  const candidates = [near, NPM_PREFIX + target].flatMap((name) => [name, `${name}/index`]);
  const found = candidates.find((name) => fs.existsSync(`${toFile(paths, name)}.json`));
  if (!found) throw new Error(`${from}.json: the component "${target}" does not exist`);
  return found;
}

function readTheme(paths: ProjectPaths, app: Record<string, unknown>): ThemeVariables {
  const location = app['themeLocation'];
  if (typeof location !== 'string') return { light: {}, dark: {} };
  const theme = readJson(path.join(paths.root, location));
  return { light: stringMap(theme['light']), dark: stringMap(theme['dark']) };
}

/** Reads app.json and every page and component that it leads to. */
export function readProject(paths: ProjectPaths): Project {
  const json = readJson(path.join(paths.root, 'app.json'));
  const pages = strings(json['pages']);
  const appComponents = stringMap(json['usingComponents']);
  const found = new Map<string, ComponentSource>();

  const visit = (name: string, isPage: boolean): void => {
    if (found.has(name)) return;
    const file = toFile(paths, name);
    const config = readJson(`${file}.json`);
    const using = { ...(isPage && appComponents), ...stringMap(config['usingComponents']) };
    const resolved = Object.entries(using).map(([tag, target]): [string, string] => {
      // An entry of app.json is relative to app.json, wherever it is used.
      const from = appComponents[tag] === target ? 'app' : name;
      return [tag, resolveComponent(paths, from, target)];
    });
    const usingComponents = Object.fromEntries(resolved.map(([tag, target]) => [tag, `/${target}`]));
    const isOwn = !name.startsWith(NPM_PREFIX);
    found.set(name, { path: name, file, isPage, isOwn, config: { ...config, usingComponents } });
    for (const [, target] of resolved) visit(target, false);
  };
  for (const page of pages) visit(page, true);

  const app: AppConfig = {
    pages,
    window: json['window'] ?? {},
    darkmode: json['darkmode'] === true,
    theme: readTheme(paths, json),
    isLazy: json['lazyCodeLoading'] === 'requiredComponents',
  };
  return { paths, app, components: [...found.values()] };
}
