/**
 * @returns what `setData` needs to turn a list in the data into another: only the paths of items that differ, or the
 * whole list when it has another length.
 */
export function listPatch<Item>(
  path: string,
  shown: readonly Item[],
  wanted: readonly Item[],
): Record<string, unknown> {
  if (shown.length !== wanted.length) return { [path]: wanted };
  const patch: Record<string, unknown> = {};
  wanted.forEach((item, index) => {
    if (!isSame(shown[index], item)) patch[`${path}[${index}]`] = item;
  });
  return patch;
}

/** Both are plain data, built by the same code: equal text is equal data. */
function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
