import type { Operation, Word } from './phone';
import { LAG_MS } from './plan';
import type { Story } from './round';
import type { Put, Values, Version } from './world';

/** Longer than a watched write stays unseen once its effect is there for good: lag, pause between looks, a slow read. */
const SEEN_WITHIN_MS = LAG_MS + 45_000;

/** @returns everything in a round that a trustworthy console would not do. */
export function violationsOf(story: Story): string[] {
  return [
    ...(story.strayWrites === 0 ? [] : ['an untouched queue has changed']),
    ...story.complaints.map((text) => `the app complained: ${text}`),
    ...story.phones
      .filter(({ noted }) => noted.length > 0)
      .map(({ name, noted }) => `phone ${name} still watches ${noted.length} writes in the end`),
    ...story.operations.flatMap((operation) =>
      [...sendingFaults(story, operation), ...falseWords(story, operation), ...silence(story, operation)].map(
        (text) => `${operation.kind} of phone ${operation.phone} at ${operation.begunAt} ms: ${text}`,
      ),
    ),
  ];
}

/** @returns how many edits of others a round's PUTs covered, that came between their read and their arrival. */
export function unseenOverlaps(story: Story): number {
  return story.operations
    .flatMap((operation) => operation.puts.map((put) => ({ operation, put })))
    .reduce((sum, { operation, put }) => sum + coveredBy(story, operation, put), 0);
}

function coveredBy({ versions }: Story, { wanted }: Operation, put: Put): number {
  const index = versions.findIndex((version) => version.put === put);
  const [before, after] = [versions[index - 1], versions[index]];
  if (before === undefined || after === undefined) return 0;
  return differences(before.values, after.values).filter((name) => wanted[name] !== after.values[name])
    .length;
}

/** What is wrong with the PUTs of a write. */
function sendingFaults(story: Story, operation: Operation): string[] {
  const { puts, acts, wanted, seen, kind } = operation;
  const faults: string[] = [];
  if (acts > 1) faults.push(`one question was answered ${acts} times`);
  if (puts.length > 1) faults.push(`${puts.length} PUTs for one yes`);
  for (const put of puts) {
    const bases = basesOf(story, operation, put);
    const fitting = bases.filter(({ values }) => isBaseOf(values, operation, put));
    if (fitting.length === 0) {
      const names = bases.map(({ values }) => differences(put.values, { ...values, ...wanted }).join(', '));
      faults.push(`it changed more than was asked for: ${names.join(' or ') || 'nothing was read before'}`);
    } else if (kind === 'edit' || kind === 'undo' || kind === 'restore') {
      const silently = fitting.map(({ values }) =>
        Object.keys(wanted).filter(
          (name) => !isSame(values[name], seen[name]) && !isSame(values[name], wanted[name]),
        ),
      );
      if (silently.every((names) => names.length > 0)) {
        faults.push(`it overwrote ${silently.join(' or ')}, which the admin had not seen`);
      }
    }
  }
  return faults;
}

/** Whether a PUT changes these values as was asked for, and not otherwise. */
function isBaseOf(values: Values, { wanted }: Operation, put: Put): boolean {
  return differences(put.values, { ...values, ...wanted }).length === 0;
}

/** @returns what a PUT changes, or would: what was there already when it was read is not its own. */
function changesOf(story: Story, operation: Operation): Values {
  const { wanted, puts } = operation;
  const base = puts
    .flatMap((put) => basesOf(story, operation, put).filter(({ values }) => isBaseOf(values, operation, put)))
    .map(({ values }) => values)[0];
  if (base === undefined) return wanted;
  return Object.fromEntries(Object.entries(wanted).filter(([name, value]) => !isSame(base[name], value)));
}

/** The versions that a PUT may start from: what the app read for it, unless it had seen a newer one before. */
function basesOf(
  { versions, phones }: Story,
  { phone, run, readingAt = 0 }: Operation,
  { sentAt }: Put,
): Version[] {
  const reads = phones
    .filter(({ name }) => name === phone)
    .flatMap((each) => each.reads)
    .filter((read) => read.run === run && read.at >= readingAt && read.at <= sentAt);
  // Without a read, what was there while it should have been made.
  if (reads.length === 0) return inForce(versions, readingAt, sentAt);
  return reads.flatMap(({ isOld, version }) => (isOld ? [] : (versions[version] ?? [])));
}

/** What the phone said about a write and the cloud knows to be otherwise. */
function falseWords(story: Story, operation: Operation): string[] {
  return operation.words.flatMap((word) => {
    const problem = problemOf(story, operation, word);
    return problem === undefined ? [] : [`is called ${word.what} at ${word.at} ms ${problem}`];
  });
}

