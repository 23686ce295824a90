import { t } from '../../i18n/index';
import {
  diffFields,
  fieldsOf,
  type FieldChanges,
  type FieldName,
  type FieldChange,
} from '../../models/fields';
import type { WriteConflictError } from '../../models/write';
import { describeConsequences, describeDifferences, type DifferenceView } from './differences';
import { hiddenText } from './hidden-words';
import { fieldText, valueText } from './words';

/** Whose value a conflicting field shall have. */
export type Side = 'mine' | 'now';

/** An edit that met other people's edits of the same fields. Never changed in place. */
export interface Conflict {
  readonly error: WriteConflictError;
  /** Everything that the admin wanted, conflicting or not. */
  readonly wanted: FieldChanges;
  /** Nothing is chosen beforehand: either side may be the one that must not be lost. */
  readonly choices: Readonly<Partial<Record<FieldName, Side>>>;
}

export interface ConflictView {
  fields: {
    field: FieldName;
    label: string;
    seen: string;
    now: string;
    mine: string;
    note: string;
    choice: Side | '';
  }[];
  /** What others changed besides, and stays. */
  theirs: DifferenceView[];
  losses: string[];
  /** Every field is decided. */
  decided: boolean;
  /** What the button will do. */
  action: string;
}

/** @returns the conflict with one field decided. */
export function withChoice(conflict: Conflict, field: FieldName, side: Side): Conflict {
  return { ...conflict, choices: { ...conflict.choices, [field]: side } };
}

/** @returns whether every field is decided. */
export function isDecided({ error, choices }: Conflict): boolean {
  return error.conflicts.every(({ field }) => choices[field] !== undefined);
}

/** @returns what is left to write on top of the queue as it is now. */
export function decidedChanges({ error, wanted, choices }: Conflict): FieldChange[] {
  const now = fieldsOf(error.now);
  const mine = { ...now, ...wanted };
  for (const { field } of error.conflicts) {
    if (choices[field] !== 'mine') mine[field] = now[field];
  }
  return diffFields(now, mine);
}

/** @returns the conflict in words, secrets hidden. */
export function describeConflict(conflict: Conflict): ConflictView {
  const { error, choices } = conflict;
  const now = fieldsOf(error.now);
  const changes = decidedChanges(conflict);
  const after = { ...now };
  for (const { field, to } of changes) after[field] = to;
  return {
    fields: error.conflicts.map(({ field, seen, now: theirs, mine }) => {
      const textOf = (value: string): string =>
        field === 'url' ? hiddenText(value) : valueText(field, value);
      const [seenText, nowText, mineText] = [textOf(seen), textOf(theirs), textOf(mine)];
      return {
        field,
        label: fieldText(field),
        seen: seenText,
        now: nowText,
        mine: mineText,
        note: nowText === mineText ? t('queue.hiddenPartDiffers') : '',
        choice: choices[field] ?? '',
      };
    }),
    theirs: describeDifferences(error.theirs),
    losses: describeConsequences(now, after).losses,
    decided: isDecided(conflict),
    action:
      isDecided(conflict) && changes.length === 0 ? t('queue.conflictKeepNow') : t('queue.conflictSave'),
  };
}
