import { PLACEHOLDER } from '../../../miniprogram/i18n/format';
import { DICTIONARIES, LANGUAGES } from '../../../miniprogram/i18n/index';
import { FIELD_ADVICE } from '../../../miniprogram/models/field-advice';
import { APP_ERROR_CODES } from '../../../miniprogram/models/errors';
import { FIELD_ERRORS } from '../../../miniprogram/models/validate';

const flat = (language: (typeof LANGUAGES)[number]): Map<string, string> =>
  new Map(
    Object.entries(DICTIONARIES[language]).flatMap(([section, texts]) =>
      Object.entries<string>(texts).map(([key, text]): [string, string] => [`${section}.${key}`, text]),
    ),
  );
const chinese = flat('zh_CN');
const placeholders = (text: string): string[] =>
  [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name ?? ''))].sort();

test.each(LANGUAGES)('%s has exactly the keys of Chinese', (language) => {
  expect([...flat(language).keys()].sort()).toEqual([...chinese.keys()].sort());
});

test.each(LANGUAGES)('%s fills the same placeholders as Chinese', (language) => {
  for (const [key, text] of flat(language)) {
    expect([key, placeholders(text)]).toEqual([key, placeholders(chinese.get(key) ?? '')]);
  }
});

test.each(LANGUAGES)('%s leaves no text blank', (language) => {
  expect([...flat(language)].filter(([, text]) => text.trim() === '')).toEqual([]);
});

test('English has no Chinese left in it, but for the name of that language', () => {
  expect(
    [...flat('en')].filter(
      ([key, text]) =>
        key !== 'diagnostics.chinese' && /[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]/.test(text),
    ),
  ).toEqual([]);
});

test.each(LANGUAGES)(
  '%s has a sentence and a next step for every error code, and for nothing else',
  (language) => {
    expect(Object.keys(DICTIONARIES[language].errors).sort()).toEqual(
      APP_ERROR_CODES.flatMap((code) => [`${code}_ACTION`, `${code}_TITLE`]).sort(),
    );
  },
);

test.each(LANGUAGES)('%s has a sentence for every field error, and for nothing else', (language) => {
  expect(Object.keys(DICTIONARIES[language].fieldErrors).sort()).toEqual([...FIELD_ERRORS].sort());
});

test.each(LANGUAGES)('%s has a sentence for every piece of advice, and for nothing else', (language) => {
  expect(Object.keys(DICTIONARIES[language].fieldAdvice).sort()).toEqual([...FIELD_ADVICE].sort());
});
