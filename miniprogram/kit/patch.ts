/** What `setData` takes: new values by their paths. */
export type Patch = Record<string, unknown>;

type Plain = Readonly<Record<string, unknown>>;

/**
 * Compares what is shown with what is wanted, both plain data.
 *
 * Objects, and lists of equal length whose items have a `key`, are compared part by part, so that little crosses to
 * WeChat's view; anything else that differs is given as a whole. What `wanted` leaves out stays as it is.
 */
export function patch(shown: object, wanted: object): Patch {
  const found: Patch = {};
  const before: Plain = { ...shown };
  for (const [name, value] of Object.entries(wanted)) compare(name, before[name], value, found);
  return found;
}

function compare(path: string, shown: unknown, wanted: unknown, found: Patch): void {
  if (shown === wanted) return;
  const [items, newItems] = [keyedItems(shown), keyedItems(wanted)];
  if (items !== undefined && newItems !== undefined && items.length === newItems.length) {
    newItems.forEach((item, index) => {
      compareItem(`${path}[${index}]`, items[index], item, found);
    });
  } else if (isPlain(shown) && isPlain(wanted) && hasSameNames(shown, wanted)) {
    compareFields(path, shown, wanted, found);
  } else if (JSON.stringify(shown) !== JSON.stringify(wanted)) {
    found[path] = wanted;
  }
}

function compareItem(path: string, shown: Plain | undefined, wanted: Plain, found: Patch): void {
  if (shown !== undefined && shown['key'] === wanted['key'] && hasSameNames(shown, wanted)) {
    compareFields(path, shown, wanted, found);
  } else {
    found[path] = wanted;
  }
}

function compareFields(path: string, shown: Plain, wanted: Plain, found: Patch): void {
  for (const [name, value] of Object.entries(wanted)) compare(`${path}.${name}`, shown[name], value, found);
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field that is gone, or a name that a path cannot hold, needs the whole object. */
function hasSameNames(shown: Plain, wanted: Plain): boolean {
  const names = Object.keys(wanted);
  return (
    names.length === Object.keys(shown).length &&
    names.every((name) => /^\w+$/.test(name) && Object.prototype.hasOwnProperty.call(shown, name))
  );
}

/** @returns the items of a list that all have a key, `undefined` for anything else */
function keyedItems(value: unknown): readonly Plain[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const isKeyed = (item: unknown): item is Plain => isPlain(item) && typeof item['key'] === 'string';
  return value.every(isKeyed) ? value : undefined;
}
