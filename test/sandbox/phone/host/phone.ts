import type { AppState } from '../core/app-state';
import { atRest } from './at-rest';
import type { Phone, PhoneSettings } from './frame-link';
import type { MiniApp } from './mini-app';
import type { PageStack } from './page-stack';
import { startPullDown } from './pull-down';
import type { SetDataStats } from './set-data';
import type { PhoneTheme } from './theme';
import type { CountedTimers } from './timers';
import type { Clipboard } from './wx/clipboard';
import { askModal } from './wx/dialogs';

/** What the user of the phone works on. */
export interface PhoneParts {
  openid: string;
  settings: PhoneSettings;
  app: AppState;
  miniApp: MiniApp;
  pages: PageStack;
  theme: PhoneTheme;
  clipboard: Clipboard;
  timers: CountedTimers;
  setDataStats: SetDataStats;
}

/** What the user does to the phone outside the mini-program's window, for the frame and for tests. */
export function createPhone(parts: PhoneParts): Phone {
  const { openid, settings, app, miniApp, pages, theme, clipboard, timers, setDataStats } = parts;
  const back = async (): Promise<void> => {
    const message = pages.depth > 1 ? pages.top.alertBeforeUnload : undefined;
    if (message && !(await askModal({ content: message }, settings.language)).confirm) return;
    pages.navigateBack(1);
  };
  return {
    openid,
    setDataStats,
    back: () => {
      void back();
    },
    home: () => {
      pages.goHome();
    },
    startPullDownRefresh: () => {
      startPullDown(pages, pages.top);
    },
    background: () => {
      app.background();
    },
    foreground: () => {
      app.foreground();
    },
    get isBackground() {
      return app.isBackground;
    },
    reLaunch: (route) => {
      pages.reLaunch(`/${route}`);
    },
    setTheme: (chosen) => {
      theme.set(chosen);
    },
    clipboardRefusal: (errno) => {
      clipboard.refusal = errno;
    },
    get miniApp() {
      return miniApp.get();
    },
    get topPage() {
      return pages.top.instance;
    },
    atRest: () => atRest(timers),
    get clipboard() {
      return clipboard.text;
    },
  };
}
