import { z } from 'zod';
import { Refusal } from './http';

const oneOrMore = z
  .union([z.string(), z.array(z.string()).min(1)])
  .transform((value) => (typeof value === 'string' ? [value] : value));

// Strict on purpose: an element that is not evaluated here must not look as if it had been.
const policySchema = z.strictObject({
  version: z.literal('2.0'),
  statement: z
    .array(z.strictObject({ effect: z.enum(['allow', 'deny']), action: oneOrMore, resource: oneOrMore }))
    .min(1),
});

/** A CAM policy inside a temporary key: what the key may do, and with what. */
export type Policy = z.output<typeof policySchema>;

const refuse = (code: string, message: string): never => {
  throw new Refusal(200, code, message);
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return refuse('InvalidParameter.StrategyFormatError', 'The policy is not JSON.');
  }
};

const decode = (encoded: string): string => {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return refuse('InvalidParameter.StrategyFormatError', 'The policy is not url-encoded.');
  }
};

/**
 * Reads the `Policy` parameter of GetFederationToken (598/35838): url-encoded JSON, without a `principal`. Throws
 * {@link Refusal} with an `InvalidParameter.*` code of STS.
 */
export const parsePolicy = (encoded: string): Policy => {
  // An encoded policy has none of these: it was passed on as plain JSON.
  if (/[{}"\s]/.test(encoded)) {
    refuse('InvalidParameter.StrategyFormatError', 'The policy is not url-encoded.');
  }
  const parsed = policySchema.safeParse(parseJson(decode(encoded)));
  if (!parsed.success) {
    return refuse('InvalidParameter.StrategyFormatError', 'The policy does not follow the CAM syntax.');
  }
  for (const { resource } of parsed.data.statement) {
    if (resource.some((name) => name !== '*' && name.split(':').length !== 6)) {
      refuse('InvalidParameter.ResouceError', 'A resource has not six segments.');
    }
  }
  return parsed.data;
};

/** `*` stands for any run of characters; everything else for itself, case included. */
const matches = (pattern: string, value: string): boolean =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.?+^$(){}|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  ).test(value);

const actionMatches = (pattern: string, action: string): boolean =>
  matches(pattern.startsWith('name/') ? pattern.slice('name/'.length) : pattern, action);

const resourceMatches = (pattern: string, resource: string): boolean => {
  if (pattern === '*') return true;
  const wanted = resource.split(':');
  // `qcs::ci:<region>:...`: the documents print this table with an empty region, which then means every region.
  return pattern
    .split(':')
    .every((part, index) => (index === 3 && part === '') || matches(part, wanted[index] ?? ''));
};

/**
 * Whether the policy lets `action` (`ci:UpdatePicProcessQueue`) be done with `resource`
 * (`qcs::ci:<region>:uid/<appid>:bucket/<bucket>/*`). A deny wins over every allow.
 */
export const isAllowed = (policy: Policy, action: string, resource: string): boolean => {
  const effects = policy.statement
    .filter(
      (statement) =>
        statement.action.some((pattern) => actionMatches(pattern, action)) &&
        statement.resource.some((pattern) => resourceMatches(pattern, resource)),
    )
    .map(({ effect }) => effect);
  return effects.includes('allow') && !effects.includes('deny');
};
