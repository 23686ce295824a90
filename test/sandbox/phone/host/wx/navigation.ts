import { asyncApi, WxFailure } from '../../core/callbacks';
import type { PageStack } from '../page-stack';
import { startPullDown, stopPullDown } from '../pull-down';

interface UrlOptions {
  url: string;
}

interface NavigateOptions extends UrlOptions {
  events?: Record<string, (...args: unknown[]) => void>;
}

/** Pages, the navigation bar and pull-down refresh of `wx`. */
export function createNavigationApi(pages: PageStack) {
  return {
    navigateTo: asyncApi('navigateTo', ({ url, events }: NavigateOptions) => ({
      eventChannel: pages.navigateTo(url, events).opener,
    })),
    redirectTo: asyncApi('redirectTo', ({ url }: UrlOptions) => {
      pages.redirectTo(url);
      return {};
    }),
    reLaunch: asyncApi('reLaunch', ({ url }: UrlOptions) => {
      pages.reLaunch(url);
      return {};
    }),
    switchTab: asyncApi('switchTab', () => {
      throw new WxFailure('can not switch to no-tabBar page');
    }),
    navigateBack: asyncApi('navigateBack', ({ delta = 1 }: { delta?: number }) => {
      pages.navigateBack(delta);
      return {};
    }),
    setNavigationBarTitle: asyncApi('setNavigationBarTitle', ({ title }: { title: string }) => {
      pages.top.title = title;
      pages.changed();
      return {};
    }),
    setNavigationBarColor: asyncApi(
      'setNavigationBarColor',
      ({ frontColor, backgroundColor }: { frontColor: string; backgroundColor: string }) => {
        const page = pages.top;
        page.config = {
          ...page.config,
          navigationBarBackgroundColor: backgroundColor,
          navigationBarTextStyle: frontColor === '#ffffff' ? 'white' : 'black',
        };
        pages.changed();
        return {};
      },
    ),
    hideHomeButton: asyncApi('hideHomeButton', () => {
      pages.top.isHomeHidden = true;
      pages.changed();
      return {};
    }),
    startPullDownRefresh: asyncApi('startPullDownRefresh', () => {
      startPullDown(pages, pages.top);
      return {};
    }),
    stopPullDownRefresh: asyncApi('stopPullDownRefresh', () => {
      stopPullDown(pages.top);
      return {};
    }),
    enableAlertBeforeUnload: asyncApi('enableAlertBeforeUnload', ({ message }: { message: string }) => {
      pages.top.alertBeforeUnload = message;
      return {};
    }),
    disableAlertBeforeUnload: asyncApi('disableAlertBeforeUnload', () => {
      pages.top.alertBeforeUnload = undefined;
      return {};
    }),
  };
}
