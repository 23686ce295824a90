import * as adapter from 'glass-easel-miniprogram-adapter';
import type { BuiltComponent, ModuleScope } from '../protocol';
import type { Engine } from './engine';
import { BusiestSecond, copyAsJson, jsonBytes } from './set-data';
import type { SetDataStats } from './set-data';

type Definition = Record<string, unknown>;
type Constructors = Pick<ModuleScope, 'Page' | 'Component' | 'Behavior'>;

/** Behaviors that WeChat knows by name. Document "内置 behaviors". */
const NAMED_BEHAVIORS: Record<string, object> = {
  'wx://form-field': { properties: { name: String, value: null } },
  'wx://form-field-group': {},
  'wx://form-field-button': {},
  'wx://component-export': {},
};

/**
 * The constructors that the mini-program's modules call. A definition belongs to the component whose module is running.
 */
export class Registration {
  readonly constructors: Constructors;
  private current: BuiltComponent | undefined;
  private readonly namedBehaviors = new Map<string, unknown>();

  constructor(private readonly engine: Engine) {
    this.constructors = {
      Page: (definition) => {
        this.define(definition as Definition, 'Page');
      },
      Component: (definition) => {
        this.define(definition as Definition, 'Component');
      },
      Behavior: (definition) => this.behavior(this.prepared(definition as Definition, 'a behavior')),
    };
  }

  /** Runs the module of a page or component, which has to register itself. */
  run(component: BuiltComponent, module: (() => unknown) | undefined): void {
    this.current = component;
    module?.();
    this.current = undefined;
  }

  private define(definition: Definition, kind: 'Page' | 'Component'): void {
    const component = this.current;
    if (!component) throw new Error(`${kind}() was called outside the module of a page or component`);
    const prepared = this.prepared(definition, component.path);
    this.applyOptions(component.path, prepared['options']);
    this.engine.code.componentEnv(component.path, (env) => {
      if (kind === 'Page') env.Page(prepared);
      else env.Component(prepared);
    });
  }

  /** glass-easel takes behaviors as objects, and our data has to be what a phone can carry. */
  private prepared(definition: Definition, place: string): Definition {
    const { behaviors, data } = definition;
    const isOwn = this.current?.isOwn ?? true;
    return {
      ...definition,
      ...(Array.isArray(behaviors) && { behaviors: behaviors.map((item: unknown) => this.named(item)) }),
      ...(isOwn && data !== undefined && { data: copyAsJson(data, `data of ${place}`) }),
    };
  }

  private named(behavior: unknown): unknown {
    if (typeof behavior !== 'string') return behavior;
    const definition = NAMED_BEHAVIORS[behavior];
    if (!definition) throw new Error(`the behavior "${behavior}" is not in the browser host`);
    const known = this.namedBehaviors.get(behavior) ?? this.behavior(definition as Definition);
    this.namedBehaviors.set(behavior, known);
    return known;
  }

  private behavior(definition: Definition): unknown {
    return this.engine.code.componentEnv('', (env) => env.Behavior(definition));
  }

  /** The adapter reads these options from the json only; WeChat reads them from the definition as well. */
  private applyOptions(path: string, options: unknown): void {
    const { styleIsolation, addGlobalClass } = Object(options) as Definition;
    const config = this.engine.code.getComponentStaticConfig(path) as unknown as Definition;
    if (config['styleIsolation'] !== undefined) return;
    if (styleIsolation !== undefined) config['styleIsolation'] = styleIsolation;
    else if (addGlobalClass === true) config['styleIsolation'] = 'apply-shared';
  }
}

type SetData = (this: { is: string }, data: object, callback?: () => void) => void;

/**
 * Makes setData behave as on a phone: our components' data travels as JSON and what can not is an error; all calls are
 * counted. Components of npm packages pass functions to themselves through setData and are left alone.
 */
export function guardSetData(isOwn: (path: string) => boolean, stats: SetDataStats): void {
  const prototype = adapter.component.ComponentCaller.prototype as { setData: SetData };
  const { setData } = prototype;
  const seconds = new BusiestSecond();
  stats.busiest = seconds.most;
  prototype.setData = function (this: { is: string }, data: object, callback?: () => void) {
    const carried = isOwn(this.is) ? (copyAsJson(data, `setData of ${this.is}: data`) as object) : data;
    stats.calls += 1;
    seconds.count(this.is, Date.now());
    const bytes = jsonBytes(carried);
    stats.bytes += bytes;
    stats.largest = Math.max(stats.largest, bytes);
    setData.call(this, carried, callback);
  };
}
