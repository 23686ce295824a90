import { adviseFields } from '../../../miniprogram/models/field-advice';
import { fieldsOf } from '../../../miniprogram/models/fields';
import { validateFields } from '../../../miniprogram/models/validate';
import { makeQueue } from '../../support/make-queue';

/**
 * What becomes of an address that is typed or pasted: an error of the field, or the advice beside it, none for an ordinary
 * address. The saved address hides a token in its query, and one in its path.
 */
const SAVED = 'https://saved.example.com/hook/k3y-9f8e/done?app=goods&token=4f1c9e7b2a';

const TABLE: [text: string, verdict: string][] = [
  // Ordinary addresses.
  ['https://notify.example.com/ci/picture', ''],
  ['https://notify.example.com', ''],
  ['https://NOTIFY.Example.COM/ci', ''],
  ['https://notify.example.com.', ''],
  ['https://notify.example.com:443/ci', ''],
  ['https://xn--fiqs8s.example.com/', ''],
  ['https://a_b.example.com/', ''],
  ['https://8.8.8.8/ci', ''],
  ['https://172.32.0.1/', ''],
  ['https://[2400:3200::1]/ci', ''],
  ['https://[::ffff:8.8.8.8]/', ''],
  ['https://notify.example.com/%E5%9B%9E%E8%B0%83?a=1%202', ''],
  ["https://notify.example.com/ci;v=2/a:b@c/!$&'()*+,=~", ''],
  ['https://notify.example.com/ci?app=goods&x=1#top', ''],
  [' \u200bhttps://notify.example.com/ci\u2060\n', ''],
  ['https://notify.example.com\r\n  /ci', ''],
  ['\ufeffhttps://notify.example.com/ci\u3000', ''],
  // What may be meant so.
  ['http://notify.example.com/ci', 'NOT_ENCRYPTED'],
  ['http://notify.example.com:80/ci', 'NOT_ENCRYPTED'],
  ['https://notify.example.com:8443/ci', 'PORT_UNDOCUMENTED'],
  ['https://notify.example.com/ci?token=fresh', 'TOKEN_IN_URL'],
  ['https://notify.example.com/ci?sig=1x', 'TOKEN_IN_URL'],
  ['https://notify.example.com/ci?customer=blue', ''],
  ['https://notify.example.com/token/x', 'TOKEN_IN_URL'],
  ['https://me:pw@notify.example.com/', 'TOKEN_IN_URL'],
  ['https://notify.example.com/ci?other=***', 'HIDDEN_PART'],
  ['http://8.8.8.8:8080/', 'NOT_ENCRYPTED PORT_UNDOCUMENTED'],
  // No address at all.
  ['', 'URL_REQUIRED'],
  [' \u200b\n', 'URL_REQUIRED'],
  ['notify.example.com/ci', 'URL_INVALID'],
  ['//notify.example.com/ci', 'URL_INVALID'],
  ['ftp://notify.example.com/', 'URL_INVALID'],
  ['javascript:alert(1)', 'URL_INVALID'],
  ['https:/notify.example.com', 'URL_INVALID'],
  ['https://', 'URL_INVALID'],
  ['https:///ci', 'URL_INVALID'],
  ['https://notify.example.com:0/', 'URL_INVALID'],
  ['https://notify.example.com:99999/', 'URL_INVALID'],
  ['https://notify.example.com:port/', 'URL_INVALID'],
  ['回调地址', 'URL_INVALID'],
  // Stars instead of what the saved address has there.
  ['https://saved.example.com/hook/***/done?app=goods&token=4f1c9e7b2a', 'URL_HIDDEN_PART'],
  ['https://saved.example.com/hook/k3y-9f8e/done?app=goods&token=***', 'URL_HIDDEN_PART'],
  ['https://new.example.com/v2?token=***&x=1', 'URL_HIDDEN_PART'],
  ['https://new.example.com/v2?token=••••', 'URL_HIDDEN_PART'],
  ['https://new.example.com/v2?token=4f1c***', 'URL_HIDDEN_PART'],
  ['https://new.example.com/hook/new/***', 'URL_HIDDEN_PART'],
  ['https://saved.example.com/hook/***/done?token=***。', 'URL_HIDDEN_PART'],
  // Invisible characters.
  ['https://notify.example.com/c\u200bi', 'URL_INVISIBLE'],
  ['https://notify.example.com/c\u200di', 'URL_INVISIBLE'],
  ['https://notify.example.com/c\u00adi', 'URL_INVISIBLE'],
  ['https://notify.exa\ufeffmple.com/ci', 'URL_INVISIBLE'],
  ['https://notify\u202ecom.example.com/', 'URL_INVISIBLE'],
  ['https://notify.example.com/ci\u2066', 'URL_INVISIBLE'],
  ['https://notify.example.com/c\u0001i', 'URL_INVISIBLE'],
  ['https://notify.example.com/ci\u0000', 'URL_INVISIBLE'],
  ['https://notify.example.com/c\u007fi', 'URL_INVISIBLE'],
  ['https://notify.example.com/c\u0085i', 'URL_INVISIBLE'],
  ['https://notify.example.com/c\ud800i', 'URL_INVISIBLE'],
  // What RFC 3986 does not allow.
  ['https://notify.example.com/ci?token=new。', 'URL_CHARACTERS'],
  ['https://notify.example.com/ci，', 'URL_CHARACTERS'],
  ['https://notify.example.com/ci”', 'URL_CHARACTERS'],
  ['https://notify.example.com/ci？token=new', 'URL_CHARACTERS'],
  ['https://notify.example.com/ci?token＝new', 'URL_CHARACTERS'],
  ['https：//notify.example.com/ci', 'URL_CHARACTERS'],
  ['https://notify.example.com/回调', 'URL_CHARACTERS'],
  ['https://notify.example.com/ci?name=图片', 'URL_CHARACTERS'],
  ['https://notify.example.com/ci?a[]=1', 'URL_CHARACTERS'],
  ['https://notify.example.com/ci?a={id}', 'URL_CHARACTERS'],
  ['https://notify.example.com/c|i', 'URL_CHARACTERS'],
  ['https://notify.example.com\\@10.0.0.1/', 'URL_HOST'],
  ['https://notify.example.com/100%', 'URL_CHARACTERS'],
  ['https://notify.example.com/%zz', 'URL_CHARACTERS'],
  ['https://notify.example.com/😀', 'URL_CHARACTERS'],
  ['https://notify.example.com/ci"', 'URL_CHARACTERS'],
  ['https://notify.example.com/a b', 'URL_TEXT_AROUND'],
  // Text around an address.
  ['地址：https://notify.example.com/ci', 'URL_TEXT_AROUND'],
  ['https://notify.example.com/ci 谢谢', 'URL_TEXT_AROUND'],
  ['https://notify.example.com/ci。谢谢', 'URL_TEXT_AROUND'],
  ['请用“https://notify.example.com/ci”，谢谢', 'URL_TEXT_AROUND'],
  ['<https://notify.example.com/ci>', 'URL_TEXT_AROUND'],
  ['curl https://notify.example.com/ci', 'URL_TEXT_AROUND'],
  ['[doc](https://notify.example.com/ci)', 'URL_TEXT_AROUND'],
  ['https://a.example.com/ 或 https://b.example.com/', 'URL_CHARACTERS'],
  // Hosts.
  ['https://127.0.0.0x1/', 'URL_HOST'],
  ['https://10.0x1/', 'URL_HOST'],
  ['https://127.0.0.１/', 'URL_CHARACTERS'],
  ['https://[2001:]/', 'URL_HOST'],
  ['https://[::1%25eth0]/', 'URL_HOST'],
  ['https://2130706433/', 'URL_HOST'],
  ['https://0x7f.1/', 'URL_HOST'],
  ['https://010.0.0.1/', 'URL_HOST'],
  ['https://127.1/', 'URL_HOST'],
  ['https://8.8.8.8./', 'URL_HOST'],
  ['https://a..com/', 'URL_HOST'],
  ['https://-a.example.com/', 'URL_HOST'],
  ['https://127%2e0.0.1/', 'URL_HOST'],
  ['https://回调.example.com/', 'URL_HOST'],
  ['https://a。example。com/', 'URL_CHARACTERS'],
  ['https://metadata.tencentyun.com/latest/meta-data/', 'URL_NOT_PUBLIC'],
  ['https://METADATA.tencentyun.com./', 'URL_NOT_PUBLIC'],
  ['https://me@10.0.0.1/', 'URL_NOT_PUBLIC'],
  ['https://127.0.0.1/', 'URL_NOT_PUBLIC'],
  ['https://169.254.0.23/', 'URL_NOT_PUBLIC'],
  ['https://192.168.1.1/', 'URL_NOT_PUBLIC'],
  ['https://100.64.0.1/', 'URL_NOT_PUBLIC'],
  ['https://203.0.113.9/', 'URL_NOT_PUBLIC'],
  ['https://0.0.0.0/', 'URL_NOT_PUBLIC'],
  ['https://[::1]/', 'URL_NOT_PUBLIC'],
  ['https://[::]/', 'URL_NOT_PUBLIC'],
  ['https://[fe80::1]/', 'URL_NOT_PUBLIC'],
  ['https://[fd00::1]/', 'URL_NOT_PUBLIC'],
  ['https://[::ffff:10.0.0.1]/', 'URL_NOT_PUBLIC'],
  ['https://[::ffff:a00:1]/', 'URL_NOT_PUBLIC'],
  ['https://[64:ff9b::a00:1]/', 'URL_NOT_PUBLIC'],
  ['https://[2002:a00:1::]/', 'URL_NOT_PUBLIC'],
  ['https://[2001:db8::1]/', 'URL_NOT_PUBLIC'],
  ['https://localhost/', 'URL_NOT_PUBLIC'],
  ['https://ci/', 'URL_NOT_PUBLIC'],
  ['https://db.internal/', 'URL_NOT_PUBLIC'],
  ['https://nas.local/', 'URL_NOT_PUBLIC'],
];

const saved = fieldsOf(
  makeQueue({
    NotifyConfig: { State: 'On', Type: 'Url', Event: 'TaskFinish', Url: SAVED, ResultFormat: 'XML' },
  }),
);

test('the table is long enough to be one', () => {
  expect(TABLE.length).toBeGreaterThanOrEqual(80);
  expect(new Set(TABLE.map(([text]) => text)).size).toBe(TABLE.length);
});

test.each(TABLE)('%j: %s', (url, verdict) => {
  const after = { ...saved, url };
  const errors = validateFields(saved, after);
  const found = errors.url === undefined ? adviseFields(saved, after).url : [errors.url];
  expect(found?.join(' ')).toBe(verdict);
});

test.each(TABLE.filter(([, verdict]) => verdict.startsWith('URL_') && verdict !== 'URL_REQUIRED'))(
  'an address that is there already never stands in the way of another change: %j',
  (url) => {
    const odd = { ...saved, url };
    expect(validateFields(odd, { ...odd, name: 'renamed' })).toEqual({});
  },
);
