import { t } from '../../i18n/index';
import { hiddenPartsOf, writeHidden } from '../../models/hidden-parts';

/**
 * @returns two addresses with their secrets hidden, and by how much each of them changes: two that differ in a token alone
 * would look the same otherwise. A blank one is told as none.
 */
export function hiddenDifference(from: string, to: string): [string, string] {
  const [before, after] = [hiddenPartsOf(from), hiddenPartsOf(to)];
  return [
    orNone(
      writeHidden(from, ({ place, text }) => (after.has(place) ? t('queue.hiddenSame') : ofLength(text))),
    ),
    orNone(writeHidden(to, ({ place, text }) => changeOf(before.get(place), text))),
  ];
}

/** @returns an address with its secrets hidden, and how long each of them is. */
export function hiddenText(url: string): string {
  return orNone(writeHidden(url, ({ text }) => ofLength(text)));
}

/** @returns an address with its secrets hidden, as a difference shows those that stay. */
export function plainHiddenText(url: string): string {
  return orNone(writeHidden(url, () => t('queue.hiddenSame')));
}

function changeOf(from: string | undefined, to: string): string {
  if (from === undefined) return ofLength(to);
  if (from === to) return t('queue.hiddenSame');
  const [before, after] = [lengthOf(from), lengthOf(to)];
  return before === after
    ? t('queue.hiddenChangedSameLength', { count: after })
    : t('queue.hiddenChanged', { from: before, to: after });
}

function ofLength(text: string): string {
  return t('queue.hiddenLength', { count: lengthOf(text) });
}

/** In letters, as people count. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}

function orNone(text: string): string {
  return text === '' ? t('queue.valueNone') : text;
}
