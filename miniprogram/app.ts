import { languageNamed, setLanguage } from './i18n/index';
import { resumePendingWrites } from './services/pending-writes';
import { readLanguage } from './services/settings';

App({
  onLaunch() {
    setLanguage(languageNamed(readLanguage()));
  },
  /** Each time the app comes to the front: writes that were cut off in the background are found out about. */
  onShow(): Promise<void> {
    return resumePendingWrites();
  },
});
