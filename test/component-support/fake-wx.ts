/** The part of `wx` that components and pages call themselves, as spies that succeed. */
export const fakeWx = {
  getAppBaseInfo: jest.fn(() => ({ language: 'zh_CN' })),
  setNavigationBarTitle: jest.fn(() => Promise.resolve()),
  stopPullDownRefresh: jest.fn(() => Promise.resolve()),
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
