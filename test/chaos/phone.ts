import vm from 'node:vm';
import type { PendingOutcome } from '../../miniprogram/models/write';
import { createNodePhone, type NodePhone } from '../sandbox/phone/node-phone';

/** The services of one opened app. */
export type App = Pick<typeof import('../../miniprogram/services/ci/queues'), 'getQueue'> &
  Pick<
    typeof import('../../miniprogram/services/writes/writer'),
    'pauseQueue' | 'resumeQueue' | 'updateQueue' | 'undoWrite'
  > &
  Pick<typeof import('../../miniprogram/services/writes/last'), 'lastWriteFor'> &
  Pick<
    typeof import('../../miniprogram/services/writes/pending'),
    'onPendingChange' | 'pendingWriteFor' | 'resumePendingWrites'
  >;

/** How much faster the phones' time passes: their ten seconds of timeout are one second here. */
export const HURRY = 10;

/**
 * A phone with the app on it, in a world of its own: a script context with `wx` and what JavaScript itself has, as in
 * WeChat. Killing the app leaves its storage.
 */
export class ChaosPhone {
  app: App;
  /** Outcomes that the journal told since the last look. */
  outcomes: PendingOutcome[] = [];
  /** What the app wrote to a console; nothing should. */
  readonly complaints: string[] = [];
  private readonly phone: NodePhone;
  private endApp: () => void = () => undefined;

  constructor(
    private readonly script: string,
    sandboxUrl: string,
    readonly openid: string,
  ) {
    this.phone = createNodePhone({ sandboxUrl, openid });
    this.app = this.open();
  }

  /** Ends the app in the middle of whatever it does, and opens it again. */
  restart(): void {
    this.endApp();
    this.outcomes = [];
    this.app = this.open();
  }

  background(): void {
    this.phone.background();
  }

  foreground(): void {
    this.phone.foreground();
  }

  private open(): App {
    const start = Date.now();
    let alive = true;
    this.endApp = () => {
      alive = false;
    };
    const { wx } = this.phone;
    const complain = (...args: unknown[]): void => {
      this.complaints.push(args.map(String).join(' '));
    };
    const context = vm.createContext({
      wx: {
        ...wx,
        // The phone's own timer runs in real time; a dead app neither hears answers nor writes.
        request: (options: Parameters<typeof wx.request>[0]) =>
          wx.request({ ...whileAlive(options, () => alive), timeout: (options.timeout ?? 60_000) / HURRY }),
        setStorageSync: (key: string, value: unknown) => {
          if (alive) wx.setStorageSync(key, value);
        },
      },
      window: undefined,
      console: { log: complain, warn: complain, error: complain },
      setTimeout: (task: () => void, ms = 0) =>
        setTimeout(() => {
          if (alive) task();
        }, ms / HURRY),
      clearTimeout,
      phoneNow: () => start + (Date.now() - start) * HURRY,
    });
    vm.runInContext(`Date.now = phoneNow;\n${this.script}`, context);
    const { app } = context as { app: App };
    app.onPendingChange((_ref, _pending, outcome) => {
      if (outcome !== undefined) this.outcomes.push(outcome);
    });
    return app;
  }
}

function whileAlive<Options extends { success?: unknown; fail?: unknown }>(
  options: Options,
  isAlive: () => boolean,
): Options {
  const guard = (callback: unknown) =>
    typeof callback === 'function'
      ? (...args: unknown[]): void => {
          if (isAlive()) (callback as (...args: unknown[]) => void)(...args);
        }
      : callback;
  return { ...options, success: guard(options.success), fail: guard(options.fail) };
}
