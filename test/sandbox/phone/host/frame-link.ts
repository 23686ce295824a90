/** What the phone's frame, the page around this one, is to the host; and what the host is to the frame and to tests. */

import type { Theme } from '../core/device';
import type { MiniProgram } from '../protocol';
import type { PageInstance } from './page-stack';
import type { SetDataStats } from './set-data';

/** Who holds the phone and how it is set, from the address of the frame. */
export interface PhoneSettings {
  openid: string | undefined;
  role: string | undefined;
  language: string;
  theme: Theme;
  fontSizeSetting: number;
  /** `path?query` of the page to open first, empty for the app's own first page. */
  startPage: string;
}

/** The navigation bar. */
export interface BarState {
  title: string;
  background: string;
  text: 'black' | 'white';
  canGoBack: boolean;
  /** On a page that was opened cold and is not the app's first: WeChat's house. */
  canGoHome: boolean;
  isHidden: boolean;
}

export interface Frame {
  readonly settings: PhoneSettings;
  /** Px at the bottom of the window that the phone's own home bar lies over: `env(safe-area-inset-bottom)`. */
  readonly safeAreaBottom: () => number;
  readonly showBar: (bar: BarState) => void;
  /** The page on top as `path?query`, so that a reload of the browser opens it again. */
  readonly showRoute: (route: string) => void;
  readonly showError: (message: string) => void;
  /** The host has started: the frame may use it, and it is `window.phone` of the frame for tests. */
  readonly connect: (phone: Phone) => void;
}

export interface Phone {
  /** The person that the sandbox gave for the settings. */
  readonly openid: string;
  /** The back button of the navigation bar. */
  readonly back: () => void;
  readonly home: () => void;
  readonly startPullDownRefresh: () => void;
  readonly background: () => void;
  readonly foreground: () => void;
  readonly isBackground: boolean;
  /** Opens another page from scratch, as a shared card does. */
  readonly reLaunch: (route: string) => void;
  readonly setTheme: (theme: Theme) => void;
  /** Makes the clipboard refuse with this errno (104: not agreed, 112: not declared); undefined lets it work. */
  readonly clipboardRefusal: (errno: 104 | 112 | undefined) => void;
  /** What was copied last. */
  readonly clipboard: string;
  /** What `getApp()` and the last of `getCurrentPages()` give in the mini-program. */
  readonly miniApp: Record<string, unknown>;
  readonly topPage: PageInstance;
  /** Until no timer of the mini-program is about to run and nothing moves on its screen. */
  readonly atRest: () => Promise<void>;
  /** What setData has carried since the start. */
  readonly setDataStats: SetDataStats;
}

declare global {
  interface Window {
    phoneFrame?: Frame;
    phone?: Phone;
    miniProgram?: MiniProgram;
  }
}
