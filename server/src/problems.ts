import type { z } from 'zod';

/** Every problem that zod found, one sentence each, with the place but never with the value. */
export function problemsOf(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => {
    const place = path.map(String).join('.');
    return place === '' ? message : `${place}: ${message}`;
  });
}
