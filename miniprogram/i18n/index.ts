import { formatText, type ParamsOf } from './format';
import { en } from './en';
import { zhCN } from './zh_CN';

export const LANGUAGES = ['zh_CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Chinese is where a text is born: its sections and keys are the ones that every language has. */
export type Texts = typeof zhCN;
export type Section = keyof Texts;

/** The same sections and keys, in any words. */
export type Dictionary = { readonly [S in Section]: { readonly [K in keyof Texts[S]]: string } };

/** `section.key` of every text. */
export type TextKey = { [S in Section]: `${S}.${keyof Texts[S] & string}` }[Section];

type TextOf<Key extends TextKey> = Key extends `${infer S}.${infer K}`
  ? S extends Section
    ? K extends keyof Texts[S]
      ? Texts[S][K] & string
      : never
    : never
  : never;

type Params<Key extends TextKey> = [ParamsOf<TextOf<Key>>] extends [never]
  ? []
  : [Readonly<Record<ParamsOf<TextOf<Key>>, string | number>>];

export const DICTIONARIES: Readonly<Record<Language, Dictionary>> = { zh_CN: zhCN, en };

/** What the admin chose; `undefined`: WeChat's own. */
let chosen: Language | undefined;
let wechats: Language | undefined;
const listeners = new Set<() => void>();

/** @returns the language of the texts: the chosen one, or WeChat's: Chinese for every kind of `zh`, English for the rest. */
export function currentLanguage(): Language {
  return chosen ?? (wechats ??= wx.getAppBaseInfo().language.startsWith('zh') ? 'zh_CN' : 'en');
}

/** @returns the chosen language, `undefined` where WeChat's counts. */
export function chosenLanguage(): Language | undefined {
  return chosen;
}

/** @returns the language of that name, `undefined` where there is none. */
export function languageNamed(name: string): Language | undefined {
  return LANGUAGES.find((language) => language === name);
}

/** Chooses the language, also of what is on the screen; `undefined` asks WeChat again. */
export function setLanguage(language: Language | undefined): void {
  chosen = language;
  wechats = undefined;
  for (const listener of listeners) listener();
}

/** @returns a function that ends the subscription. */
export function onLanguageChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** @returns the text of that key with its placeholders filled. */
export function t<Key extends TextKey>(key: Key, ...params: Params<Key>): string {
  return formatText(textAt(key), params[0]);
}

/** @returns the texts of a section by key, for WXML: a page puts them into its data as `t`. */
export function textsFor<S extends Section>(section: S): Dictionary[S] {
  return DICTIONARIES[currentLanguage()][section];
}

function textAt(key: TextKey): string {
  const dot = key.indexOf('.');
  const section: Readonly<Record<string, string>> = textsFor(key.slice(0, dot) as Section);
  return section[key.slice(dot + 1)] ?? key;
}
