import type { IncomingHttpHeaders } from 'node:http';

const THIS_MACHINE = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/;
const OWN_SITES: unknown[] = ['same-origin', 'none'];

/**
 * Says why a caller may not use the sandbox's endpoints; undefined when they may.
 *
 * Any page that is open in a browser of this machine can send requests here. Its `Origin` or `Sec-Fetch-Site` gives it
 * away, and, when it bound its own name to 127.0.0.1, its `Host`. A script sends neither of the first two.
 */
export const refusalOf = (headers: IncomingHttpHeaders): string | undefined => {
  const host = (headers.host ?? '').toLowerCase();
  if (!THIS_MACHINE.test(host)) return 'the Host header names another machine than this one';
  const { origin = `http://${host}` } = headers;
  if (origin !== `http://${host}`) return 'the request comes from a page of another origin';
  const site = headers['sec-fetch-site'];
  if (site !== undefined && !OWN_SITES.includes(site)) return 'the request comes from a page of another site';
  return undefined;
};
