import fc from 'fast-check';
import { cleanUrl, isWellFormed, repairUrl } from '../../../miniprogram/models/clean-url';
import { urlError } from '../../../miniprogram/models/url-rules';

const SAVED = 'https://saved.example.com/hook/k3y-9f8e/done?app=goods&token=4f1c9e7b2a';
const URL = 'https://new.example.com/ci?token=new';

describe('a paste loses what can mean nothing', () => {
  test.each([
    ['\nhttps://new.example.com\r\n   /ci\n', 'https://new.example.com/ci'],
    [' \u200b\u2060\ufeff\u3000https://new.example.com/ci \u200b', 'https://new.example.com/ci'],
    ['https://new.example.com/ci。', 'https://new.example.com/ci。'],
    ['https://new.example.com/c\u200bi', 'https://new.example.com/c\u200bi'],
    [' \n ', ''],
  ])('%j becomes %j', (text, clean) => {
    expect(cleanUrl(text)).toBe(clean);
    expect(cleanUrl(clean)).toBe(clean);
  });
});

describe('one tap makes an address of it', () => {
  test.each([
    [`${URL}。`, [{ kind: 'trailing', text: '。' }], URL],
    [`${URL}”）。`, [{ kind: 'trailing', text: '”）。' }], URL],
    ['https://new.exa\u200bmple.com/ci?to\u00adken=n\u0001ew', [{ kind: 'invisible' }], URL],
    ['https：//new.example.com／ci？token＝ｎｅｗ', [{ kind: 'width' }], URL],
    ['https://new。example。com/ci?token=new', [{ kind: 'width' }], URL],
    [`${URL}\u200b，`, [{ kind: 'invisible' }, { kind: 'trailing', text: '，' }], URL],
    [`地址：${URL}`, [{ kind: 'extract', url: URL }], URL],
    [`${URL}，谢谢`, [{ kind: 'extract', url: URL }], URL],
    [`请用“${URL}”，参考 a/b`, [{ kind: 'extract', url: URL }], URL],
    [`<${URL}>`, [{ kind: 'extract', url: URL }], URL],
    [`[doc](${URL})`, [{ kind: 'extract', url: URL }], URL],
    [`See ${URL}.`, [{ kind: 'extract', url: URL }], URL],
    [
      `see (https://a.example.com/f(x)) please`,
      [{ kind: 'extract', url: 'https://a.example.com/f(x)' }],
      'https://a.example.com/f(x)',
    ],
    [
      'https://new.example.com/ci，测试/说明',
      [{ kind: 'extract', url: 'https://new.example.com/ci' }],
      'https://new.example.com/ci',
    ],
    [
      'https://new.example.com/回调/ci',
      [{ kind: 'encode', text: '回调' }],
      'https://new.example.com/%E5%9B%9E%E8%B0%83/ci',
    ],
    [
      'https://new.example.com/ci?a[]=100%',
      [{ kind: 'encode', text: '[]%' }],
      'https://new.example.com/ci?a%5B%5D=100%25',
    ],
    ['https://new.example.com/😀', [{ kind: 'encode', text: '😀' }], 'https://new.example.com/%F0%9F%98%80'],
    [
      'https://new.example.com/v2?token=***&app=goods',
      [{ kind: 'hidden' }],
      'https://new.example.com/v2?token=4f1c9e7b2a&app=goods',
    ],
    [
      'https://saved.example.com/v2/hook/***/done?app=goods&token=•••。',
      [{ kind: 'trailing', text: '。' }, { kind: 'hidden' }],
      'https://saved.example.com/v2/hook/k3y-9f8e/done?app=goods&token=4f1c9e7b2a',
    ],
  ])('%j', (text, steps, url) => {
    expect(repairUrl(text, SAVED)).toEqual({ steps, url });
    expect(urlError(url, SAVED)).toBeUndefined();
  });

  test('also where another rule is broken still: that one is said next', () => {
    expect(repairUrl('https://127.0.0.１/ci', '')?.url).toBe('https://127.0.0.1/ci');
  });
});

describe('nothing is offered', () => {
  test.each([
    ['for an ordinary address', URL],
    ['for no address', '回调地址'],
    ['for nothing', ''],
    ['where it is not known which of two is meant', 'https://a.example.com/ 或 https://b.example.com/'],
    ['for bullets that nothing can fill', 'https://new.example.com/ci?sig=••••'],
    ['for stars where the saved address hides nothing', 'https://new.example.com/ci?other=***'],
    ['for a host in Chinese', 'https://回调.example.com/'],
    ['for a scheme that is none', 'ftp://new.example.com/ci。'],
  ])('%s: %j', (_what, text) => {
    expect(repairUrl(text, SAVED)).toBeUndefined();
  });
});

test('whatever is offered is a well-formed address, and leaves nothing more to repair', () => {
  const piece = fc.constantFrom(
    'https://',
    'http://',
    'a.example.com',
    '/',
    'ci',
    '?',
    'token=',
    '***',
    '。',
    '，',
    '“',
    '”',
    ' ',
    '\n',
    '\u200b',
    '\u0001',
    '\ud800',
    '😀',
    '回调',
    '％',
    '%',
    '＝',
    '：',
    '[',
    ')',
    '(',
    '<',
    '|',
    '地址：',
    '••••',
    '&',
    '#',
    '.',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
      const repair = repairUrl(pieces.join(''), SAVED);
      if (repair === undefined) return;
      expect(isWellFormed(repair.url)).toBe(true);
      expect(repairUrl(repair.url, SAVED)).toBeUndefined();
    }),
    { numRuns: 3000 },
  );
});
