import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { hostKind, isPublicHost } from '../../../miniprogram/models/host';

describe('hosts', () => {
  test.each([
    'callback.example.com',
    '8.8.8.8',
    '172.32.0.1',
    '100.128.0.1',
    '2400:3200::1',
    '::ffff:8.8.8.8',
  ])('%s can be public', (host) => {
    expect(isPublicHost(host)).toBe(true);
  });

  test.each([
    'localhost',
    'ci',
    'db.internal',
    'x.local',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '127.0.0.1',
    '169.254.1.1',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '::1',
    'fc00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
    '1.2.3',
  ])('%s is not', (host) => {
    expect(isPublicHost(host)).toBe(false);
  });
});

describe('an address in a spelling that is read in two ways is none', () => {
  test.each([
    '127.0.0.0x1',
    '10.0x1',
    '0x7f.1',
    '0x7f000001',
    '2130706433',
    '127.1',
    '010.0.0.1',
    '1.2.3.256',
    '1.2.3.4.5',
    '8.8.8.8.',
    '[2001:]',
    '2001:',
    ':1',
    '1::2::3',
    '1:2:3:4:5:6:7:8:9',
    '::1%25eth0',
    '12345::',
    '::1.2.3',
    'a..com',
    '-a.example.com',
    '',
  ])('%j', (host) => {
    expect(hostKind(host)).toBe('malformed');
  });
});

test.each(['metadata.tencentyun.com', 'x.metadata.tencentyun.com', 'metadata.google.internal', 'localhost.'])(
  '%s is a name inside a network',
  (host) => {
    expect(hostKind(host)).toBe('internal');
  },
);

describe('as a kept parser has it', () => {
  const WORLD = ipaddr.parseCIDR('2000::/3');
  const theirs = (text: string): boolean => {
    const address = ipaddr.process(text);
    const isUnicast = address.range() === 'unicast';
    return address.kind() === 'ipv6' ? isUnicast && address.match(WORLD) : isUnicast;
  };
  /** Groups around the edges of the special networks, where a wrong length of a prefix shows. */
  const octet = fc.oneof(
    fc.nat(255),
    fc.constantFrom(0, 2, 10, 18, 31, 51, 63, 64, 88, 99, 100, 113, 127, 168, 169, 172, 192, 198, 203, 224),
  );
  const group = fc.oneof(
    fc.nat(0xffff),
    fc.constantFrom(
      0,
      1,
      2,
      3,
      4,
      0x10,
      0x1ff,
      0x200,
      0x2001,
      0x2002,
      0x2620,
      0x4f,
      0x8000,
      0xdb8,
      0x3ffe,
      0x3fff,
      0x5f00,
      0xfe80,
      0xffff,
    ),
  );

  test('for every IPv4 address', () => {
    fc.assert(
      fc.property(fc.array(octet, { minLength: 4, maxLength: 4 }), (octets) => {
        expect([octets, isPublicHost(octets.join('.'))]).toEqual([octets, theirs(octets.join('.'))]);
      }),
      { numRuns: 3000 },
    );
  });

  test('for every IPv6 address, in full and shortened', () => {
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
        const full = groups.map((each) => each.toString(16)).join(':');
        const short = ipaddr.parse(full).toString();
        expect([full, isPublicHost(full), isPublicHost(short)]).toEqual([full, theirs(full), theirs(full)]);
      }),
      { numRuns: 3000 },
    );
  });

  test('and an IPv6 address is exactly what Node takes for one', () => {
    const text = fc.array(fc.constantFrom(':', '::', '0', 'ffff', '1a', '1.2.3.4', 'g', '12345', '.'), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(text, (pieces) => {
        const host = pieces.join('');
        fc.pre(host.includes(':'));
        expect([host, hostKind(host) !== 'malformed']).toEqual([host, isIPv6(host)]);
      }),
      { numRuns: 3000 },
    );
  });
});
