import type { Dictionary } from '../index';

export const outcomes: Dictionary['outcomes'] = {
  done: 'Checked: the change took effect',
  notDone: 'Not in effect as of {time} (cloud time)',
  notDoneNote:
    'The cloud no longer accepts that request, so you can try again. Should it take effect late, you will be told',
  overtaken: 'Checked: another change is there now',
  overtakenNote: 'Yours did not take effect, or was overwritten afterwards',
  unclear: 'The queue has changed since; it is unclear whether by that request',
  unclearNote: 'Check what it says now',
  late: 'An earlier change took effect late',
  lateNote: 'It was not in effect when it was checked; the cloud shows it now. Please check',
  notShown: 'The cloud accepted the change but never showed it',
  notShownNote:
    'Check what it says now; to have it traced, give the owner of this console the time you sent it',
  gone: 'The queue no longer exists, so the change cannot be verified',
  goneNote: 'Its bucket, its service or the queue itself may have been deleted',
  noAccess: 'You may no longer read this queue, so the change cannot be verified',
  noAccessNote: 'Ask another admin to check it',
};
