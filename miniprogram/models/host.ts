/**
 * `malformed`: no name and no address in the one spelling that every reader takes alike. `internal`: nothing on the internet
 * has it. All of it is judged by the spelling: nothing here looks a name up.
 */
export type HostKind = 'public' | 'internal' | 'malformed';

/** Names that only mean something inside a network, or nowhere (RFC 2606, 6761, 6762, 8375). */
const INTERNAL_SUFFIXES = [
  'localhost',
  'localdomain',
  'local',
  'internal',
  'intranet',
  'private',
  'lan',
  'home',
  'corp',
  'arpa',
  'test',
  'invalid',
  'example',
  'onion',
];
/** Tencent Cloud's metadata service, which hands a machine its role's keys. It has an ordinary name. */
const METADATA_HOST = /^(.+\.)?metadata\.tencentyun\.com$/;

const LABEL = '[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?';
const NAME = new RegExp(`^(?=.{1,253}$)${LABEL}(\\.${LABEL})*$`);
/** Browsers take a name that ends like this for an IPv4 address: `10.0x1` is 10.0.0.1, `2130706433` is 127.0.0.1. */
const NUMBER_AT_END = /(^|\.)(\d+|0x[0-9a-f]*)$/;

/**
 * The networks of IANA's special-purpose registries (RFC 6890 and its updates) with 6to4, whose addresses hold others.
 * A parser of its own, ipaddr.js, would be 13 KB of the package; the test of this file holds the two against each other.
 */
const SPECIAL_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];
const GLOBAL_IPV6 = '2000::/3';
const SPECIAL_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'];

/** @param host lower case, without brackets and port */
export function hostKind(host: string): HostKind {
  if (host.includes(':')) return addressKind(parseIpv6(host), isPublicIpv6);
  if (NUMBER_AT_END.test(host)) return addressKind(parseIpv4(host), isPublicIpv4);
  const name = host.replace(/\.$/, '');
  if (NUMBER_AT_END.test(name)) return 'malformed';
  // Chinese and other international names are allowed: the cloud resolves them, so the letters are not judged here.
  // eslint-disable-next-line no-control-regex -- the range is exactly "everything that is ASCII"
  if (!NAME.test(name.replace(/[^\x00-\x7f]/g, 'x'))) return 'malformed';
  const labels = name.split('.');
  const isInternal =
    labels.length === 1 ||
    INTERNAL_SUFFIXES.includes(labels[labels.length - 1] ?? '') ||
    METADATA_HOST.test(name);
  return isInternal ? 'internal' : 'public';
}

/** @returns whether the host can be reached from the internet, as far as its spelling says. */
export function isPublicHost(host: string): boolean {
  return hostKind(host) === 'public';
}

/** An address as its groups of bits: four of 8, or eight of 16. */
type Groups = readonly number[];

function addressKind(address: Groups | undefined, isPublic: (address: Groups) => boolean): HostKind {
  if (address === undefined) return 'malformed';
  return isPublic(address) ? 'public' : 'internal';
}

function isPublicIpv4(address: Groups): boolean {
  return !SPECIAL_IPV4.some((network) => isIn(address, network, parseIpv4, 8));
}

function isPublicIpv6(address: Groups): boolean {
  const holdsIpv4 = address.slice(0, 5).every((group) => group === 0) && address[5] === 0xffff;
  if (holdsIpv4) return isPublicIpv4(address.slice(6).flatMap((group) => [group >> 8, group & 255]));
  const isInNetwork = (network: string): boolean => isIn(address, network, parseIpv6, 16);
  return isInNetwork(GLOBAL_IPV6) && !SPECIAL_IPV6.some(isInNetwork);
}

function isIn(
  address: Groups,
  network: string,
  parse: (text: string) => Groups | undefined,
  groupBits: number,
): boolean {
  const [start = '', bits = ''] = network.split('/');
  return (parse(start) ?? []).every((group, index) => {
    const counting = Math.min(groupBits, Math.max(0, Number(bits) - index * groupBits));
    const shift = groupBits - counting;
    return group >> shift === (address[index] ?? 0) >> shift;
  });
}

/** Four decimal numbers without leading zeros: every other spelling is read in two ways. */
function parseIpv4(text: string): Groups | undefined {
  const parts = text.split('.');
  const isAddress = parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part));
  const octets = parts.map(Number);
  return isAddress && octets.every((octet) => octet <= 255) ? octets : undefined;
}

/** RFC 4291, section 2.2; without a zone, which only means something on one machine. */
function parseIpv6(text: string): Groups | undefined {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const before = groupsOf(head, tail === undefined);
  const after = tail === undefined ? [] : groupsOf(tail, true);
  if (before === undefined || after === undefined) return undefined;
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  return [...before, ...Array<number>(missing).fill(0), ...after];
}

/** @param isEnd the part is the end of the address, where an IPv4 address may stand for two groups */
function groupsOf(part: string, isEnd: boolean): number[] | undefined {
  if (part === '') return [];
  const groups: number[] = [];
  const texts = part.split(':');
  for (const [index, text] of texts.entries()) {
    const v4 = isEnd && index === texts.length - 1 ? parseIpv4(text) : undefined;
    if (v4 !== undefined) {
      const [a = 0, b = 0, c = 0, d = 0] = v4;
      groups.push(a * 256 + b, c * 256 + d);
    } else if (/^[0-9a-f]{1,4}$/i.test(text)) groups.push(parseInt(text, 16));
    else return undefined;
  }
  return groups;
}
