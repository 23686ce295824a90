import type { BuiltComponent } from '../protocol';

/**
 * Runs the code of pages and components, each once: of a page, and of the components that its json leads to, when it is
 * opened. Document "按需注入": what no open page needs is not run.
 */
export class Injection {
  private readonly waiting: Map<string, BuiltComponent>;

  constructor(
    components: readonly BuiltComponent[],
    private readonly run: (component: BuiltComponent) => void,
  ) {
    this.waiting = new Map(components.map((component) => [component.path, component]));
  }

  /** Of a page or component, and of all that it uses. */
  inject(path: string): void {
    const component = this.waiting.get(path);
    if (component === undefined) return;
    this.waiting.delete(path);
    this.run(component);
    for (const used of Object.values(component.config.usingComponents)) this.inject(used.slice(1));
  }

  /** Of everything: what a mini-program without `lazyCodeLoading` does when it starts. */
  injectAll(): void {
    for (const path of [...this.waiting.keys()]) this.inject(path);
  }
}
