import { resumePendingWrites } from './services/pending-writes';

App({
  /** Each time the app comes to the front: writes that were cut off in the background are found out about. */
  onShow(): Promise<void> {
    return resumePendingWrites();
  },
});
