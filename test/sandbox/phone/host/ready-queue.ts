import type { glassEasel } from 'glass-easel-miniprogram-adapter';

/**
 * Calls `ready`, which glass-easel leaves to its host: once for each component, after the components that were
 * attached in one go have been laid out, the innermost first.
 */
export class ReadyQueue {
  private waiting: glassEasel.GeneralComponent[] = [];
  private scheduled = false;

  add(component: glassEasel.GeneralComponent): void {
    this.waiting.push(component);
    if (this.scheduled) return;
    this.scheduled = true;
    setTimeout(() => {
      this.flush();
    });
  }

  /** Calls what waits at once: a page is ready only after its components. */
  flush(): void {
    const components = this.waiting.reverse();
    this.waiting = [];
    this.scheduled = false;
    for (const component of components) {
      if (component.getBackendElement()) component.triggerLifetime('ready', []);
    }
  }
}
