import type { AppState } from '../core/app-state';
import type { ErrorReports } from './errors';
import type { PageStack } from './page-stack';
import type { PhoneTheme } from './theme';

type AppDefinition = Record<string, unknown>;

/** The object of `App()`: its lifecycle functions are called on it, and `getApp()` gives it. */
export class MiniApp {
  private instance: AppDefinition = {};

  readonly define = (definition: object): void => {
    this.instance = definition as AppDefinition;
  };

  readonly get = (): AppDefinition => this.instance;

  call(name: string, argument?: unknown): void {
    const method = this.instance[name];
    if (typeof method === 'function') Reflect.apply(method, this.instance, [argument]);
  }

  /** Tells the app, and the page on top, what happens to the phone from now on. */
  follow(app: AppState, pages: PageStack, theme: PhoneTheme, reports: ErrorReports): void {
    app.shown.on((options) => {
      this.call('onShow', options);
      pages.tellVisible(true);
    });
    app.hidden.on(() => {
      pages.tellVisible(false);
      this.call('onHide');
    });
    theme.changed.on((change) => {
      pages.changed();
      this.call('onThemeChange', change);
    });
    reports.errors.on((message) => {
      this.call('onError', message);
    });
    reports.rejections.on((rejection) => {
      this.call('onUnhandledRejection', rejection);
    });
  }
}
