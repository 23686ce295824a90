import { isSecretName } from './harmless';
import { withoutInvisible } from './url-characters';
import { partsOf, type UrlPart } from './url-parts';

/**
 * A callback address, taken apart by hand: WeChat's core has no `URL`. It takes odd spellings too, because a queue may
 * have one already; models/url-rules.ts says what a new address may be.
 */
export interface CallbackUrl {
  scheme: 'http' | 'https';
  /** `user:password@` as written, or `''`. */
  userInfo: string;
  /** Lower case, without brackets and port. */
  host: string;
  /** Digits, or `''`. */
  port: string;
  /** From the first `/`, without query and fragment. */
  path: string;
  /** Without `?`. */
  query: string;
  /** With `#`, or `''`. */
  fragment: string;
}

const SHAPE =
  /^(https?):\/\/(?:([^/?#@\s]*)@)?(\[[0-9a-fA-F:.]+\]|[^/?#@:\s[\]]+)(?::(\d{1,5}))?(\/[^?#\s]*)?(?:\?([^#\s]*))?(#\S*)?$/i;
/** Letters of any alphabet, and what stands between labels; no punctuation, and no wide forms of ASCII. */
const HOST_LETTERS = /^([a-z0-9_.:-]|[\u00c0-\u1fff\u3040-\ud7ff\uf900-\ufdcf])+$/;

/** @returns the parts, or `undefined` if the text is not an http(s) address. */
export function parseCallbackUrl(text: string): CallbackUrl | undefined {
  const match = SHAPE.exec(text.trim());
  if (match === null) return undefined;
  const [, scheme = '', userInfo = '', rawHost = '', port = '', path = '', query = '', fragment = ''] = match;
  const host = rawHost.toLowerCase().replace(/^\[|\]$/g, '');
  if (port !== '' && (Number(port) === 0 || Number(port) > 65535)) return undefined;
  if (!HOST_LETTERS.test(host) || withoutInvisible(host) !== host) return undefined;
  return {
    scheme: scheme.toLowerCase() === 'https' ? 'https' : 'http',
    userInfo,
    host,
    port,
    path,
    query,
    fragment,
  };
}

/** What stands in for a hidden part. Bullets would be as wide as Chinese characters in some fonts. */
export const MASK = '***';

/** @returns the pieces of a text, which is one hidden piece if it is no address; none for a blank text. */
export function partsOfText(text: string): UrlPart[] {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  const url = parseCallbackUrl(trimmed);
  return url === undefined ? [{ text: trimmed, place: 'all', hidden: true, telling: true }] : partsOf(url);
}

/**
 * @returns the address with everything hidden that is not known to be harmless: a secret can look like anything. Scheme,
 * host, port, ordinary words and names of parameters are left. What is not an address is hidden as a whole, not quoted.
 */
export function maskUrl(text: string): string {
  return partsOfText(text)
    .map((part) => (part.hidden ? MASK : part.text))
    .join('');
}

/** @returns the text of an element that this program does not know, hidden as far as its name or an address in it asks for. */
export function maskLeaf(path: string, text: string): string {
  if (isSecretName(path)) return text === '' ? '' : MASK;
  return parseCallbackUrl(text) === undefined ? text : maskUrl(text);
}

/** @returns whether {@link maskUrl} hides anything: such an address must not be stored. */
export function hasSecret(text: string): boolean {
  return partsOfText(text).some(({ hidden }) => hidden);
}

/** @returns whether the address holds what is named like a secret or looks like one. */
export function hasToken(url: CallbackUrl): boolean {
  return partsOf(url).some(({ telling, text }) => telling && text !== MASK);
}
