/** WeChat gives the query as it was written: nothing is decoded. */
export function parseQuery(search: string): Record<string, string> {
  const pairs = search.split('&').filter((pair) => pair !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [key = '', ...value] = pair.split('=');
      return [key, value.join('=')];
    }),
  );
}

/** Splits a url, absolute or relative to the page that is open, into path and query. */
export function splitUrl(url: string, from: string): { path: string; search: string } {
  const at = url.indexOf('?');
  const target = at < 0 ? url : url.slice(0, at);
  const { pathname } = new URL(target, `http://mini-program/${from}`);
  return { path: pathname.slice(1), search: at < 0 ? '' : url.slice(at + 1) };
}
