import fc from 'fast-check';
import {
  hasSecret,
  isPublicHost,
  MASK,
  maskUrl,
  parseCallbackUrl,
} from '../../../miniprogram/models/callback-url';

describe('an address is taken apart', () => {
  test('into all of its parts', () => {
    expect(parseCallbackUrl(' https://me:pw@Callback.Example.com:8443/ci/done?a=1&b=2#end ')).toEqual({
      scheme: 'https',
      userInfo: 'me:pw',
      host: 'callback.example.com',
      port: '8443',
      path: '/ci/done',
      query: 'a=1&b=2',
      fragment: '#end',
    });
  });

  test('as the platform does it, for every http(s) address', () => {
    fc.assert(
      fc.property(
        fc.webUrl({ validSchemes: ['http', 'https'], withQueryParameters: true, withFragments: true }),
        (text) => {
          const theirs = new URL(text);
          const ours = parseCallbackUrl(text);
          expect(ours?.host).toBe(theirs.hostname.replace(/^\[|\]$/g, ''));
          expect(`${ours?.scheme}:`).toBe(theirs.protocol);
        },
      ),
    );
  });

  test.each([
    '',
    'callback.example.com',
    'ftp://a.example.com/',
    'https://',
    'https://a b.example.com',
    'https://a..com/',
    'https://a.example.com:0/',
    'https://a.example.com:99999/',
    'javascript:alert(1)',
    'https://-a.example.com/',
  ])('and %p is none', (text) => {
    expect(parseCallbackUrl(text)).toBeUndefined();
  });

  test('an international name is one', () => {
    expect(parseCallbackUrl('https://回调.example.com/')?.host).toBe('回调.example.com');
  });
});

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

describe('masking', () => {
  test.each([
    ['https://a.example.com/ci?token=abc&x=1', `https://a.example.com/ci?token=${MASK}&x=1`],
    ['https://me:pw@a.example.com/', `https://${MASK}@a.example.com/`],
    ['https://a.example.com/hook/9f8e7d6c5b4a39281706', `https://a.example.com/hook/${MASK}`],
    ['https://a.example.com/?x=9f8e7d6c5b4a39281706', `https://a.example.com/?x=${MASK}`],
    ['https://a.example.com/#frag', `https://a.example.com/#${MASK}`],
    ['http://[2400:3200::1]:8080/x', 'http://[2400:3200::1]:8080/x'],
  ])('%s becomes %s', (text, masked) => {
    expect(maskUrl(text)).toBe(masked);
  });

  test('what is no address is hidden as a whole', () => {
    expect(maskUrl('token=abc')).toBe(MASK);
    expect(maskUrl('  ')).toBe('');
  });

  test('an ordinary address has nothing to hide', () => {
    expect(hasSecret('https://callback.example.com/ci/finished?env=production')).toBe(false);
    expect(hasSecret('https://callback.example.com/?sign=1')).toBe(true);
  });

  test('no generated token survives, wherever it stands', () => {
    const token = fc.stringMatching(/^[a-z]{8}[0-9]{8}[a-z0-9]{8}$/);
    fc.assert(
      fc.property(token, fc.constantFrom('/p/@', '/?x=@', '/?token=@', '/?@', '/#@'), (secret, where) => {
        expect(maskUrl(`https://a.example.com${where.replace('@', secret)}`)).not.toContain(secret);
      }),
    );
  });
});
