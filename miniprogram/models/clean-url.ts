import { parseCallbackUrl } from './callback-url';
import { fillHidden } from './hidden-parts';
import { encodeOdd, oddCharacters, toHalfWidth, withoutInvisible } from './url-characters';

/** One thing that is put right in an address; i18n/ has the words. */
export type RepairStep =
  | { kind: 'invisible' | 'width' | 'hidden' }
  /** These characters go from its end. */
  | { kind: 'trailing'; text: string }
  /** This address is taken out of the text around it. */
  | { kind: 'extract'; url: string }
  /** These characters are percent-encoded. */
  | { kind: 'encode'; text: string };

/** What would make an address of a text. It is offered and never done unasked: only the admin knows what they meant. */
export interface UrlRepair {
  steps: RepairStep[];
  /** The address after it. */
  url: string;
}

const PASTED_LINE_END = /[^\S\r\n]*[\r\n]+\s*/g;
const PASTED_EDGES = /^[\s\u200b\u2060]+|[\s\u200b\u2060]+$/g;
/** Marks of a sentence or a quotation, which no address ends with. */
const TRAILING =
  /[\u2013-\u201f\u2026\u3001-\u3003\u3008-\u301f\uff01\uff02\uff07-\uff09\uff0c\uff1a\uff1b\uff1f"<>]+$/;

/**
 * Takes off what comes along with every paste and can mean nothing: ends of lines with their indents, blanks at both
 * ends, also those without width.
 */
export function cleanUrl(text: string): string {
  return text.replace(PASTED_LINE_END, '').replace(PASTED_EDGES, '');
}

/** @returns whether the text has the shape of an http(s) address, and no character that RFC 3986 does not allow. */
export function isWellFormed(url: string): boolean {
  return parseCallbackUrl(url) !== undefined && oddCharacters(url).length === 0;
}

/**
 * @param saved the address that the queue has now, whose secrets may be hidden in the text
 * @returns what would make the text an address, `undefined` if nothing has to be done or nothing helps
 */
export function repairUrl(text: string, saved: string): UrlRepair | undefined {
  const steps: RepairStep[] = [];
  let url = cleanUrl(text);
  const become = (next: string, step: RepairStep): void => {
    if (next !== url) steps.push(step);
    url = next;
  };
  if (!isWellFormed(url)) {
    become(withoutInvisible(url), { kind: 'invisible' });
    const trailing = TRAILING.exec(url)?.[0] ?? '';
    become(url.slice(0, url.length - trailing.length), { kind: 'trailing', text: trailing });
    become(toHalfWidth(url), { kind: 'width' });
  }
  become(fillHidden(url, saved), { kind: 'hidden' });
  if (!isWellFormed(url)) {
    const inside = soleUrlIn(url);
    // The address that is taken says all: what else was mended around it went with the text.
    if (inside !== undefined) steps.length = 0;
    if (inside !== undefined) become(inside, { kind: 'extract', url: inside });
    // A blank ends an address, and bullets hide a part of it: encoding either would only look right.
    else if (!/[\s•●]/.test(url))
      become(encodeOdd(url), { kind: 'encode', text: oddCharacters(url).join('') });
    become(fillHidden(url, saved), { kind: 'hidden' });
  }
  return steps.length > 0 && isWellFormed(url) ? { steps, url } : undefined;
}

/** @returns the one address in a text, `undefined` if it has none, several, or nothing else. */
function soleUrlIn(text: string): string | undefined {
  const found = text.match(/https?:\/\/[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+/gi) ?? [];
  const [first = ''] = found;
  const url = withoutSentenceMarks(first);
  const start = text.indexOf(first);
  const after = text.slice(start + url.length);
  if (found.length !== 1 || !isWellFormed(url)) return undefined;
  return start === 0 && goesOn(url, after) ? undefined : url;
}

/** Marks at the end belong to the sentence, and so does a bracket that was opened before the address. */
function withoutSentenceMarks(url: string): string {
  const bare = url.replace(/[.,;:!?'([]+$/, '');
  if (!/[)\]]$/.test(bare)) return bare;
  return bare.split(/[([]/).length === bare.split(/[)\]]/).length
    ? bare
    : withoutSentenceMarks(bare.slice(0, -1));
}

const SENTENCE_MARK =
  /^[\s"<>\u2013-\u201f\u2026\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/;

/** Letters right behind a `/` or a `=`, and what is written like an address, are more of it. */
function goesOn(url: string, after: string): boolean {
  return !SENTENCE_MARK.test(after) && (/[/=&?#_-]$/.test(url) || /^[\\^`{|}•●]|[/?=&#%]/.test(after));
}
