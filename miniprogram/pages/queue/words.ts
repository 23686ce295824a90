import { t } from '../../i18n/index';
import { stateText } from '../../i18n/words';
import { maskUrl } from '../../models/callback-url';
import {
  FIELD_NAMES,
  FIELDS,
  parseList,
  specOf,
  type FieldName,
  type QueueFields,
} from '../../models/fields';
import { plainHiddenText } from './hidden-words';

/** Key of the word for a documented value; `''` for a value that is its own word. */
type ValueWord = {
  [Field in FieldName]: (typeof FIELDS)[Field]['values'][keyof (typeof FIELDS)[Field]['values']];
}[FieldName];

/** @returns the name of a field. */
export function fieldText(field: FieldName): string {
  return t(FIELDS[field].label);
}

/** @returns what helps to fill in a field; `''` for nothing. */
export function hintText(field: FieldName): string {
  const { hint } = FIELDS[field];
  return hint === null ? '' : t(hint);
}

/** @returns a value of a field in words, a callback address with its secrets hidden; what CI added later as it is. */
export function valueText(field: FieldName, value: string): string {
  const text = value.trim();
  if (text === '') return t('queue.valueNone');
  if (field === 'state') return stateText(text);
  switch (FIELDS[field].kind) {
    case 'url':
      return maskUrl(text);
    case 'list':
      return listText(parseList(text).map((member) => wordFor(field, member)));
    default:
      return wordFor(field, text);
  }
}

/** @returns several things in one phrase. */
export function listText(parts: readonly string[]): string {
  return parts.join(t('queue.listSeparator'));
}

/** @returns where notifications go, secrets hidden. */
export function targetText(fields: QueueFields): string {
  if (fields.type === 'Url') return plainHiddenText(fields.url);
  const parts = FIELD_NAMES.filter((field) => specOf(field).usedBy === fields.type);
  if (parts.length === 0) return valueText('type', fields.type);
  return [fields.type, ...parts.map((field) => valueText(field, fields[field]))].join(' · ');
}

function wordFor(field: FieldName, value: string): string {
  const words: Readonly<Record<string, ValueWord>> = FIELDS[field].values;
  const key = Object.prototype.hasOwnProperty.call(words, value) ? words[value] : undefined;
  return key === undefined || key === '' ? value : t(key);
}
