import { z } from 'zod';
import type { Service } from './clock';
import { parseControl } from './control-input';

const TEN_YEARS_MS = 10 * 365 * 24 * 3_600_000;

const service = z.enum(['ci', 'sts', 'wechat']);
const milliseconds = z.int().min(0).max(600_000);
// Ten years: further away, a time no longer fits the form in which CI writes it.
const offset = z.int().min(-TEN_YEARS_MS).max(TEN_YEARS_MS);
const status = z.int().min(200).max(599);
const code = z.union([z.string().min(1), z.int().transform(String)]);
const upperCase = z.string().transform((text) => text.toUpperCase());
const onlyCi = (kind: string) => z.literal('ci', { error: `${kind} is a fault of ci` });

/** Which requests a fault meets. What is left out matches everything. */
const match = {
  service,
  method: upperCase.optional(),
  host: z.string().optional(),
  path: z.string().startsWith('/').optional(),
  times: z.int().min(1).optional(),
};

const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...match, kind: z.literal('latency'), ms: milliseconds }),
  z
    .strictObject({ ...match, kind: z.literal('status'), status, code: code.optional() })
    .refine((fault) => fault.service !== 'wechat' || /^-?\d+$/.test(fault.code ?? '-1'), {
      path: ['code'],
      error: 'WeChat has numbers as error codes',
    }),
  z.strictObject({ ...match, kind: z.literal('drop-before') }),
  z.strictObject({ ...match, kind: z.literal('drop-after') }),
  z.strictObject({ ...match, kind: z.literal('truncate') }),
  z.strictObject({ ...match, kind: z.literal('html'), status: status.default(200) }),
  z.strictObject({
    ...match,
    service: onlyCi('expired-token'),
    kind: z.literal('expired-token'),
  }),
  z.strictObject({
    ...match,
    service: onlyCi('stale'),
    method: upperCase.pipe(z.literal('GET')).default('GET'),
    kind: z.literal('stale'),
    ms: milliseconds,
  }),
  z
    .strictObject({
      ...match,
      service: onlyCi('late'),
      method: upperCase.pipe(z.literal('PUT')).default('PUT'),
      kind: z.literal('late'),
      ms: milliseconds,
      where: z.enum(['cloud', 'network']).default('cloud'),
      answer: z.enum(['accepted', 'cut']).optional(),
    })
    .refine(({ where, answer }) => where === 'cloud' || answer !== 'accepted', {
      path: ['answer'],
      error: 'what has not reached the cloud cannot be accepted',
    })
    .transform(({ answer, ...fault }) => ({
      ...fault,
      answer: answer ?? (fault.where === 'cloud' ? 'accepted' : 'cut'),
    })),
  z.strictObject({ service, kind: z.literal('clock'), ms: offset }),
]);

/**
 * One fault, as `POST /__sandbox/faults` takes it.
 *
 * - `method`, `host` match exactly; `path` matches itself and everything below it (`/picqueue` meets `/picqueue/p1`).
 * - `times` requests are met; left out, all of them are until the next list or a reset, but for `expired-token`, which
 *   happens once. A request uses up every `latency` that matches it, and the first other one.
 * - `latency` waits `ms` before the request is looked at. `status` answers `status` with `code` in the service's own
 *   dialect, nothing done. `html` answers a gateway's page (200 unless `status` says otherwise), nothing done.
 * - `drop-before` cuts the connection, nothing done; `drop-after` does it and cuts the connection; `truncate` does it
 *   and sends the first half of the answer as if it were all.
 * - `expired-token` ends the temporary key of the request until a reset: every later call with that key is refused too.
 * - `stale` answers a GET with the queues, UpdateTime included, as they were `ms` ago. The Date header still says now.
 * - `late` holds a PUT back for `ms`. In the `cloud` (`where`, the default) it is checked at once, answered with a 2xx as if
 *   it were done, or cut off (`answer`: `accepted`, the default, or `cut`), and takes effect later, whatever its signature
 *   says by then. On the `network` it is cut off at once and reaches the cloud later: only then is it checked, and a
 *   signature that has ended meanwhile (`q-sign-time`) is refused with SignatureExpired, so that nothing is done.
 * - `clock` moves the clock of `service` by `ms` until the next list of faults or a reset; it has no `times`.
 */
export type Fault = z.output<typeof faultSchema>;

/** A fault that meets a single request, `latency` and `clock` aside. */
export type RequestFault = Exclude<Fault, { kind: 'latency' | 'clock' }>;

/** Reads a list of faults. Throws `ControlInputError` with every problem of it. */
export const parseFaults = (input: unknown): Fault[] => parseControl(z.array(faultSchema), input);

/** A request, as far as faults and gates look at it. */
export interface Target {
  service: Service;
  method: string;
  host: string;
  path: string;
}

/** Which requests are meant. What is left out matches everything. */
export type RequestMatch = Pick<Target, 'service'> & { [Key in keyof Target]?: Target[Key] | undefined };

const isBelow = (path: string, parent: string): boolean =>
  path === parent || path.startsWith(parent.endsWith('/') ? parent : `${parent}/`);

/** Returns whether the request is one of those that are meant. */
export const meets = ({ service, method, host, path }: RequestMatch, target: Target): boolean =>
  service === target.service &&
  (method === undefined || method === target.method) &&
  (host === undefined || host === target.host) &&
  (path === undefined || isBelow(target.path, path));

/** The faults that are set, each with what is left of its `times`. */
export class FaultList {
  #active: { fault: Exclude<Fault, { kind: 'clock' }>; left: number }[] = [];

  /** Forgets the faults before and takes these. Returns how far each clock is to be moved. */
  replace(faults: readonly Fault[]): Map<Service, number> {
    const clocks = new Map<Service, number>();
    this.#active = [];
    for (const fault of faults) {
      if (fault.kind === 'clock') clocks.set(fault.service, fault.ms);
      else this.#active.push({ fault, left: fault.times ?? (fault.kind === 'expired-token' ? 1 : Infinity) });
    }
    return clocks;
  }

  /** What happens to this request; it is counted. */
  meet(target: Target): { latencyMs: number; fault: RequestFault | undefined } {
    let latencyMs = 0;
    let met: RequestFault | undefined;
    for (const entry of this.#active) {
      const { fault } = entry;
      if (entry.left === 0 || !meets(fault, target)) continue;
      if (fault.kind === 'latency') latencyMs += fault.ms;
      else if (met === undefined) met = fault;
      else continue;
      entry.left -= 1;
    }
    return { latencyMs, fault: met };
  }
}
