import { fieldsOf } from '../../miniprogram/models/fields';
import type { Operation, Story } from './round';
import type { Values, Version } from './world';

/** What of a round cannot be true of a console that is to be trusted. Empty is what everybody hopes for. */
export function violationsOf(story: Story): string[] {
  const confirmed = story.operations.length;
  const sent = story.operations.filter(({ sendingAt }) => sendingAt !== undefined).length;
  return [
    ...story.strayChanges,
    ...story.complaints.map((text) => `the app complained: ${text}`),
    ...(story.puts > sent
      ? [`${story.puts} PUTs for ${sent} writes that were sent, ${confirmed} confirmed`]
      : []),
    ...story.versions.flatMap((_, index) => unwantedChanges(story, index)),
    ...story.operations.flatMap((operation) => falseWords(story, operation)),
  ];
}

/** How often a write covered another one that came between its read and its PUT, where nobody could have seen it. */
export function unseenOverlaps(story: Story): number {
  return story.versions.reduce(
    (sum, _, index) => sum + coveredBy(story, index).filter(({ seen }) => !seen).length,
    0,
  );
}

/** A write changed a part that its admin had not asked for. */
function unwantedChanges(story: Story, index: number): string[] {
  return coveredBy(story, index)
    .filter(({ seen }) => seen)
    .map(({ name, from, to }) => `a write nobody asked for this changed ${name} from "${from}" to "${to}"`);
}

interface Covered {
  name: string;
  from: string;
  to: string;
  /** Whether the covered value was there before the write began to read: then it could have been seen. */
  seen: boolean;
}

function coveredBy({ versions, operations }: Story, index: number): Covered[] {
  const version = versions[index];
  const before = versions[index - 1];
  if (version === undefined || before === undefined || version.author === 'outside') return [];
  const operation = authorOf(operations, versions, index);
  return differences(before.values, version.values)
    .filter(({ name, to }) => operation?.wanted[name] !== to)
    .map((difference) => {
      const since = settledAt(versions, index - 1, difference.name);
      return { ...difference, seen: operation?.readingAt === undefined || since < operation.readingAt };
    });
}

/** The operation whose PUT made a version: the phone's last one that had begun to send, PUTs in their order. */
function authorOf(
  operations: readonly Operation[],
  versions: readonly Version[],
  index: number,
): Operation | undefined {
  const version = versions[index];
  if (version === undefined) return undefined;
  const candidates = operations.filter(
    ({ phone, sendingAt }) => phone === version.author && sendingAt !== undefined && sendingAt <= version.at,
  );
  // A late PUT may arrive after the next one was sent: whoever wanted what changed is its author.
  const before = versions[index - 1]?.values ?? {};
  const changed = differences(before, version.values);
  const byWish = candidates.filter(({ wanted }) => changed.some(({ name, to }) => wanted[name] === to));
  return byWish[byWish.length - 1] ?? candidates[candidates.length - 1];
}

/** Since when a part had the value that it has in the version. */
function settledAt(versions: readonly Version[], index: number, name: string): number {
  let first = index;
  while (first > 0 && versions[first - 1]?.values[name] === versions[index]?.values[name]) first -= 1;
  return versions[first]?.at ?? 0;
}

/** The phone said something about its write that the stand-in knows to be otherwise. */
function falseWords(story: Story, operation: Operation): string[] {
  const { versions } = story;
  const own = versions.filter(
    (_, index) => index > 0 && authorOf(story.operations, versions, index) === operation,
  );
  const name = `${operation.kind} of phone ${operation.phone}`;
  const isThere = ({ values }: Version): boolean =>
    Object.entries(operation.wanted).every(([part, value]) => (values[part] ?? '') === value);
  switch (operation.outcome) {
    case 'done':
    case 'already':
    case 'found done':
      return versions.some(isThere)
        ? shownIsTrue(story, operation, name)
        : [`${name} is called ${operation.outcome} and is not`];
    case 'WRITE_DIFFERS':
      return shownIsTrue(story, operation, name);
    case 'WRITE_UNKNOWN':
      return [`${name} stays unknown although the cloud answers again`];
    case 'found overtaken':
      return [];
    default:
      // Not done, not sent, in conflict, found not-done, or lost with an app that died before it sent anything.
      return own.length > 0 ? [`${name} is called ${operation.outcome} and was done`] : [];
  }
}

/** What the phone shows as the result was there at some moment. */
function shownIsTrue({ versions }: Story, { shown, outcome }: Operation, name: string): string[] {
  if (shown === undefined) return [];
  const matches = versions.some(
    ({ values }) =>
      values['Name'] === shown.name &&
      values['State'] === shown.state &&
      (values['NotifyConfig/Url'] ?? '') === fieldsOf(shown).url,
  );
  return matches ? [] : [`${name} (${outcome}) shows a queue that never was`];
}

function differences(from: Values, to: Values): { name: string; from: string; to: string }[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return names
    .map((name) => ({ name, from: from[name] ?? '', to: to[name] ?? '' }))
    .filter((difference) => difference.from !== difference.to);
}
