import { createStore, type Store } from '../../kit/store';
import type { OpenPage } from '../../kit/page';
import { languageNamed, setLanguage } from '../../i18n/index';
import { toAppError } from '../../models/errors';
import { askBuckets, readFacts } from '../../services/diagnostics';
import { checkSession } from '../../services/access/session';
import { saveLanguage } from '../../services/stored/settings';
import { RequestGuard } from '../../utils/request-guard';
import type { Check, DiagnosticsState } from './state';

/** Shows what the phone knows, and asks for what may have changed. */
export class DiagnosticsPage implements OpenPage<DiagnosticsState> {
  readonly store: Store<DiagnosticsState> = createStore<DiagnosticsState>({
    facts: readFacts(),
    check: { status: 'asking' },
    checking: false,
    notKept: undefined,
    byHand: false,
  });
  private readonly checks = new RequestGuard();

  /** Asks the signing server. What the buckets last said stays: it may be why the admin is here. */
  start(): Promise<void> {
    return this.ask(false);
  }

  /** Asks the signing server and every bucket. */
  refresh(): Promise<void> {
    return this.ask(true);
  }

  /** @param value a language, `''` to follow WeChat */
  choose(value: string): void {
    let notKept: DiagnosticsState['notKept'];
    try {
      saveLanguage(value);
    } catch (failure) {
      notKept = toAppError(failure);
    }
    this.store.set({ notKept });
    setLanguage(languageNamed(value));
  }

  /** Offers the report as text, since WeChat refused to copy it. */
  showReport(): void {
    this.store.set({ byHand: true });
  }

  private async ask(buckets: boolean): Promise<void> {
    const isNewest = this.checks.start();
    this.store.set({ facts: readFacts(), check: { status: 'asking' }, checking: true });
    const check = await askServer();
    if (!isNewest()) return;
    this.store.set({ facts: readFacts(), check });
    if (buckets) {
      await askBuckets(() => {
        this.store.set({ facts: readFacts() });
      });
    }
    if (isNewest()) this.store.set({ checking: false });
  }
}

async function askServer(): Promise<Check> {
  try {
    await checkSession();
    return { status: 'answered' };
  } catch (failure) {
    return { status: 'failed', failure: toAppError(failure) };
  }
}
