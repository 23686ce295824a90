type Container = Record<string | number, unknown>;

/** Data on a screen is plain, and jsdom has no `structuredClone`. */
const clone = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

/** Does to data what WeChat's `setData` does: `a.b[0].c` names a place inside, missing objects on the way are made. */
export function applyPatch<Data extends object>(
  data: Data,
  changes: Readonly<Record<string, unknown>>,
): Data {
  const copy = clone(data);
  for (const [path, value] of Object.entries(changes)) {
    const names = [...path.matchAll(/[^.[\]]+/g)].map(([name]) => name);
    let place = copy as Container;
    for (const name of names.slice(0, -1)) place = (place[name] ??= {}) as Container;
    place[names.at(-1) ?? ''] = clone(value);
  }
  return copy;
}
