import { Listeners } from '../core/app-state';
import type { Theme } from '../core/device';
import type { AppConfig, ThemeVariables } from '../protocol';

/** The phone's theme: chosen by the tester, whatever the desktop's own is. */
export class PhoneTheme {
  readonly changed = new Listeners<{ theme: Theme }>();

  constructor(
    private current: Theme,
    private readonly app: AppConfig,
  ) {
    document.documentElement.dataset['theme'] = current;
  }

  get value(): Theme {
    return this.current;
  }

  /** What `getAppBaseInfo().theme` is: nothing unless the app says that it knows themes. */
  get told(): Theme | undefined {
    return this.app.darkmode ? this.current : undefined;
  }

  set(theme: Theme): void {
    if (theme === this.current) return;
    this.current = theme;
    document.documentElement.dataset['theme'] = theme;
    if (this.app.darkmode) this.changed.emit({ theme });
  }

  /** Resolves `@name` of a window configuration through theme.json. */
  resolve(value: string | undefined, otherwise: string): string {
    if (value === undefined) return otherwise;
    if (!value.startsWith('@')) return value;
    // Without `darkmode` the app is always light, as on a phone.
    const variables: ThemeVariables = this.app.theme;
    return variables[this.told ?? 'light'][value.slice(1)] ?? otherwise;
  }
}
