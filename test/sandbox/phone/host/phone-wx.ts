import type { AppState } from '../core/app-state';
import { completeApi, createCommonApi } from '../core/common-api';
import { createRouterClient } from '../core/router';
import { BUILT_IN_NAMES } from './built-in-templates';
import type { ErrorReports } from './errors';
import type { PhoneSettings } from './frame-link';
import { createLocalStore } from './local-store';
import type { PageStack } from './page-stack';
import type { PhoneTheme } from './theme';
import { createClipboardApi } from './wx/clipboard';
import type { Clipboard } from './wx/clipboard';
import { createDialogApi } from './wx/dialogs';
import { createNavigationApi } from './wx/navigation';
import { createQueryApi } from './wx/queries';
import { createSystemApi } from './wx/system';

const HOST_NAME = 'browser host';

/** What the phone's functions work on. */
export interface PhoneWxParts {
  openid: string;
  settings: PhoneSettings;
  app: AppState;
  theme: PhoneTheme;
  reports: ErrorReports;
  pages: PageStack;
  clipboard: Clipboard;
  safeAreaBottom: () => number;
}

/** The `wx` of the mini-program. What is not in here says so when it is called. */
export function createPhoneWx(parts: PhoneWxParts) {
  const { openid, settings, app, theme, reports, pages, clipboard, safeAreaBottom } = parts;
  const language = (): string => settings.language;
  const dialogs = createDialogApi(language);
  const common = createCommonApi({
    post: createRouterClient(location.href),
    openid,
    app,
    store: createLocalStore(openid),
    device: () => ({
      language: settings.language,
      theme: theme.told,
      fontSizeSetting: settings.fontSizeSetting,
      // Getters: to ask for a size makes the browser lay everything out.
      get width() {
        return window.innerWidth;
      },
      get height() {
        return window.innerHeight;
      },
      get safeAreaBottom() {
        return safeAreaBottom();
      },
      pixelRatio: window.devicePixelRatio,
      envVersion: 'develop',
    }),
    isOnline: () => navigator.onLine,
    hostName: HOST_NAME,
  });
  const api = {
    ...common,
    ...dialogs,
    ...createNavigationApi(pages),
    ...createClipboardApi(clipboard, dialogs, language),
    ...createQueryApi(pages),
    ...createSystemApi(theme, reports),
  };
  return completeApi(api, HOST_NAME, BUILT_IN_NAMES);
}
