import { asyncApi, WxFailure } from '../../core/callbacks';
import type { DialogApi } from './dialogs';

/** Why WeChat refuses the clipboard, by errno: the words are from WeChat's forum. */
const REFUSALS = {
  104: 'privacy permission is not authorized',
  112: 'api scope is not declared in the privacy agreement',
} as const;

export type ClipboardErrno = keyof typeof REFUSALS;

/** The phone's clipboard: its own, so that a test reads what was copied without asking the desktop. */
export class Clipboard {
  text = '';
  refusal: ClipboardErrno | undefined;

  check(): void {
    if (this.refusal) throw new WxFailure(REFUSALS[this.refusal], this.refusal);
  }
}

/** Clipboard functions of `wx`; copying shows WeChat's own toast. */
export function createClipboardApi(clipboard: Clipboard, dialogs: DialogApi, language: () => string) {
  return {
    setClipboardData: asyncApi('setClipboardData', ({ data }: { data: string }) => {
      clipboard.check();
      if (typeof data !== 'string') throw new WxFailure('parameter error: data should be a string');
      clipboard.text = data;
      // For the person at the desk; a browser that does not allow it changes nothing for the phone.
      navigator.clipboard.writeText(data).catch(() => undefined);
      void dialogs.showToast({ title: language().startsWith('zh') ? '内容已复制' : 'Copied' });
      return {};
    }),
    getClipboardData: asyncApi('getClipboardData', () => {
      clipboard.check();
      return { data: clipboard.text };
    }),
  };
}
