/** Controls, zero-width blanks and joiners, bidi marks, fillers, variation selectors. */
const INVISIBLE =
  '\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f' +
  '\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb';
/** A pair of surrogates is one letter; half of a pair is nothing. */
const PAIR = '[\\ud800-\\udbff][\\udc00-\\udfff]';
// eslint-disable-next-line no-misleading-character-class -- joiners and selectors are looked for one by one
const PAIR_OR_INVISIBLE = new RegExp(`${PAIR}|[\\ud800-\\udfff${INVISIBLE}]`, 'g');

/** What RFC 3986 allows nowhere in an address, but for the brackets of an IPv6 host. */
const ODD = new RegExp(`${PAIR}|[^A-Za-z0-9\\-._~:/?#@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})`, 'g');
const IPV6_HOST = /^(https?:\/\/(?:[^/?#@]*@)?)\[[0-9a-f:.]+\]/i;

/** @returns the text without invisible characters and those that reverse the letters behind them. */
export function withoutInvisible(text: string): string {
  return text.replace(PAIR_OR_INVISIBLE, (match) => (match.length === 2 ? match : ''));
}

/** @returns the characters that RFC 3986 does not allow in an address, in order. */
export function oddCharacters(url: string): string[] {
  return url.replace(IPV6_HOST, '$1').match(ODD) ?? [];
}

/** @returns the address with the odd characters behind its host in percent-encoded UTF-8. */
export function encodeOdd(url: string): string {
  const [, authority = '', rest = ''] = /^(https?:\/\/[^/?#]*)(.*)$/i.exec(url) ?? [];
  return authority + rest.replace(ODD, (odd) => encodeURIComponent(odd));
}

/** Wide forms of what an address is made of. Of sentence marks the wide form belongs to the sentence around it. */
const WIDE = /[\uff03-\uff06\uff0a\uff0b\uff0d-\uff1a\uff1d\uff1f-\uff3a\uff3f\uff41-\uff5a\uff5e]/g;

/** @returns the text with ASCII for its wide forms, as a Chinese input method writes them; the host with ASCII dots. */
export function toHalfWidth(text: string): string {
  return text
    .replace(WIDE, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/https?:\/\/[^/?#]*/gi, (authority) => authority.replace(/\u3002/g, '.'));
}
