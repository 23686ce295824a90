import { cleanUrl, repairUrl, type UrlRepair } from '../../models/clean-url';
import {
  diffFields,
  FIELD_NAMES,
  fieldsOf,
  type FieldChange,
  type FieldChanges,
  type FieldName,
  type QueueFields,
} from '../../models/fields';
import type { Queue } from '../../models/queue';
import { validateFields, type FieldError } from '../../models/validate';

/** Why a field cannot be saved: a rule of the cloud, or a draft that had to leave out a secret. */
export type FormError = FieldError | 'DRAFT_INCOMPLETE';

/** At most one error a field. */
export type FormErrors = Partial<Record<FieldName, FormError>>;

/** An edit in progress. Never changed in place. */
export interface Form {
  /** The queue as it was when the edit began: what the admin saw. */
  readonly base: Queue;
  /** What stands in the fields, as typed. */
  readonly values: QueueFields;
  /** Fields that were left or chosen at least once: from then on they show their error. */
  readonly touched: readonly FieldName[];
  /** A save was tried: every field shows its error. */
  readonly tried: boolean;
  /** Fields of which a draft kept only a part. */
  readonly incomplete: readonly FieldName[];
}

/** @returns an edit that starts from the queue as it is, with the changes (of a draft, of a merge) already made. */
export function openForm(
  base: Queue,
  changes: FieldChanges = {},
  incomplete: readonly FieldName[] = [],
): Form {
  return { base, values: { ...fieldsOf(base), ...changes }, touched: [], tried: false, incomplete };
}

/** @returns the form with that text in the field. A field that is typed in is complete. */
export function withValue(form: Form, field: FieldName, value: string): Form {
  return {
    ...form,
    values: { ...form.values, [field]: value },
    incomplete: form.incomplete.filter((name) => name !== field),
  };
}

/** @returns the form after the field was left. */
export function withTouched(form: Form, field: FieldName): Form {
  return form.touched.includes(field) ? form : { ...form, touched: [...form.touched, field] };
}

/** @returns the form after a save was tried. */
export function withTried(form: Form): Form {
  return { ...form, tried: true };
}

/** @returns what would be written: each field that says something else than when the edit began. */
export function formChanges(form: Form): FieldChange[] {
  return diffFields(fieldsOf(form.base), trimmed(form.values));
}

/** @returns everything that stands in the way of saving. */
export function formErrors(form: Form): FormErrors {
  const errors: FormErrors = validateFields(fieldsOf(form.base), trimmed(form.values));
  for (const field of form.incomplete) errors[field] = 'DRAFT_INCOMPLETE';
  return errors;
}

/** @returns the errors to show now; those of untouched fields are hidden */
export function shownErrors(form: Form): FormErrors {
  const shown: FormErrors = {};
  const errors = formErrors(form);
  for (const field of FIELD_NAMES) {
    const error = errors[field];
    if (error === undefined) continue;
    if (form.tried || form.touched.includes(field) || form.incomplete.includes(field)) shown[field] = error;
  }
  return shown;
}

/** @returns the topmost field with an error. */
export function firstError(errors: FormErrors): FieldName | undefined {
  return FIELD_NAMES.find((field) => errors[field] !== undefined);
}

/**
 * @returns what would make the callback address one that can be saved. There is none for what a draft left out: that
 * secret is not the saved one.
 */
export function urlRepair(form: Form): UrlRepair | undefined {
  if (form.incomplete.includes('url')) return undefined;
  return repairUrl(form.values.url, fieldsOf(form.base).url);
}

/** A name has no lines and no blanks at its ends either: what is right for an address is right for every field. */
function trimmed(values: QueueFields): QueueFields {
  const result = { ...values };
  for (const field of FIELD_NAMES) result[field] = cleanUrl(values[field]);
  return result;
}
