import { languageNamed } from '../../../miniprogram/i18n/index';
import { readLanguage, saveLanguage } from '../../../miniprogram/services/stored/settings';

let stored: unknown;
const setStorageSync = jest.fn((_key: string, value: unknown) => {
  stored = value;
});
const getStorageSync = jest.fn((_key: string) => stored);

beforeEach(() => {
  // As WeChat does: nothing is an empty text.
  stored = '';
  setStorageSync.mockClear();
  Object.assign(globalThis, { wx: { getStorageSync, setStorageSync } });
});

test.each(['zh_CN', 'en', ''])('the choice "%s" is there at the next start', (language) => {
  stored = 'something else';
  saveLanguage(language);
  expect(setStorageSync).toHaveBeenCalledWith('language', language);
  expect(readLanguage()).toBe(language);
});

test('nothing was chosen yet', () => {
  expect(readLanguage()).toBe('');
});

test.each([[undefined], [null], [7], [true], [{ language: 'en' }], [['en']]])(
  'what is no language, %p, is no choice',
  (broken) => {
    stored = broken;
    expect(readLanguage()).toBe('');
  },
);

test("a later version's language leads back to WeChat's", () => {
  stored = 'fr';
  expect(languageNamed(readLanguage())).toBeUndefined();
});

test('a storage that cannot be read is no choice, and stops nothing', () => {
  getStorageSync.mockImplementationOnce(() => {
    throw new Error('getStorageSync:fail');
  });
  expect(readLanguage()).toBe('');
});

test('a storage that is full tells whoever chose', () => {
  setStorageSync.mockImplementationOnce(() => {
    throw new Error('exceed storage max size');
  });
  expect(() => {
    saveLanguage('en');
  }).toThrow(expect.objectContaining({ code: 'STORAGE_FAILED', details: { note: 'writing language' } }));
});