function problemOf(story: Story, operation: Operation, word: Word): string | undefined {
  const { versions } = story;
  const { readingAt = operation.begunAt } = operation;
  const changes = Object.entries(changesOf(story, operation));
  const own = effectOf(versions, operation);
  const hasHeld = (since: number): boolean =>
    inForce(versions, since, word.at).some(({ values }) =>
      changes.every(([name, value]) => isSame(values[name], value)),
    );
  const shows = (since: number): string | undefined =>
    word.shown === undefined ||
    inForce(versions, since, word.at).some(({ values }) => isShown(values, word.shown ?? {}))
      ? undefined
      : 'and shows a queue that was not there';
  /** It has been there for so long that even a read which lags shows it. */
  const isThere = own !== undefined && own.at < word.at - SEEN_WITHIN_MS && isCurrent(versions, own, word.at);
  switch (word.what) {
    case 'done':
    case 'found done':
    case 'found late':
      return hasHeld(readingAt) ? shows(readingAt) : 'and was not there since it began';
    case 'already':
      return hasHeld(readingAt - LAG_MS) ? shows(readingAt - LAG_MS) : 'and was not there';
    case 'WRITE_DIFFERS':
      return shows(readingAt - LAG_MS);
    case 'WRITE_UNKNOWN':
      return undefined;
    case 'found unclear':
      return isThere ? 'and is there' : undefined;
    case 'found overtaken':
      if (isThere) return 'and is there';
      return inForce(versions, readingAt - LAG_MS, word.at).length > 1 ? undefined : 'and no one wrote';
    case 'found not-shown':
      if (operation.puts.every(({ acceptedAt }) => acceptedAt === undefined)) return 'and CI never took it';
      return isThere ? 'and is there' : undefined;
    case 'WRITE_UNSETTLED':
    case 'found gone':
    case 'found no-access':
      return phoneOf(story, operation).refusals.length > 0 ? undefined : 'and nothing was refused';
    case 'WRITE_NOT_DONE':
    case 'found not-done':
      if (isKnownAsAccepted(story, operation, word)) return 'and CI had answered it with 2xx';
      if (own === undefined) return undefined;
      if (word.asOf === undefined) return `and took effect at ${own.at} ms`;
      return own.at <= word.asOf ? `as of ${word.asOf} ms, and took effect at ${own.at} ms` : undefined;
    default:
      // Nothing was sent, because of a conflict or for want of a key, a right, a rule.
      return own === undefined ? undefined : `and took effect at ${own.at} ms`;
  }
}

/** The phone got the 2xx, in the run of the app that speaks, or could store it. */
function isKnownAsAccepted(story: Story, operation: Operation, { at }: Word): boolean {
  const isForgotten = operation.killed && phoneOf(story, operation).wasFull;
  return !isForgotten && operation.puts.some(({ acceptedAt = Infinity }) => acceptedAt <= at);
}

/** What should have been said about a write in the end, and was not, or was said twice. */
function silence(story: Story, operation: Operation): string[] {
  const { words, puts, killed, dismissed, run, phone } = operation;
  const { wasFull } = phoneOf(story, operation);
  const faults: string[] = [];
  const own = effectOf(story.versions, operation);
  const [answers, found] = [
    words.filter(({ what }) => !what.startsWith('found')),
    words.filter(({ what }) => what.startsWith('found')).map(({ what }) => what),
  ];
  if (answers.length === 0 && found.length === 0 && !killed) faults.push('never ended');
  const isOpen = answers.every(({ what }) => what === 'WRITE_UNKNOWN');
  const isForgotten = wasFull && (killed || phoneOf(story, operation).run > run);
  const isSuperseded = story.operations.some(
    (other) =>
      other.phone === phone &&
      other.begunAt >= operation.begunAt &&
      other !== operation &&
      other.words.some(({ what }) => /^(done|found done|WRITE_DIFFERS)$/.test(what)),
  );
  const isExcused = dismissed || isForgotten || isSuperseded;
  if (puts.length > 0 && isOpen && found.length === 0 && !isExcused) faults.push('stays unknown for ever');
  const followUps = found.slice(
    /not-done|overtaken|unclear/.test(found[0] ?? answers[0]?.what ?? '') ? 1 : 0,
  );
  const isOnce = found.length <= 1 || (followUps.length === 1 && followUps[0] === 'found late');
  if (!isOnce && !wasFull) faults.push(`has the outcomes ${found.join(', ')}`);
  const denial = words.find(({ what }) => /^(WRITE_NOT_DONE|found (not-done|overtaken))$/.test(what));
  const isWatched = denial !== undefined && own !== undefined && own.at > denial.at && !isExcused;
  // Unless another write covered it before it could be seen.
  if (isWatched && isCurrent(story.versions, own, own.at + SEEN_WITHIN_MS) && !found.includes('found late')) {
    faults.push(`took effect at ${own.at} ms, after it was called ${denial.what}, and that was never said`);
  }
  return faults;
}

function phoneOf({ phones }: Story, { phone }: Operation): Story['phones'][number] {
  const found = phones.find(({ name }) => name === phone);
  if (found === undefined) throw new Error(`there is no phone ${phone}`);
  return found;
}

function effectOf(versions: readonly Version[], { puts }: Operation): Version | undefined {
  return versions.find(({ put }) => put !== undefined && puts.includes(put));
}

/** @returns the versions that were there at any moment of that time. */
function inForce(versions: readonly Version[], from: number, to: number): Version[] {
  return versions.filter(({ at }, index) => at <= to && (versions[index + 1]?.at ?? Infinity) >= from);
}

function isCurrent(versions: readonly Version[], version: Version, at: number): boolean {
  return version.at <= at && (versions[versions.indexOf(version) + 1]?.at ?? Infinity) > at;
}

/** `values` has more parts than a phone shows. */
function isShown(values: Values, shown: Values): boolean {
  return Object.keys(shown).every((name) => isSame(values[name], shown[name]));
}

function differences(one: Values, other: Values): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (name) => !isSame(one[name], other[name]),
  );
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  return (one ?? '') === (other ?? '');
}
