import * as adapter from 'glass-easel-miniprogram-adapter';
import type { BuiltComponent, MiniProgram } from '../protocol';
import { createBackend } from './backend';
import type { BuiltIn } from './built-in';
import { toDefinition } from './built-in-definition';
import type { Caller } from './built-in-definition';
import { builtInPath } from './built-in-templates';
import type { BuiltInName } from './built-in-templates';
import { isControl } from './keyboard';
import { ReadyQueue } from './ready-queue';

const { glassEasel } = adapter;
type GlassComponent = adapter.glassEasel.GeneralComponent;

/** WeChat's component framework with the built-in components, ready to take the mini-program's own. */
export interface Engine {
  code: adapter.CodeSpace;
  backend: adapter.AssociatedBackend;
  ready: ReadyQueue;
  /** Calls a function of the mini-program; what it throws goes where all errors of components go. */
  safely<Result>(name: string, run: () => Result, component: GlassComponent): Result | undefined;
}

function addBuiltIns(
  code: adapter.CodeSpace,
  builtIns: Record<BuiltInName, BuiltIn>,
  templates: Record<string, unknown>,
): void {
  const space = code.getComponentSpace();
  for (const [key, builtIn] of Object.entries(builtIns)) {
    const name = key as BuiltInName;
    const path = builtInPath(name);
    const config = { component: true, styleIsolation: 'shared' };
    code.addComponentStaticConfig(path, config as unknown as adapter.types.ComponentStaticConfig);
    addTemplate(code, path, templates);
    code.componentEnv(path, ({ Component }) => {
      Component(toDefinition(name, builtIn));
    });
    space.setGlobalUsingComponent(name, space.getComponentByUrl(`/${path}`, ''));
  }
}

function addTemplate(code: adapter.CodeSpace, path: string, templates: Record<string, unknown>): void {
  const content = { groupList: templates, content: templates[path] };
  code.addCompiledTemplate(path, content as unknown as adapter.glassEasel.template.ComponentTemplate);
}

/** Ids reach the page as written, for `label for` and for tests; the adapter would put a random prefix before them. */
function keepIds(code: adapter.CodeSpace): void {
  // Not in the adapter's declarations, and the only place where it decides about ids.
  const internal = code as unknown as {
    prepareComponentOptions(is: string, options: unknown): [options: object, styleIsolation: string];
  };
  const prepare = internal.prepareComponentOptions.bind(code);
  internal.prepareComponentOptions = (is, options) => {
    const [prepared, styleIsolation] = prepare(is, options);
    return [{ ...prepared, idPrefixGenerator: null }, styleIsolation];
  };
}

/** Sets an accessibility attribute: `aria-role` is the web's `role`, truth values are words. */
export function setAria(node: unknown, name: string, value: unknown): void {
  if (!(node instanceof glassEasel.Element)) return;
  if (name === 'aria-role') {
    // WeChat's headings have no level, the web's must; what can be tapped there can be reached by keyboard here.
    if (value === 'heading') node.updateAttribute('aria-level', '2');
    if (isControl(value)) node.updateAttribute('tabindex', '0');
  }
  const attribute = name === 'aria-role' ? 'role' : name;
  if (typeof value === 'string') node.updateAttribute(attribute, value);
  else if (typeof value === 'boolean' || typeof value === 'number')
    node.updateAttribute(attribute, `${value}`);
  else node.removeAttribute(attribute);
}

/** Makes the framework know the built-in components and the templates, configurations and style scopes of all others. */
export function createEngine(miniProgram: MiniProgram, builtIns: Record<BuiltInName, BuiltIn>): Engine {
  const env = new adapter.MiniProgramEnv();
  const code = env.createCodeSpace('', true);
  const backend = env.associateBackend(createBackend());
  const space = code.getComponentSpace();
  // van-button has a property called `dataset`: fields on the node would clash with the node's own.
  space.updateComponentOptions({ writeFieldsToNode: false, writeIdToDOM: true });
  keepIds(code);

  const ready = new ReadyQueue();
  const everyComponent = space.define().lifetime('attached', function () {
    ready.add((this as unknown as Caller)._$);
  });
  code.setOverallBehavior(everyComponent.registerBehavior());

  const templates = miniProgram.templates({
    setAria,
    getRegExp: (pattern, flags) => new RegExp(pattern, flags),
    getDate: (...parts) => (parts.length === 0 ? new Date() : new Date(...parts)),
    console,
  });
  addBuiltIns(code, builtIns, templates);
  for (const component of miniProgram.components) prepareComponent(code, component, templates);
  return {
    code,
    backend,
    ready,
    safely: (name, run, component) => glassEasel.safeCallback(name, run, component, [], component),
  };
}

function prepareComponent(
  code: adapter.CodeSpace,
  { path, config, styleScope, isPage }: BuiltComponent,
  templates: Record<string, unknown>,
): void {
  const staticConfig = { ...config, component: !isPage } as unknown as adapter.types.ComponentStaticConfig;
  code.addComponentStaticConfig(path, staticConfig);
  addTemplate(code, path, templates);
  // The style sheets are in the page already; glass-easel only has to know the prefix of their classes.
  code.addStyleSheet(path, undefined, styleScope === '' ? undefined : styleScope);
}
