import type { ChoiceView } from '../../components/choice-group/choice-group';
import { t, textsFor } from '../../i18n/index';
import { describeFieldError } from '../../i18n/error-view';
import { adviseFields, WARNINGS } from '../../models/field-advice';
import {
  MQ_MODES,
  MQ_REGIONS,
  NOTIFY_EVENTS,
  NOTIFY_STATES,
  NOTIFY_TYPES,
  parseEvents,
  RESULT_FORMATS,
} from '../../models/notify-config';
import {
  FIELD_NAMES,
  fieldsOf,
  isSameValue,
  type FieldName,
  type QueueFields,
} from '../../models/queue-fields';
import type { XmlLeaf } from '../../models/xml';
import { fieldsText } from './differences';
import { formChanges, shownErrors, urlRepair, type Form, type FormError } from './form';
import { repairText } from './repair-words';
import { valueText } from './words';

/** What is worth knowing about a field, in words. */
export interface AdviceView {
  text: string;
  warning: boolean;
}

/** The form as plain data: everything but the texts in its inputs, which belong to whoever is typing. */
export interface FormView {
  /** In words; `''` where nothing is wrong or not to be said yet. */
  errors: Record<FieldName, string>;
  advice: Partial<Record<FieldName, AdviceView[]>>;
  /** What one tap would do to a callback address that is not one; `''` for nothing. */
  urlRepair: string;
  nameCount: string;
  states: ChoiceView[];
  /** For a value that is neither on nor off; empty where the switch says it all. */
  notifyStates: ChoiceView[];
  notifyOn: boolean;
  notifyText: string;
  events: ChoiceView[];
  /** Events that CI added later, kept; `''` for none. */
  eventsKept: string;
  types: ChoiceView[];
  usesUrl: boolean;
  usesMq: boolean;
  /** Settings of a type that this program does not know. */
  otherSettings: XmlLeaf[];
  formats: ChoiceView[];
  mqModes: ChoiceView[];
  mqRegions: ChoiceView[];
  /** What would be written, by name; `''` for nothing. */
  unsaved: string;
}

/** States that CI documents (1045/72918). */
const QUEUE_STATES = ['Active', 'Paused'] as const;

/** @returns the form in words. */
export function describeForm(form: Form): FormView {
  const { values, base } = form;
  const seen = fieldsOf(base);
  const choices = (field: FieldName, known: readonly string[]): ChoiceView[] => {
    // A value that nobody offers stays choosable: whoever tries another one can go back.
    const own = seen[field] === '' || known.includes(seen[field]) ? [] : [seen[field]];
    return [...known, ...own].map((value) => ({
      value,
      label: valueText(field, value),
      note: own.includes(value) ? t('queue.unknownValue') : '',
      chosen: values[field] === value,
    }));
  };
  const notifyOn = values.notifyState === 'On';
  const changed = formChanges(form).map(({ field }) => field);
  const errors = errorTexts(form);
  return {
    errors,
    advice: adviceTexts(seen, values, errors),
    urlRepair: repairOf(form, errors),
    nameCount: t('queue.nameCount', { count: values.name.trim().length }),
    states: choices('state', QUEUE_STATES),
    notifyStates: isOneOf(NOTIFY_STATES, seen.notifyState) ? [] : choices('notifyState', NOTIFY_STATES),
    notifyOn,
    notifyText: valueText('notifyState', values.notifyState),
    events: NOTIFY_EVENTS.map((event) => ({
      value: event,
      label: valueText('events', event),
      note: '',
      chosen: parseEvents(values.events).includes(event),
    })),
    eventsKept: keptEvents(values.events),
    types: choices('type', NOTIFY_TYPES),
    usesUrl: values.type === 'Url',
    usesMq: values.type === 'TDMQ',
    otherSettings: isOneOf(NOTIFY_TYPES, values.type) ? [] : base.notifyConfig.unknown,
    formats: choices('resultFormat', RESULT_FORMATS),
    mqModes: choices('mqMode', MQ_MODES),
    mqRegions: choices('mqRegion', MQ_REGIONS),
    unsaved: changed.length === 0 ? '' : t('queue.unsaved', { fields: fieldsText(changed) }),
  };
}

function errorTexts(form: Form): Record<FieldName, string> {
  const errors = shownErrors(form);
  const texts = { ...form.values };
  for (const field of FIELD_NAMES) {
    const error = errors[field];
    texts[field] = error === undefined ? '' : errorText(error);
  }
  return texts;
}

/** A field that is wrong is not advised as well. */
function adviceTexts(
  seen: QueueFields,
  values: QueueFields,
  errors: Record<FieldName, string>,
): FormView['advice'] {
  const advice = adviseFields(seen, values);
  const texts = textsFor('fieldAdvice');
  const views: FormView['advice'] = {};
  for (const field of FIELD_NAMES) {
    views[field] = (errors[field] === '' ? (advice[field] ?? []) : []).map((code) => {
      const warning = WARNINGS.includes(code);
      return { warning, text: warning ? t('queue.warning', { text: texts[code] }) : texts[code] };
    });
  }
  return views;
}

/** Where nothing is called wrong yet, nothing is offered to be put right; an odd address that is saved already is. */
function repairOf(form: Form, errors: Record<FieldName, string>): string {
  const isSaved = isSameValue('url', form.values.url, fieldsOf(form.base).url);
  const repair = errors.url !== '' || isSaved ? urlRepair(form) : undefined;
  return repair === undefined ? '' : repairText(repair);
}

function errorText(error: FormError): string {
  return error === 'DRAFT_INCOMPLETE' ? t('queue.draftIncomplete') : describeFieldError(error);
}

function keptEvents(events: string): string {
  const kept = parseEvents(events).filter((event) => !isOneOf(NOTIFY_EVENTS, event));
  return kept.length === 0 ? '' : t('queue.eventsKept', { events: valueText('events', kept.join(',')) });
}

function isOneOf(known: readonly string[], value: string): boolean {
  return known.includes(value);
}
