import { parseCallbackUrl } from './callback-url';
import { cleanUrl, isWellFormed, repairUrl } from './clean-url';
import { fillHidden } from './hidden-parts';
import { hostKind } from './host';
import { oddCharacters, toHalfWidth, withoutInvisible } from './url-characters';

/** Why an address cannot be saved. i18n/ has the words. */
export const URL_ERRORS = [
  'URL_REQUIRED',
  'URL_INVALID',
  'URL_HIDDEN_PART',
  'URL_INVISIBLE',
  'URL_TEXT_AROUND',
  'URL_CHARACTERS',
  'URL_HOST',
  'URL_NOT_PUBLIC',
] as const;

export type UrlError = (typeof URL_ERRORS)[number];

/**
 * What a new address must be: http or https, of the characters of RFC 3986 alone, and of a host on the internet (1045/72919:
 * not an intranet one). The cloud has the last word.
 *
 * @param saved the address that the queue has now: `***` is an error where that one has a secret
 */
export function urlError(text: string, saved: string): UrlError | undefined {
  const url = cleanUrl(text);
  if (url === '') return 'URL_REQUIRED';
  if (fillHidden(url, saved) !== url) return 'URL_HIDDEN_PART';
  if (withoutInvisible(url) !== url) return 'URL_INVISIBLE';
  return isWellFormed(url) ? hostError(url) : characterError(url);
}

function hostError(url: string): UrlError | undefined {
  const kind = hostKind(parseCallbackUrl(url)?.host ?? '');
  if (kind === 'public') return undefined;
  return kind === 'internal' ? 'URL_NOT_PUBLIC' : 'URL_HOST';
}

function characterError(url: string): UrlError {
  if (repairUrl(url, '')?.steps.some(({ kind }) => kind === 'extract') === true) return 'URL_TEXT_AROUND';
  const [, host] = /^https?:\/\/([^/?#]*)/i.exec(toHalfWidth(url)) ?? [];
  if (host !== undefined && (oddCharacters(host).length > 0 || host.includes('%'))) return 'URL_HOST';
  return host === undefined || oddCharacters(url).length === 0 ? 'URL_INVALID' : 'URL_CHARACTERS';
}
