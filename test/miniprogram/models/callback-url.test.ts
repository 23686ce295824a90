import fc from 'fast-check';
import {
  hasSecret,
  hasToken,
  MASK,
  maskLeaf,
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
    'https://a.example.com:0/',
    'https://a.example.com:99999/',
    'javascript:alert(1)',
  ])('and %p is none', (text) => {
    expect(parseCallbackUrl(text)).toBeUndefined();
  });

  test('an international name is one', () => {
    expect(parseCallbackUrl('https://回调.example.com/')?.host).toBe('回调.example.com');
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
    ['https://a.example.com/token/x', `https://a.example.com/token/${MASK}`],
    ['https://a.example.com/ci;token=x/done', `https://a.example.com/ci;token=${MASK}/done`],
    ['https://a.example.com/?%74oken=abc', `https://a.example.com/?${MASK}=${MASK}`],
    ['https://a.example.com/?dG9rZW4=', `https://a.example.com/?${MASK}=`],
    ['https://a.example.com/?key=production', `https://a.example.com/?key=${MASK}`],
    ['https://a.example.com/?token=a&token=b', `https://a.example.com/?token=${MASK}&token=${MASK}`],
  ])('%s becomes %s', (text, masked) => {
    expect(maskUrl(text)).toBe(masked);
  });

  test.each([
    'https://callback.example.com/ci/finished?env=production',
    'https://notify.shop.example.com/v2/picture?app=goods',
    'https://ci-callback.example.com:8443/api/v1/queue-callback/notify.php?region=ap-guangzhou&page=120&debug=1',
    'https://warehouse.example.com/warehouse/jobs;v=2/done',
    'http://a.example.com/a/1/../x?retry=3&lang=zh-CN',
    'https://a.example.com/?app=&v=2024',
  ])('%s has nothing to hide', (text) => {
    expect([maskUrl(text), hasSecret(text)]).toEqual([text, false]);
  });

  test('what is no address is hidden as a whole', () => {
    expect(maskUrl('token=abc')).toBe(MASK);
    expect(maskUrl('  ')).toBe('');
  });

  test('what is masked stays as it is when it is masked again', () => {
    const masked = maskUrl('https://me:pw@a.example.com/ci/s3cr3t;k=1x/a?sig=1x&%74=2x&loose9#frag');
    expect(maskUrl(masked)).toBe(masked);
  });

  test('no generated secret survives, wherever it stands', () => {
    const secret = fc.oneof(
      fc.stringMatching(/^[a-z]{8}[0-9]{8}[a-z0-9]{8}$/),
      fc.stringMatching(/^[0-9]{3,24}$/),
      fc.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/),
      fc.stringMatching(/^[A-Za-z0-9+_-]{4,12}[0-9]$/),
      fc.stringMatching(/^[a-z]{5,30}q$/),
    );
    const where = fc.constantFrom(
      '/p/@',
      '/@/done',
      '/ci.@',
      '/ci;k=@',
      '/ci;@',
      '/?x=@',
      '/?token=@',
      '/?page=@',
      '/?@',
      '/?a=1&@=',
      '/?q=%40@',
      '/#@',
    );
    fc.assert(
      fc.property(secret, where, (text, place) => {
        fc.pre(!(place.includes('page') && /^\d{1,4}$/.test(text)));
        expect(maskUrl(`https://a.example.com${place.replace('@', text)}`)).not.toContain(text);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['KafkaConfig.Sasl.Password', 'hush', MASK],
    ['KafkaConfig.Topic', 'events', 'events'],
    ['Hook', 'https://a.example.com/?pw=1', `https://a.example.com/?pw=${MASK}`],
    ['Pwd[2]', 'hush', MASK],
  ])('of an element %s, %s is shown as %s', (path, text, shown) => {
    expect(maskLeaf(path, text)).toBe(shown);
  });
});

describe('a token is told from what is only unknown', () => {
  test.each([
    ['https://a.example.com/ci?customer=blue', false],
    ['https://a.example.com/ci?token=***', false],
    ['https://a.example.com/ci?sig=1', true],
    ['https://a.example.com/token/x', true],
    ['https://a.example.com/hook/9f8e7d6c5b4a39281706', true],
    ['https://me:pw@a.example.com/', true],
  ])('%s: %p', (text, expected) => {
    const url = parseCallbackUrl(text);
    expect(url !== undefined && hasToken(url)).toBe(expected);
  });
});
