/** The place of a key: keys of objects and indexes of lists, outermost first. */
export type KeyPath = (string | number)[];

/** A string or a structural character. Numbers, literals and spaces are skipped. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/g;

/** An open object or list, and the current key or index in it. */
interface Level {
  at: string | number;
  keys: Set<string>;
}

/**
 * Finds every key that an object has more than once, which `JSON.parse` accepts silently.
 * @param json a text that `JSON.parse` accepts
 */
export function repeatedKeys(json: string): KeyPath[] {
  const found: KeyPath[] = [];
  const levels: Level[] = [];
  let text = '""';
  for (const [token] of json.matchAll(TOKEN)) {
    const level = levels.at(-1);
    if (token === '{' || token === '[') levels.push({ at: token === '[' ? 0 : '', keys: new Set() });
    else if (token === '}' || token === ']') levels.pop();
    else if (token === ',' && typeof level?.at === 'number') level.at += 1;
    else if (token === ':' && level !== undefined) {
      level.at = JSON.parse(text) as string;
      if (level.keys.has(level.at)) found.push(levels.map(({ at }) => at));
      level.keys.add(level.at);
    } else text = token;
  }
  return found;
}
