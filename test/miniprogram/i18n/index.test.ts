import { formatText } from '../../../miniprogram/i18n/format';
import { currentLanguage, setLanguage, t, textsFor } from '../../../miniprogram/i18n/index';

/** A WeChat that speaks this language. */
function speak(language: string): void {
  setLanguage(undefined);
  Object.assign(globalThis, { wx: { getAppBaseInfo: () => ({ language }) } });
}

test.each([
  ['zh_CN', 'zh_CN'],
  ['zh_TW', 'zh_CN'],
  ['zh', 'zh_CN'],
  ['en', 'en'],
  ['ja', 'en'],
])('WeChat in %s is answered in %s', (language, expected) => {
  speak(language);
  expect(currentLanguage()).toBe(expected);
});

test('the language is asked for once', () => {
  speak('zh_CN');
  currentLanguage();
  Object.assign(globalThis, { wx: {} });
  expect(currentLanguage()).toBe('zh_CN');
});

test('the language can be chosen', () => {
  setLanguage('en');
  expect(t('common.pause')).toBe('Pause');
  setLanguage('zh_CN');
  expect(t('common.pause')).toBe('暂停');
  expect(textsFor('common').pause).toBe('暂停');
});

test('placeholders are filled', () => {
  setLanguage('zh_CN');
  expect(t('board.updated', { age: '刚刚' })).toBe('刚刚更新');
});

test.each([
  [0, '0 days ago'],
  [1, '1 day ago'],
  [2, '2 days ago'],
])('a word follows its number: %d', (count, text) => {
  setLanguage('en');
  expect(t('board.ageDays', { count })).toBe(text);
});

test('a value that is missing leaves its placeholder to be seen', () => {
  expect(formatText('in {seconds} s')).toBe('in {seconds} s');
});

test('a value is not read as a placeholder', () => {
  expect(formatText('{a} {b}', { a: '{b}', b: 'x' })).toBe('{b} x');
});
