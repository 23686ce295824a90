/** Copies a text. Rejects when WeChat refuses: undeclared in the privacy agreement, or not yet agreed to (errno 112, 104). */
export function copyText(data: string): Promise<void> {
  return new Promise((resolve, reject) => {
    wx.setClipboardData({
      data,
      success: () => {
        resolve();
      },
      fail: ({ errMsg }) => {
        reject(new Error(errMsg));
      },
    });
  });
}
