import { asyncApi } from '../../core/callbacks';
import type { ErrorReports } from '../errors';
import type { PhoneTheme } from '../theme';

/** Where WeChat's capsule is; pages with a bar of their own leave room for it. */
const CAPSULE = { width: 87, height: 32, top: 6, bottom: 38 };
const CAPSULE_MARGIN_PX = 7;

const done = () => ({});

/** Errors, theme, updates and other functions of `wx` that have little to do here. */
export function createSystemApi(theme: PhoneTheme, reports: ErrorReports) {
  return {
    onThemeChange: theme.changed.on,
    offThemeChange: theme.changed.off,
    onError: reports.errors.on,
    offError: reports.errors.off,
    onUnhandledRejection: reports.rejections.on,
    offUnhandledRejection: reports.rejections.off,
    vibrateShort: asyncApi('vibrateShort', done),
    showShareMenu: asyncApi('showShareMenu', done),
    hideShareMenu: asyncApi('hideShareMenu', done),
    getMenuButtonBoundingClientRect: () => ({
      ...CAPSULE,
      right: window.innerWidth - CAPSULE_MARGIN_PX,
      left: window.innerWidth - CAPSULE_MARGIN_PX - CAPSULE.width,
    }),
    getPerformance: () => ({ now: () => performance.now() }),
    // The sandbox always runs the newest version, so nothing ever calls back.
    getUpdateManager: () => ({
      onCheckForUpdate: (callback: (result: { hasUpdate: boolean }) => void) => {
        setTimeout(() => {
          callback({ hasUpdate: false });
        });
      },
      onUpdateReady: () => undefined,
      onUpdateFailed: () => undefined,
      applyUpdate: () => undefined,
    }),
  };
}
