import { languageNamed, setLanguage } from './i18n/index';
import { pausedQueues } from './services/stored/paused-queues';
import { resumePendingWrites, restPendingWrites } from './services/writes/pending';
import { getSession } from './services/access/session';
import { readLanguage } from './services/stored/settings';

App({
  onLaunch() {
    setLanguage(languageNamed(readLanguage()));
    pausedQueues.watch();
    // Every page needs the session: it is asked for while the first one is being made. That page is told of a failure.
    getSession().catch(() => undefined);
  },
  /** Each time the app comes to the front: writes that were cut off in the background are found out about. */
  onShow(): Promise<void> {
    return resumePendingWrites();
  },
  onHide() {
    restPendingWrites();
  },
});
