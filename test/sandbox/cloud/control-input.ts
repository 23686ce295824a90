import type { z } from 'zod';

/** The input of a control endpoint is not what the contract says; the message lists every problem. */
export class ControlInputError extends Error {
  override readonly name = 'ControlInputError';
}

/** Reads `input` with `schema`. Throws {@link ControlInputError}. */
export const parseControl = <Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> => {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => {
    const where = issue.path.map(String).join('.');
    return where === '' ? issue.message : `${where}: ${issue.message}`;
  });
  throw new ControlInputError(problems.join('; '));
};
