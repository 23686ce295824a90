import { FIELD_NAMES, isSameValue, type FieldChange, type FieldName, type QueueFields } from './fields';

/** A field that both sides changed, to different values. */
export interface FieldConflict {
  field: FieldName;
  /** What it said when the admin opened it. */
  seen: string;
  /** What it says now. */
  now: string;
  mine: string;
}

/** A three-way merge, field by field. */
export interface Merge {
  /** What has to be written: mine, where it differs from now. */
  changes: FieldChange[];
  /** What others changed since the admin looked, and stays as it is. */
  theirs: FieldChange[];
  /** What cannot be decided without asking. Empty means the merge is clean. */
  conflicts: FieldConflict[];
}

/**
 * @param seen the fields as the admin saw them
 * @param now the fields as they are
 * @param mine the fields as the admin wants them
 */
export function mergeFields(seen: QueueFields, now: QueueFields, mine: QueueFields): Merge {
  const merge: Merge = { changes: [], theirs: [], conflicts: [] };
  for (const field of FIELD_NAMES) {
    const iChanged = !isSameValue(field, seen[field], mine[field]);
    const theyChanged = !isSameValue(field, seen[field], now[field]);
    const agree = isSameValue(field, now[field], mine[field]);
    if (iChanged && theyChanged && !agree) {
      merge.conflicts.push({ field, seen: seen[field], now: now[field], mine: mine[field] });
    } else if (iChanged && !agree) {
      merge.changes.push({ field, from: now[field], to: mine[field] });
    } else if (theyChanged) {
      merge.theirs.push({ field, from: seen[field], to: now[field] });
    }
  }
  return merge;
}
