/** The part of `wx` that components and pages call themselves, as spies that succeed. */
export const fakeWx = {
  getAppBaseInfo: jest.fn(() => ({ language: 'zh_CN' })),
  getWindowInfo: jest.fn(() => ({ windowHeight: 760 })),
  pageScrollTo: jest.fn((_options: { scrollTop: number }) => Promise.resolve()),
  getStorageSync: jest.fn((_key: string): unknown => ''),
  setStorageSync: jest.fn((_key: string, _value: unknown) => undefined),
  setNavigationBarTitle: jest.fn(() => Promise.resolve()),
  stopPullDownRefresh: jest.fn(() => Promise.resolve()),
  vibrateShort: jest.fn((_options: { fail: () => void }) => undefined),
  navigateTo: jest.fn((_options: { url: string }) => Promise.resolve()),
  setClipboardData: jest.fn(
    (options: { data: string; success: () => void; fail: (error: { errMsg: string }) => void }) => {
      options.success();
    },
  ),
};

beforeEach(() => {
  jest.clearAllMocks();
  Object.assign((globalThis as unknown as { wx: object }).wx, fakeWx);
});
