import { within } from '../utils/within';

/** Longest wait for WeChat to take the dots away, milliseconds. */
const STOP_MS = 1_000;

/** Refreshes what was pulled down, then takes WeChat's dots away, however the refresh ended. */
export async function refreshPulled(refresh: () => Promise<unknown>): Promise<void> {
  try {
    await refresh();
  } finally {
    await within<unknown>(STOP_MS, wx.stopPullDownRefresh(), () => undefined);
  }
}
