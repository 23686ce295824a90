/** Thrown when data can not cross from the logic to the view on a phone. */
export class DataError extends Error {
  override readonly name = 'DataError';
}

const isPlain = (value: object): value is Record<string, unknown> => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/**
 * Copies a value the way it travels from the logic to the view in WeChat, as JSON.
 * @param place names the value in the error.
 * @throws DataError for what JSON drops or changes: undefined, functions, dates, class instances, NaN, circles.
 */
export function copyAsJson(value: unknown, place: string, around: readonly object[] = []): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value !== 'object')
    throw new DataError(`${place} is ${describe(value)}, which setData can not carry`);
  if (around.includes(value)) throw new DataError(`${place} contains itself, which setData can not carry`);
  const inside = [...around, value];
  if (Array.isArray(value)) {
    return Array.from(value, (item: unknown, index) => copyAsJson(item, `${place}[${index}]`, inside));
  }
  if (!isPlain(value)) throw new DataError(`${place} is ${describe(value)}, which setData can not carry`);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, copyAsJson(item, `${place}.${key}`, inside)]),
  );
}

function describe(value: unknown): string {
  if (typeof value === 'object' && value) return `a ${value.constructor.name}`;
  return typeof value === 'function' || typeof value === 'symbol' ? `a ${typeof value}` : String(value);
}

/** Counts what setData carries, for measurements. */
export interface SetDataStats {
  calls: number;
  /** Of the data as JSON in UTF-8. */
  bytes: number;
  /** Of them, what the largest call carried. */
  largest: number;
  /** The most calls of a page or component within one second, by its path. */
  busiest: Record<string, number>;
}

/** Counts calls, by whoever makes them. */
export class BusiestSecond {
  readonly most: Record<string, number> = {};
  private readonly recent = new Map<string, number[]>();

  count(path: string, now: number): void {
    const calls = (this.recent.get(path) ?? []).filter((at) => at > now - 1_000);
    calls.push(now);
    this.recent.set(path, calls);
    this.most[path] = Math.max(this.most[path] ?? 0, calls.length);
  }
}

/** Bytes as JSON; a component of an npm package may pass functions or circles, which count as nothing. */
export function jsonBytes(data: object): number {
  try {
    return new TextEncoder().encode(JSON.stringify(data)).length;
  } catch {
    return 0;
  }
}
