/** Adds and removes listeners, as every `onX`/`offX` pair of WeChat does. `off` without a listener removes all. */
export class Listeners<Argument> {
  private readonly listeners = new Set<(argument: Argument) => void>();

  readonly on = (listener: (argument: Argument) => void): void => {
    this.listeners.add(listener);
  };

  readonly off = (listener?: (argument: Argument) => void): void => {
    if (listener) this.listeners.delete(listener);
    else this.listeners.clear();
  };

  emit(argument: Argument): void {
    for (const listener of [...this.listeners]) listener(argument);
  }

  get size(): number {
    return this.listeners.size;
  }
}

/** How the mini-program was opened or came back: the options of `onLaunch` and `onShow`. */
export interface EnterOptions {
  path: string;
  query: Record<string, string>;
  scene: number;
  referrerInfo: Record<string, never>;
}

/** Whether the app is in front of the user, how it got there, and who wants to know. */
export class AppState {
  readonly shown = new Listeners<EnterOptions>();
  readonly hidden = new Listeners<undefined>();
  private inBackground = false;

  constructor(readonly launchOptions: EnterOptions) {}

  get isBackground(): boolean {
    return this.inBackground;
  }

  /** How the app last came to the front; the sandbox only knows returning to where it was. */
  get enterOptions(): EnterOptions {
    return this.launchOptions;
  }

  /** The user leaves the app; the page stays where it is. */
  background(): void {
    if (this.inBackground) return;
    this.inBackground = true;
    this.hidden.emit(undefined);
  }

  foreground(): void {
    if (!this.inBackground) return;
    this.inBackground = false;
    this.shown.emit(this.enterOptions);
  }
}
