import type { CallbackUrl } from './callback-url';
import { isOrdinary, isOrdinaryName, isOrdinaryValue, isSecretName, looksRandom } from './harmless';

/** A piece of an address, in order: their texts together are the address. */
export interface UrlPart {
  text: string;
  /** What it is in any spelling of the address, e.g. `query:token`; `''` for what only stands between two parts. */
  place: string;
  /** It may let its reader in: everything that is not known to be harmless. */
  hidden: boolean;
  /** It is named like a secret, or looks like one. */
  telling: boolean;
}

/** @returns the address in pieces, each with the word whether it may be shown and stored. */
export function partsOf(url: CallbackUrl): UrlPart[] {
  const fragment = url.fragment.slice(1);
  const host = url.host.includes(':') ? `[${url.host}]` : url.host;
  return [
    between(`${url.scheme}://`),
    ...(url.userInfo === '' ? [] : [part('user', url.userInfo, true, true), between('@')]),
    between(url.port === '' ? host : `${host}:${url.port}`),
    ...pathParts(url),
    ...(url.query === '' ? [] : [between('?'), ...parameterParts(url.query, '&', 'query')]),
    ...(url.fragment === '' ? [] : [between('#'), part('fragment', fragment, true, looksRandom(fragment))]),
  ];
}

/** Names of the host are read anyway, so they may be read in the path as well. */
function pathParts({ path, host }: CallbackUrl): UrlPart[] {
  const namesOfHost = host.split(/[.-]/);
  let named = false;
  return path.split('/').flatMap((segment, index) => {
    const place = `path:${index}`;
    const semicolon = segment.indexOf(';');
    const text = semicolon < 0 ? segment : segment.slice(0, semicolon);
    const parts = [part(place, text, named || !isOrdinary(text, namesOfHost), named || looksRandom(text))];
    if (text !== '') named = isSecretName(text);
    if (index > 0) parts.unshift(between('/'));
    if (semicolon < 0) return parts;
    return [...parts, between(';'), ...parameterParts(segment.slice(semicolon + 1), ';', place)];
  });
}

function parameterParts(list: string, separator: string, place: string): UrlPart[] {
  const names = new Map<string, number>();
  return list.split(separator).flatMap((parameter, index) => {
    const equals = parameter.indexOf('=');
    const nth = `${place}:#${index}`;
    const before = index === 0 ? [] : [between(separator)];
    const name = equals < 0 ? parameter : parameter.slice(0, equals);
    const value = equals < 0 ? '' : parameter.slice(equals + 1);
    // Without a value the "name" is all there is to it, e.g. a token in base64 with its `=` at the end.
    const isNameShown = value === '' ? isOrdinary(name) : isOrdinaryName(name);
    const nameParts = [...before, part(nth, name, !isNameShown, value === '' && looksRandom(name))];
    if (equals < 0) return nameParts;
    const count = (names.get(name) ?? 0) + 1;
    names.set(name, count);
    const valuePlace = isNameShown ? `${place}:${name}:${count}` : `${nth}=`;
    const telling = value !== '' && (isSecretName(name) || looksRandom(value));
    return [...nameParts, between('='), part(valuePlace, value, !isOrdinaryValue(name, value), telling)];
  });
}

function between(text: string): UrlPart {
  return { text, place: '', hidden: false, telling: false };
}

function part(place: string, text: string, hidden: boolean, telling: boolean): UrlPart {
  return { text, place, hidden: hidden && text !== '', telling: telling && hidden && text !== '' };
}
