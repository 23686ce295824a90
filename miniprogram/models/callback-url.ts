/**
 * A callback address, taken apart by hand: WeChat's core has no `URL`. The rules are advice to the admin, the cloud has
 * the last word (1045/72919: the address must not be an intranet one).
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
const HOST_NAME =
  /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.?$/;
/** Names that only mean something inside a network. */
const INTERNAL_SUFFIXES = ['localhost', 'local', 'internal', 'intranet', 'lan', 'home', 'corp'];

/** @returns the parts, or `undefined` if the text is not an http(s) address. */
export function parseCallbackUrl(text: string): CallbackUrl | undefined {
  const match = SHAPE.exec(text.trim());
  if (match === null) return undefined;
  const [, scheme = '', userInfo = '', rawHost = '', port = '', path = '', query = '', fragment = ''] = match;
  const host = rawHost.toLowerCase().replace(/^\[|\]$/g, '');
  if (port !== '' && (Number(port) === 0 || Number(port) > 65535)) return undefined;
  if (!rawHost.startsWith('[') && !isName(host)) return undefined;
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

/** @returns whether the host can be reached from the internet, as far as its spelling tells. */
export function isPublicHost(host: string): boolean {
  if (host.includes(':')) return isPublicIpv6(host);
  const address = parseIpv4(host);
  if (address !== undefined) return isPublicIpv4(address);
  const labels = host.replace(/\.$/, '').split('.');
  const last = labels[labels.length - 1] ?? '';
  // A last label of digits is a mistyped address: no top-level domain is a number.
  return labels.length > 1 && !INTERNAL_SUFFIXES.includes(last) && !/^\d+$/.test(last);
}

/** What stands in for a hidden part. Bullets would be as wide as Chinese characters in some fonts. */
export const MASK = '***';

const SECRET_NAME = /token|key|secret|sign|auth|pass|pwd|credential|session|ticket|code/i;

/**
 * @returns the address with everything hidden that may let its reader in: user info, query values with a telling name or
 * a random look, path segments with a random look. Text that is not an address is hidden as a whole, not quoted.
 */
export function maskUrl(text: string): string {
  if (text.trim() === '') return '';
  const url = parseCallbackUrl(text);
  if (url === undefined) return MASK;
  const user = url.userInfo === '' ? '' : `${MASK}@`;
  const host = url.host.includes(':') ? `[${url.host}]` : url.host;
  const port = url.port === '' ? '' : `:${url.port}`;
  const path = url.path
    .split('/')
    .map((segment) => (looksRandom(segment) ? MASK : segment))
    .join('/');
  const query = url.query === '' ? '' : `?${url.query.split('&').map(maskParameter).join('&')}`;
  const fragment = url.fragment === '' ? '' : `#${MASK}`;
  return `${url.scheme}://${user}${host}${port}${path}${query}${fragment}`;
}

/** @returns the text of an element that this program does not know, hidden as far as its name or an address in it asks for. */
export function maskLeaf(path: string, text: string): string {
  if (SECRET_NAME.test(path)) return text === '' ? '' : MASK;
  return parseCallbackUrl(text) === undefined ? text : maskUrl(text);
}

/** @returns whether {@link maskUrl} hides anything: such an address must not be stored. */
export function hasSecret(text: string): boolean {
  return maskUrl(text).includes(MASK);
}

/** @returns whether {@link maskUrl} hides something of the query. */
export function hasSecretQuery({ query }: CallbackUrl): boolean {
  return query.split('&').some((parameter) => maskParameter(parameter) !== parameter);
}

function maskParameter(parameter: string): string {
  const equals = parameter.indexOf('=');
  if (equals < 0) return looksRandom(parameter) ? MASK : parameter;
  const name = parameter.slice(0, equals);
  const value = parameter.slice(equals + 1);
  return value !== '' && (SECRET_NAME.test(name) || looksRandom(value)) ? `${name}=${MASK}` : parameter;
}

/** Long, and with letters and digits mixed (or longer than any word): keys look like that, words do not. */
function looksRandom(text: string): boolean {
  return (text.length >= 16 && /\d/.test(text) && /[a-z]/i.test(text)) || text.length >= 40;
}

function isName(host: string): boolean {
  // Chinese and other international names are allowed: the cloud resolves them, so the letters are not judged here.
  // eslint-disable-next-line no-control-regex -- the range is exactly "everything that is ASCII"
  const ascii = host.replace(/[^\x00-\x7f]/g, 'x');
  return HOST_NAME.test(ascii) && !host.includes('..');
}

function parseIpv4(host: string): number[] | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(host);
  if (match === null) return undefined;
  const parts = match.slice(1).map(Number);
  return parts.every((part) => part <= 255) ? parts : undefined;
}

function isPublicIpv4([a = 0, b = 0]: number[]): boolean {
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false;
  if (a === 100 && b >= 64 && b <= 127) return false;
  if (a === 169 && b === 254) return false;
  if (a === 172 && b >= 16 && b <= 31) return false;
  return !(a === 192 && b === 168);
}

function isPublicIpv6(host: string): boolean {
  const mapped = /^(?:::|::ffff:|0:0:0:0:0:ffff:)(\d+\.\d+\.\d+\.\d+)$/i.exec(host)?.[1];
  if (mapped !== undefined) return isPublicHost(mapped);
  // Of the IPv6 space only 2000::/3 is public unicast; that leaves out ::1, fc00::/7, fe80::/10 and multicast.
  return /^[23][0-9a-f]{3}:/i.test(host);
}
