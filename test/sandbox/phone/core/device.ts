import { asyncApi } from './callbacks';

export type Theme = 'light' | 'dark';
export type EnvVersion = 'develop' | 'trial' | 'release';

/** What the phone says about itself. `theme` is undefined unless app.json sets `darkmode`, as in WeChat. */
export interface DeviceSettings {
  language: string;
  theme: Theme | undefined;
  fontSizeSetting: number;
  width: number;
  height: number;
  /** Px at the bottom that the phone's home bar lies over. */
  safeAreaBottom: number;
  pixelRatio: number;
  envVersion: EnvVersion;
}

/** A usual phone in Chinese, by day, with a version under development. */
export const USUAL_DEVICE: DeviceSettings = {
  language: 'zh_CN',
  theme: 'light',
  fontSizeSetting: 16,
  width: 390,
  height: 844,
  safeAreaBottom: 0,
  pixelRatio: 3,
  envVersion: 'develop',
};

/** The base library that the host follows; project.config.json names the same one. */
const SDK_VERSION = '3.8.0';
const DEFAULT_FONT_SIZE = 16;

/** The functions that describe phone, window and account; `settings` is asked on each call, since the theme changes. */
export function createDeviceApi(settings: () => DeviceSettings) {
  const getWindowInfo = () => {
    const { width, height, safeAreaBottom, pixelRatio } = settings();
    const bottom = height - safeAreaBottom;
    return {
      pixelRatio,
      screenWidth: width,
      screenHeight: height,
      windowWidth: width,
      windowHeight: height,
      statusBarHeight: 0,
      screenTop: 0,
      safeArea: { top: 0, left: 0, right: width, bottom, width, height: bottom },
    };
  };
  const getDeviceInfo = () => ({
    abi: 'x86',
    benchmarkLevel: 50,
    brand: 'devtools',
    model: 'sandbox',
    system: 'sandbox',
    platform: 'devtools',
  });
  const getAppBaseInfo = () => {
    const { language, theme, fontSizeSetting } = settings();
    return {
      SDKVersion: SDK_VERSION,
      enableDebug: false,
      host: { env: 'WeChat' },
      version: '8.0.50',
      language,
      fontSizeSetting,
      fontSizeScaleFactor: fontSizeSetting / DEFAULT_FONT_SIZE,
      ...(theme && { theme }),
    };
  };
  const getSystemInfoSync = () => ({ ...getDeviceInfo(), ...getWindowInfo(), ...getAppBaseInfo() });
  return {
    getWindowInfo,
    getDeviceInfo,
    getAppBaseInfo,
    getSystemInfoSync,
    getSystemInfo: asyncApi('getSystemInfo', getSystemInfoSync),
    getAccountInfoSync: () => ({
      miniProgram: { appId: 'touristappid', envVersion: settings().envVersion, version: '' },
    }),
  };
}
