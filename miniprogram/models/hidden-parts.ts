import { MASK, partsOfText } from './callback-url';
import type { UrlPart } from './url-parts';

/** What this program, and others, write for what they hide. */
const MARK = /\*{3,}|[•●]{2,}/;

/** @returns the hidden parts of an address by place; none that only stand in for one. */
export function hiddenPartsOf(text: string): Map<string, string> {
  const parts = partsOfText(text).filter((part) => part.hidden && part.text !== MASK);
  return new Map(parts.map(({ place, text: hidden }) => [place, hidden]));
}

/** @returns the address with what `write` says for each hidden part; a {@link MASK} that stands in for one stays. */
export function writeHidden(text: string, write: (part: UrlPart) => string): string {
  return partsOfText(text)
    .map((part) => (part.hidden && part.text !== MASK ? write(part) : part.text))
    .join('');
}

/**
 * Puts the saved secrets back where `***` stands in for them, as in an address that was copied from a screen.
 *
 * @returns the address as it is where the saved one hides nothing at that place
 */
export function fillHidden(text: string, saved: string): string {
  if (!MARK.test(text)) return text;
  const hidden = hiddenPartsOf(saved);
  const inPath = [...hidden].filter(([place]) => place.startsWith('path:'));
  const parts = partsOfText(text);
  const filled = parts.map((part) => {
    if (!part.hidden || !MARK.test(part.text)) return part.text;
    // A path that was made longer or shorter still has its one secret.
    const only = part.place.startsWith('path:') && inPath.length === 1 ? inPath[0]?.[1] : undefined;
    return hidden.get(part.place) ?? only ?? part.text;
  });
  return filled.some((piece, index) => piece !== parts[index]?.text) ? filled.join('') : text;
}
