/** An item of a list in the data. Equal keys are the same item, with the same fields. */
interface Keyed {
  readonly key: string;
}

/**
 * @returns what `setData` needs to turn a list in the data into another: only the fields that differ, by their paths;
 * an item where another one stands now; the whole list when it has another length.
 */
export function listPatch<Item extends Keyed>(
  path: string,
  shown: readonly Item[],
  wanted: readonly Item[],
): Record<string, unknown> {
  if (shown.length !== wanted.length) return { [path]: wanted };
  const patch: Record<string, unknown> = {};
  wanted.forEach((item, index) => {
    const old = shown[index];
    const place = `${path}[${index}]`;
    if (old === undefined || old.key !== item.key) patch[place] = item;
    else Object.assign(patch, fieldPatch(`${place}.`, old, item));
  });
  return patch;
}

/** @returns the fields of `wanted` that differ from what is shown, each under `prefix` and its name. */
export function fieldPatch(prefix: string, shown: object, wanted: object): Record<string, unknown> {
  const before: Record<string, unknown> = { ...shown };
  return Object.fromEntries(
    Object.entries(wanted)
      .filter(([name, value]) => !isSame(before[name], value))
      .map(([name, value]) => [`${prefix}${name}`, value as unknown]),
  );
}

/** Both are plain data, built by the same code: equal text is equal data. */
function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
