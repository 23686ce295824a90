import type { ChoiceView } from '../../components/choice-group/choice-group';
import { t, textsFor } from '../../i18n/index';
import { describeFieldError } from '../../i18n/error-view';
import { adviseFields, WARNINGS, type FieldAdvice } from '../../models/field-advice';
import {
  FIELD_NAMES,
  FIELDS,
  fieldsOf,
  isDocumented,
  isSameValue,
  isUsed,
  mapFields,
  parseList,
  unknownNotify,
  valuesOf,
  type FieldName,
  type QueueFields,
} from '../../models/fields';
import type { XmlLeaf } from '../../models/xml';
import { fieldsText } from './differences';
import { formChanges, shownErrors, urlRepair, type Form, type FormError } from './form';
import { repairText } from './repair-words';
import { fieldText, hintText, valueText } from './words';

/** What is worth knowing about a field, in words. */
export interface AdviceView {
  text: string;
  warning: boolean;
}

/** One field as plain data, without the text in its input. */
export interface FieldView {
  label: string;
  /** How it is filled in. */
  control: (typeof FIELDS)[FieldName]['kind'];
  /** In words; `''` where nothing is wrong or not to be said yet. */
  error: string;
  note: string;
  /** What one tap would do to a callback address that is not one; `''` for nothing. */
  repair: string;
  advice: AdviceView[];
  /** The values on offer; empty for free text. */
  choices: ChoiceView[];
  /** For a switch: whether it is on, and that in a word. */
  on: boolean;
  text: string;
}

/** The form as plain data. The texts in its inputs belong to them while the admin types. */
export interface FormView {
  fields: Record<FieldName, FieldView>;
  /** The fields in use, by place. */
  queueFields: FieldName[];
  notifyFields: FieldName[];
  /** Settings of a type that this program does not know. */
  otherSettings: XmlLeaf[];
  /** What would be written, by name; `''` for nothing. */
  unsaved: string;
}

/** @returns the form in words. */
export function describeForm(form: Form): FormView {
  const { values, base } = form;
  const seen = fieldsOf(base);
  const changed = formChanges(form).map(({ field }) => field);
  const errors = shownErrors(form);
  const advice = adviseFields(seen, values);
  const inUse = (place: 'queue' | 'notify'): FieldName[] =>
    FIELD_NAMES.filter((field) => FIELDS[field].parent === place && isUsed(field, values));
  return {
    fields: mapFields((field) => {
      const error = errors[field];
      return {
        label: fieldText(field),
        control: controlOf(field, seen[field]),
        error: error === undefined ? '' : errorText(error),
        note: noteText(field, values),
        repair: FIELDS[field].kind === 'url' ? repairOf(form, error) : '',
        // A field that is wrong is not advised as well.
        advice: error === undefined ? (advice[field] ?? []).map(describeAdvice) : [],
        choices: choicesOf(field, seen[field], values[field]),
        on: values[field] === 'On',
        text: valueText(field, values[field]),
      };
    }),
    queueFields: inUse('queue'),
    notifyFields: inUse('notify'),
    otherSettings: isDocumented('type', values.type) ? [] : unknownNotify(base),
    unsaved: changed.length === 0 ? '' : t('queue.unsaved', { fields: fieldsText(changed) }),
  };
}

/** A switch has no place for a third value. */
function controlOf(field: FieldName, seen: string): FieldView['control'] {
  const { kind } = FIELDS[field];
  return kind === 'switch' && !isDocumented(field, seen) ? 'choice' : kind;
}

function choicesOf(field: FieldName, seen: string, value: string): ChoiceView[] {
  const { kind } = FIELDS[field];
  const offered = valuesOf(field);
  const chosen = kind === 'list' ? parseList(value) : [value];
  // An undocumented value stays on offer, so that an admin who tries another one can go back.
  const isOwn = offered.length > 0 && kind !== 'list' && seen !== '' && !offered.includes(seen);
  return [...offered, ...(isOwn ? [seen] : [])].map((choice) => ({
    value: choice,
    label: valueText(field, choice),
    note: offered.includes(choice) ? '' : t('queue.unknownValue'),
    chosen: chosen.includes(choice),
  }));
}

function noteText(field: FieldName, values: QueueFields): string {
  switch (field) {
    case 'name':
      return `${hintText(field)} · ${t('queue.nameCount', { count: values.name.trim().length })}`;
    case 'notifyState':
      if (!isDocumented(field, values[field])) return '';
      return t(values[field] === 'On' ? 'queue.notifyOnHint' : 'queue.notifyOffHint');
    case 'events':
      return keptText(values.events);
    default:
      return hintText(field);
  }
}

function describeAdvice(code: FieldAdvice): AdviceView {
  const text = textsFor('fieldAdvice')[code];
  const warning = WARNINGS.includes(code);
  return { warning, text: warning ? t('queue.warning', { text }) : text };
}

/** Offers nothing before something is called wrong, except for an odd address that is saved already. */
function repairOf(form: Form, error: FormError | undefined): string {
  const isSaved = isSameValue('url', form.values.url, fieldsOf(form.base).url);
  const repair = error !== undefined || isSaved ? urlRepair(form) : undefined;
  return repair === undefined ? '' : repairText(repair);
}

function errorText(error: FormError): string {
  return error === 'DRAFT_INCOMPLETE' ? t('queue.draftIncomplete') : describeFieldError(error);
}

function keptText(events: string): string {
  const kept = parseList(events).filter((event) => !isDocumented('events', event));
  return kept.length === 0 ? '' : t('queue.eventsKept', { events: valueText('events', kept.join(',')) });
}
