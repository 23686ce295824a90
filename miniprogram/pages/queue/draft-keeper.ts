import { AppError } from '../../models/errors';
import { maskUrl } from '../../models/callback-url';
import { refOf, type Queue, type QueueRef } from '../../models/queue';
import { changesOf, FIELD_NAMES, fieldsOf, isSameValue } from '../../models/fields';
import { dropDraft, loadDraft, saveDraft, type Draft } from '../../services/stored/drafts';
import { formChanges, type Form } from './form';

/** Typing rests this long before the draft is written, milliseconds: storage is slow on a phone. */
const REST_MS = 400;

/** Keeps an edit in storage while it goes on. A phone without storage can still edit: it is told once. */
export class DraftKeeper {
  private waiting: Form | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private told = false;

  constructor(private readonly onFailure: () => void) {}

  /** @returns the draft of an earlier visit, unless the queue already says the same. */
  offer(queue: Queue): Draft | undefined {
    const draft = this.attempt(() => loadDraft(queue));
    if (draft === undefined || !saysTheSame(draft, queue)) return draft;
    this.drop(queue);
    return undefined;
  }

  /** Writes the draft soon. */
  keep(form: Form): void {
    this.waiting = form;
    this.timer ??= setTimeout(() => {
      this.flush();
    }, REST_MS);
  }

  /** Writes the draft now, if one is waiting: the page or the app may be about to end. */
  flush(): void {
    const form = this.waiting;
    this.forget();
    if (form === undefined) return;
    const changes = formChanges(form);
    if (changes.length === 0) this.drop(form.base);
    else {
      this.attempt(() => {
        saveDraft(form.base, changesOf(changes));
      });
    }
  }

  /** The edit has ended: nothing of it is kept. */
  drop(ref: QueueRef): void {
    this.forget();
    this.attempt(() => {
      dropDraft(refOf(ref));
    });
  }

  private forget(): void {
    if (this.timer !== undefined) clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting = undefined;
  }

  private attempt<Value>(task: () => Value): Value | undefined {
    try {
      return task();
    } catch (failure) {
      if (!(failure instanceof AppError && failure.code === 'STORAGE_FAILED')) throw failure;
      if (!this.told) this.onFailure();
      this.told = true;
      return undefined;
    }
  }
}

/** A field of which the draft kept only a part is compared by that part. */
function saysTheSame({ changes, incomplete }: Draft, queue: Queue): boolean {
  const fields = fieldsOf(queue);
  return FIELD_NAMES.every((field) => {
    const kept = changes[field];
    if (kept === undefined) return true;
    return isSameValue(field, incomplete.includes(field) ? maskUrl(fields[field]) : fields[field], kept);
  });
}
