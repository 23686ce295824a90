/** Values for the placeholders of a text. */
export type TextParams = Readonly<Record<string, string | number>>;

/** Names of the placeholders in a text: `{name}`, and `{count|queue|queues}`, which picks a word by a number. */
export type ParamsOf<Text extends string> = Text extends `${string}{${infer Inner}}${infer Rest}`
  ? (Inner extends `${infer Name}|${string}` ? Name : Inner) | ParamsOf<Rest>
  : never;

/** `{name}` or `{name|one|many}`. */
export const PLACEHOLDER = /\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g;

/** @returns the text with its placeholders filled. A missing value leaves its placeholder where everybody sees it. */
export function formatText(text: string, params: TextParams = {}): string {
  return text.replace(PLACEHOLDER, (placeholder, name: string, one?: string, many?: string) => {
    const value = params[name];
    if (value === undefined) return placeholder;
    if (one === undefined || many === undefined) return String(value);
    return Number(value) === 1 ? one : many;
  });
}
