import type { AppState } from './app-state';
import { Listeners } from './app-state';
import { asyncApi, WxFailure } from './callbacks';
import { createDeviceApi } from './device';
import type { DeviceSettings } from './device';
import { reportMissing } from './missing';
import { createRequest, inRealTime, type After } from './request';
import { readText, type PostToRouter } from './router';
import { createStorageApi } from './storage';
import type { TextStore } from './storage';

/** What both phones, the one in the browser and the one in Node, are made of. */
export interface PhoneParts {
  /** Brings requests and logins to the sandbox. */
  post: PostToRouter;
  /** Whose phone it is; login codes are this person's. */
  openid: string;
  app: AppState;
  store: TextStore;
  device: () => DeviceSettings;
  /** Whether the phone has a network; a phone without a screen always has. */
  isOnline?: () => boolean;
  /** How the host is called in "wx.x is not in the …". */
  hostName: string;
  /** The phone's timers; those of the machine when left out. */
  after?: After;
}

/** The functions of `wx` that need no screen. */
export function createCommonApi(parts: PhoneParts) {
  const { app, hostName, post, isOnline = () => true, after = inRealTime } = parts;
  const networkStatus = new Listeners<{ isConnected: boolean; networkType: string }>();
  return {
    ...createStorageApi(parts.store),
    ...createDeviceApi(parts.device),
    request: createRequest(post, app, after),
    login: asyncApi('login', async () => {
      if (app.isBackground) throw new WxFailure('interrupted');
      return { code: readText(await post('/__phone/login', { openid: parts.openid }), 'code') };
    }),
    getNetworkType: asyncApi('getNetworkType', () => ({ networkType: isOnline() ? 'wifi' : 'none' })),
    onNetworkStatusChange: networkStatus.on,
    offNetworkStatusChange: networkStatus.off,
    onAppShow: app.shown.on,
    offAppShow: app.shown.off,
    onAppHide: app.hidden.on,
    offAppHide: app.hidden.off,
    getRandomValues: asyncApi('getRandomValues', ({ length }: { length: number }) => ({
      randomValues: crypto.getRandomValues(new Uint8Array(length)).buffer,
    })),
    getLaunchOptionsSync: () => app.launchOptions,
    getEnterOptionsSync: () => app.enterOptions,
    nextTick: (callback: () => void): void => {
      after(0, callback);
    },
    // The SDK asks for it when it is loaded and never reads a file for us.
    getFileSystemManager: () => reportMissing({}, 'FileSystemManager', hostName),
    env: { USER_DATA_PATH: 'wxfile://usr' },
  };
}

export type CommonApi = ReturnType<typeof createCommonApi>;

/**
 * Closes the API: adds `canIUse`, and makes everything that is not there say so when it is called.
 * @param components names of the built-in components, which `canIUse` answers for as well.
 */
export function completeApi<Api extends object>(
  api: Api,
  hostName: string,
  components: readonly string[] = [],
): Api & { canIUse(schema: string): boolean } {
  const canIUse = (schema: string): boolean => {
    const [name = ''] = schema.split('.');
    return name in api || components.includes(name);
  };
  return reportMissing({ ...api, canIUse }, 'wx', hostName);
}
