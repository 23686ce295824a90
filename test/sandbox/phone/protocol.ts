/** What the build hands to the host in the browser. */

/** The window part of app.json, and of a page's json. Colours may be `@name`, a variable of theme.json. */
export interface WindowConfig {
  navigationBarTitleText?: string;
  navigationBarBackgroundColor?: string;
  navigationBarTextStyle?: string;
  navigationStyle?: string;
  backgroundColor?: string;
  backgroundTextStyle?: string;
  enablePullDownRefresh?: boolean;
  onReachBottomDistance?: number;
}

/** A page's or component's json; `usingComponents` names are resolved to `/path` from the root. */
export interface ComponentConfig extends WindowConfig {
  component?: boolean;
  usingComponents: Record<string, string>;
  styleIsolation?: string;
  addGlobalClass?: boolean;
}

export interface ThemeVariables {
  light: Record<string, string>;
  dark: Record<string, string>;
}

export interface AppConfig {
  pages: string[];
  window: WindowConfig;
  darkmode: boolean;
  theme: ThemeVariables;
  /** `lazyCodeLoading`: code of pages and components runs when a page that needs it is opened. Document "按需注入". */
  isLazy: boolean;
}

export interface BuiltComponent {
  path: string;
  config: ComponentConfig;
  isPage: boolean;
  isOwn: boolean;
  /** Prefix of its class names in the style sheet; empty for pages, which share the app's classes. */
  styleScope: string;
}

/** Sets an accessibility attribute of a template on its element. */
export type SetAria = (node: unknown, name: string, value: unknown) => void;

/** The modules of the mini-program; nothing runs before one of these is called. */
export interface MiniProgramModules {
  app: () => unknown;
  components: Record<string, () => unknown>;
}

/** The global that the built script leaves for the host. */
export interface MiniProgram {
  app: AppConfig;
  components: BuiltComponent[];
  /** @returns the compiled templates by path. */
  templates: (scope: TemplateScope) => Record<string, unknown>;
  modules: (scope: ModuleScope) => MiniProgramModules;
}

/** All that templates and their WXS may see besides ECMAScript. */
export interface TemplateScope {
  setAria: SetAria;
  getRegExp: (pattern: string, flags?: string) => RegExp;
  getDate: (...parts: [] | [number | string]) => Date;
  console: Console;
}

/** All that the mini-program's modules may see besides ECMAScript. */
export interface ModuleScope {
  wx: object;
  App: (definition: object) => void;
  Page: (definition: object) => void;
  Component: (definition: object) => void;
  Behavior: (definition: object) => unknown;
  getApp: () => unknown;
  getCurrentPages: () => unknown[];
  console: Console;
  setTimeout: Window['setTimeout'];
  clearTimeout: Window['clearTimeout'];
  setInterval: Window['setInterval'];
  clearInterval: Window['clearInterval'];
}

/** Names of {@link ModuleScope}, in the order in which the built script takes them. */
export const MODULE_SCOPE = [
  'wx',
  'App',
  'Page',
  'Component',
  'Behavior',
  'getApp',
  'getCurrentPages',
  'console',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
] as const satisfies ReadonlyArray<keyof ModuleScope>;

/** Names of {@link TemplateScope}. */
export const TEMPLATE_SCOPE = ['setAria', 'getRegExp', 'getDate', 'console'] as const satisfies ReadonlyArray<
  keyof TemplateScope
>;

/** What an input adds to the names of its `placeholder-class`: the style sheet has rules for them. */
export const PLACEHOLDER_SUFFIX = '__of-input';
