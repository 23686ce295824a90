import { t } from '../../i18n/index';

/** Lets WeChat ask before a page with unsaved edits is left. A swipe back does not ask; the draft is for that. */
export class LeaveGuard {
  private on = false;

  /** @param unsaved whether there is something to be lost now */
  update(unsaved: boolean): void {
    if (unsaved === this.on) return;
    this.on = unsaved;
    if (unsaved) wx.enableAlertBeforeUnload({ message: t('queue.leaveQuestion') });
    else wx.disableAlertBeforeUnload();
  }
}
