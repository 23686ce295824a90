import { cleanUrl } from '../../models/clean-url';
import { FIELDS, parseList, withMember, type FieldChange, type FieldName } from '../../models/fields';
import { DraftKeeper } from './draft-keeper';
import {
  firstError,
  formChanges,
  formErrors,
  openForm,
  urlRepair,
  withTouched,
  withTried,
  withValue,
  type Form,
} from './form';
import { rebased } from './outcome';
import { canWrite, mayWrite, type PageState } from './state';
import type { Store } from '../../kit/store';

/** The form: what is typed and chosen, and its draft. */
export class QueueEditor {
  private readonly drafts = new DraftKeeper(() => {
    this.store.set({ result: { kind: 'draft-failed' } });
  });

  constructor(private readonly store: Store<PageState>) {}

  /** Begins an edit. A draft on offer is where it begins: typing over it would lose it. */
  begin(): void {
    const { queue, draft } = this.store.get();
    if (queue === undefined || !mayWrite(this.store.get())) return;
    this.open(openForm(queue, draft?.changes, draft?.incomplete));
  }

  /** Shows a form. */
  open(form: Form): void {
    this.store.set({ form, texts: form.values, sheet: undefined, draft: undefined, result: undefined });
  }

  /** The queue was read anew: what the edit wanted and is there now is done, the rest goes on. */
  rebase(): void {
    const { form, queue, phase } = this.store.get();
    if (form === undefined || queue === undefined || phase !== undefined) return;
    const next = rebased(form, queue);
    if (next.form === undefined) this.end();
    else this.store.set(next);
  }

  /** Ends the edit; nothing of it is kept. */
  end(): void {
    this.dropDraft();
    this.store.set({ form: undefined, texts: undefined, sheet: undefined });
  }

  /** Text was typed. The inputs keep what they show, unless lines were pasted, which no field has. */
  type(field: FieldName, value: string): void {
    const text = /[\r\n]/.test(value) ? cleanUrl(value) : value;
    this.change((form) => withValue(form, field, text));
    if (text !== value) this.rewrite(field, value);
  }

  /** The admin is done with an input: from now on it shows what would be saved. */
  leave(field: FieldName): void {
    const typed = this.store.get().form?.values[field] ?? '';
    const text = cleanUrl(typed);
    this.change((form) => withTouched(text === typed ? form : withValue(form, field, text), field));
    if (text !== typed) this.rewrite(field, typed);
  }

  /** Puts the callback address right, as its button says. */
  repair(): void {
    const { form } = this.store.get();
    const repair = form === undefined ? undefined : urlRepair(form);
    if (form === undefined || repair === undefined) return;
    this.change((current) => withTouched(withValue(current, 'url', repair.url), 'url'));
    this.rewrite('url', form.values.url);
  }

  /** Takes a chosen value; in a list, each tap adds or removes a member. Inputs that come with it get their texts. */
  choose(field: FieldName, chosen: string): void {
    const old = this.store.get().form?.values[field] ?? '';
    const isList = FIELDS[field].kind === 'list';
    const value = isList ? withMember(old, chosen, !parseList(old).includes(chosen)) : chosen;
    this.store.batch(() => {
      this.change((form) => withTouched(withValue(form, field, value), field));
      this.store.set({ texts: this.store.get().form?.values });
    });
  }

  /** @returns what a save would write, or the topmost field that stands in its way */
  check(): { changes: FieldChange[] } | { wrong: FieldName } | undefined {
    const { form } = this.store.get();
    if (form === undefined) return undefined;
    this.store.set({ form: withTried(form) });
    const wrong = firstError(formErrors(form));
    return wrong === undefined ? { changes: formChanges(form) } : { wrong };
  }

  /** Offers the draft of an earlier visit. */
  offerDraft(): void {
    const { queue, form } = this.store.get();
    if (queue === undefined || form !== undefined || !canWrite(this.store.get())) return;
    this.store.set({ draft: this.drafts.offer(queue) });
  }

  dropDraft(): void {
    const { ref } = this.store.get();
    if (ref !== undefined) this.drafts.drop(ref);
    this.store.set({ draft: undefined });
  }

  /** Writes what is typed to the storage now: the page goes away, or the app may be ended in the background. */
  keepDraft(): void {
    this.drafts.flush();
  }

  /** @param shown what the input shows: without being told first, it would keep that over a text that it was given before */
  private rewrite(field: FieldName, shown: string): void {
    const { form } = this.store.get();
    if (form === undefined) return;
    this.store.set({ texts: { ...form.values, [field]: shown } });
    this.store.set({ texts: form.values });
  }

  private change(change: (form: Form) => Form): void {
    const { form, phase } = this.store.get();
    if (form === undefined || phase !== undefined) return;
    const next = change(form);
    this.drafts.keep(next);
    this.store.set({ form: next });
  }
}
