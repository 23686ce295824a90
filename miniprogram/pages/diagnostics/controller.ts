import type { ChoiceView } from '../../components/choice-group/choice-group';
import { describeError, type ErrorView } from '../../i18n/error-view';
import { languageNamed, setLanguage } from '../../i18n/index';
import { toAppError } from '../../models/errors';
import { askBuckets, readFacts } from '../../services/diagnostics';
import { checkSession } from '../../services/session';
import { saveLanguage } from '../../services/settings';
import { fieldPatch } from '../../utils/list-patch';
import { RequestGuard } from '../../utils/request-guard';
import { reportOf, viewFacts, viewLanguages, type Check, type SectionView } from './view';

/** What the page shows. */
export interface DiagnosticsData {
  t: object;
  languages: ChoiceView[];
  /** The choice of a language counts, but not for the next start. */
  notKept: ErrorView | null;
  sections: SectionView[];
  /** All of the sections as text. */
  report: string;
  /** Something is being asked. */
  checking: boolean;
  /** WeChat did not let the report be copied: it is shown, to be selected. */
  byHand: boolean;
}

export function initialData(): DiagnosticsData {
  return { t: {}, languages: [], notKept: null, sections: [], report: '', checking: false, byHand: false };
}

interface DiagnosticsPage {
  readonly data: DiagnosticsData;
  setData(patch: Record<string, unknown>): void;
}

/** Looks at what is known, asks for what may have changed, and shows both. */
export class DiagnosticsController {
  private check: Check = { status: 'asking' };
  private readonly checks = new RequestGuard();

  constructor(private readonly page: DiagnosticsPage) {}

  /** Asks the signing server. What the buckets last said stays: it may be why the admin is here. */
  async open(): Promise<void> {
    await this.ask(false);
  }

  /** Asks the signing server and every bucket. */
  async checkAll(): Promise<void> {
    await this.ask(true);
  }

  /** @param value a language, `''` to follow WeChat */
  choose(value: string): void {
    setLanguage(languageNamed(value));
    try {
      saveLanguage(value);
      this.page.setData({ notKept: null });
    } catch (failure) {
      this.page.setData({ notKept: describeError(failure) });
    }
  }

  show(): void {
    const sections = viewFacts(readFacts(), this.check);
    this.page.setData(
      fieldPatch('', this.page.data, { languages: viewLanguages(), sections, report: reportOf(sections) }),
    );
  }

  private async ask(buckets: boolean): Promise<void> {
    const isNewest = this.checks.start();
    this.check = { status: 'asking' };
    this.page.setData({ checking: true });
    this.show();
    const check = await this.askServer();
    if (!isNewest()) return;
    this.check = check;
    this.show();
    if (buckets) {
      await askBuckets(() => {
        this.show();
      });
    }
    if (isNewest()) this.page.setData({ checking: false });
  }

  private async askServer(): Promise<Check> {
    try {
      await checkSession();
      return { status: 'answered' };
    } catch (failure) {
      return { status: 'failed', failure: toAppError(failure) };
    }
  }
}
