import { AppState } from './core/app-state';
import { completeApi, createCommonApi } from './core/common-api';
import type { CommonApi } from './core/common-api';
import { USUAL_DEVICE, type DeviceSettings, type EnvVersion } from './core/device';
import { createRouterClient } from './core/router';
import { createMemoryStore } from './core/storage';

export interface NodePhoneOptions {
  /** Address of the sandbox's router, `http://127.0.0.1:PORT/`. */
  sandboxUrl: string;
  /** Whose phone it is. */
  openid: string;
  /** Version of the mini-program that `wx.getAccountInfoSync` tells; `develop` when left out. */
  envVersion?: EnvVersion;
  /** WeChat's language; `zh_CN` when left out. */
  language?: string;
}

/** A phone without a screen: WeChat's functions that services use, and the two things a user does to an app. */
export interface NodePhone {
  wx: CommonApi & { canIUse(schema: string): boolean };
  /** The user leaves the app: unfinished requests fail after five seconds, none can start. */
  background(): void;
  foreground(): void;
}

/** Makes a phone whose requests and logins go to a running sandbox. Its storage is empty and its own. */
export function createNodePhone(options: NodePhoneOptions): NodePhone {
  const app = new AppState({ path: '', query: {}, scene: 1001, referrerInfo: {} });
  const { language = USUAL_DEVICE.language, envVersion = USUAL_DEVICE.envVersion } = options;
  const device: DeviceSettings = { ...USUAL_DEVICE, language, envVersion };
  const hostName = 'Node phone';
  const api = createCommonApi({
    post: createRouterClient(options.sandboxUrl),
    openid: options.openid,
    app,
    store: createMemoryStore(),
    device: () => device,
    hostName,
  });
  return {
    wx: completeApi(api, hostName),
    background: () => {
      app.background();
    },
    foreground: () => {
      app.foreground();
    },
  };
}

/**
 * Makes such a phone and puts it where code written for WeChat looks for it: the global `wx`, and a global `window`
 * that is declared but undefined, which is what the SDK's module header needs (measured on 1.8.0). Call it before
 * the SDK is loaded, since the SDK uses `wx` while it loads.
 * @returns the phone, and `uninstall`, which takes both globals away.
 */
export function installNodePhone(options: NodePhoneOptions): NodePhone & { uninstall(): void } {
  const phone = createNodePhone(options);
  Object.defineProperty(globalThis, 'wx', { value: phone.wx, configurable: true, writable: true });
  Object.defineProperty(globalThis, 'window', { value: undefined, configurable: true, writable: true });
  return {
    ...phone,
    uninstall: () => {
      Reflect.deleteProperty(globalThis, 'wx');
      Reflect.deleteProperty(globalThis, 'window');
    },
  };
}
