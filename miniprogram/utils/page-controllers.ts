/** The controllers of the pages that are open, kept beside them: what is not shown has no place in a page's data. */
export class PageControllers<Controller> {
  private readonly controllers = new WeakMap<object, Controller>();

  set(page: object, controller: Controller): void {
    this.controllers.set(page, controller);
  }

  /** @returns the controller of the page, `undefined` before it is loaded. */
  find(page: object): Controller | undefined {
    return this.controllers.get(page);
  }

  /** @throws Error before the page is loaded, which WeChat does first */
  of(page: object): Controller {
    const controller = this.find(page);
    if (controller === undefined) throw new Error('The page is not loaded.');
    return controller;
  }
}
