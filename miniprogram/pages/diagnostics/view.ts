import type { ChoiceView } from '../../components/choice-group/choice-group';
import { describeError, type ErrorView } from '../../i18n/error-view';
import { chosenLanguage, t } from '../../i18n/index';
import type { AppError, AppErrorCode } from '../../models/errors';
import type { Facts } from '../../services/diagnostics';
import { formatClock } from '../../utils/time';
import type { Check, DiagnosticsState } from './state';

/** One fact, for a cell. */
export interface FactView {
  label: string;
  value: string;
  /** What is wrong, in words; `''` where nothing is. */
  error: string;
  note: string;
  /** An id or an address, to be copied. */
  code: boolean;
}

export interface SectionView {
  title: string;
  note: string;
  facts: FactView[];
}

/** The data of the page. */
export interface DiagnosticsView {
  languages: ChoiceView[];
  notKept: ErrorView | null;
  sections: SectionView[];
  /** All of the sections as text. */
  report: string;
  checking: boolean;
  byHand: boolean;
}

export const EMPTY: DiagnosticsView = {
  languages: [],
  notKept: null,
  sections: [],
  report: '',
  checking: false,
  byHand: false,
};

/** @returns the whole page in words */
export function viewDiagnostics(state: DiagnosticsState): DiagnosticsView {
  const { facts, check, checking, notKept, byHand } = state;
  const sections = viewFacts(facts, check);
  return {
    languages: viewLanguages(),
    notKept: notKept === undefined ? null : describeError(notKept),
    sections,
    report: reportOf(sections),
    checking,
    byHand,
  };
}

/** Failures in which the signing server never answered, so it cannot have refused. */
const NO_ANSWER: readonly AppErrorCode[] = ['NETWORK', 'TIMEOUT', 'INTERRUPTED', 'DOMAIN_NOT_LISTED'];
/** Up to this far apart, two clocks are the same, milliseconds: the answer has been on its way, too. */
const SAME_CLOCK_MS = 5_000;

/** @returns everything that is known, section by section, in words. */
function viewFacts(facts: Facts, check: Check): SectionView[] {
  return [
    section(t('diagnostics.server'), viewServer(facts, check)),
    section(t('diagnostics.person'), viewPerson(facts, check)),
    section(t('diagnostics.buckets'), viewBuckets(facts)),
    section(t('diagnostics.domains'), [fact('', facts.domains.join('\n'), { code: true })], {
      note: t('diagnostics.domainsNote'),
    }),
    section(t('diagnostics.versions'), viewVersions(facts)),
  ].filter(({ facts: some }) => some.length > 0);
}

/** @returns the same as plain text. */
function reportOf(sections: readonly SectionView[]): string {
  return sections
    .map(({ title, facts }) => {
      const lines = facts.map(({ label, value, error, note }) =>
        [label === '' ? value : `${label}: ${value}`, error, note].filter((part) => part !== '').join(' · '),
      );
      return [`[${title}]`, ...lines].join('\n');
    })
    .join('\n\n');
}

/** @returns the languages to choose from; following WeChat has no value. */
function viewLanguages(): ChoiceView[] {
  const chosen = chosenLanguage() ?? '';
  const options = [
    ['', t('diagnostics.followWeChat')],
    ['zh_CN', t('diagnostics.chinese')],
    ['en', t('diagnostics.english')],
  ] as const;
  return options.map(([value, label]) => ({ value, label, note: '', chosen: value === chosen }));
}

function section(title: string, facts: FactView[], { note = '' } = {}): SectionView {
  return { title, note, facts };
}

function fact(label: string, value: string, more: Partial<FactView> = {}): FactView {
  return { label, value, error: '', note: '', code: false, ...more };
}

function viewServer({ server, session, keys, clockOffset }: Facts, check: Check): FactView[] {
  const facts = [
    fact(t('diagnostics.address'), server.replace(/^https:\/\//, ''), { code: true }),
    fact(t('diagnostics.status'), statusText(check), check.status === 'failed' ? because(check.failure) : {}),
  ];
  if (session !== undefined) facts.push(fact(t('diagnostics.clock'), clockText(clockOffset)));
  for (const { group, expiredTime } of keys) {
    const time = formatClock(expiredTime * 1000 - clockOffset);
    facts.push(fact(t('diagnostics.key', { group }), t('diagnostics.validUntil', { time })));
  }
  return facts;
}

function statusText(check: Check): string {
  if (check.status === 'asking') return t('diagnostics.asking');
  if (check.status === 'answered') return t('diagnostics.reachable');
  return t(NO_ANSWER.includes(check.failure.code) ? 'diagnostics.unreachable' : 'diagnostics.refused');
}

/** @param offset server time minus phone time, milliseconds */
function clockText(offset: number): string {
  const apart = Math.abs(offset);
  if (apart < SAME_CLOCK_MS) return t('diagnostics.clockSame');
  const seconds = Math.round(apart / 1000);
  const time =
    seconds < 120
      ? t('diagnostics.seconds', { count: seconds })
      : t('diagnostics.minutes', { count: Math.round(seconds / 60) });
  return t(offset < 0 ? 'diagnostics.clockAhead' : 'diagnostics.clockBehind', { time });
}

function viewPerson({ session }: Facts, check: Check): FactView[] {
  const openid =
    session?.admin.openid ?? (check.status === 'failed' ? check.failure.details.openid : undefined);
  const facts = openid === undefined ? [] : [fact('openid', openid, { code: true })];
  if (session === undefined) return facts;
  const { name, role } = session.admin;
  return [
    ...facts,
    fact(t('diagnostics.name'), name),
    fact(t('diagnostics.role'), t(role === 'operator' ? 'diagnostics.operator' : 'diagnostics.viewer')),
  ];
}

function viewBuckets({ buckets }: Facts): FactView[] {
  return buckets.map(({ grant, last }) => {
    if (last === undefined) return fact(grant.label, t('diagnostics.notAsked'));
    const time = formatClock(last.endedAt);
    return last.failure === undefined
      ? fact(grant.label, t('diagnostics.answered', { time }))
      : fact(grant.label, t('diagnostics.failed', { time }), because(last.failure));
  });
}

/** What happened in words; code and RequestId are what a search or a ticket needs. */
function because(failure: AppError): Partial<FactView> {
  const { title, shownCode, requestId } = describeError(failure);
  return { error: title, note: requestId === '' ? shownCode : `${shownCode} · RequestId ${requestId}` };
}

function viewVersions({ versions }: Facts): FactView[] {
  return [
    fact(t('diagnostics.console'), `${versions.console} ${versions.env}`),
    fact('COS SDK', versions.cosSdk),
    fact(t('diagnostics.baseLibrary'), versions.baseLibrary),
    fact(t('diagnostics.weChat'), versions.weChat),
  ];
}
