/** What every asynchronous `wx` function may be given. */
export interface Callbacks<Result> {
  success?: (result: Result & Outcome) => void;
  fail?: (error: Outcome) => void;
  complete?: (outcome: Outcome) => void;
}

/** The part that success and failure share: `errMsg` is `name:ok` or `name:fail reason`. */
export interface Outcome {
  errMsg: string;
  errno?: number;
}

/** Thrown inside an API to fail it; `reason` is what WeChat writes after `fail`. */
export class WxFailure extends Error {
  override readonly name = 'WxFailure';

  constructor(
    readonly reason: string,
    readonly errno?: number,
  ) {
    super(reason);
  }
}

/** The plain object that `fail` and rejections carry in WeChat. */
export function toOutcome(name: string, error: unknown): Outcome {
  const reason = error instanceof Error ? error.message : String(error);
  const outcome: Outcome = { errMsg: `${name}:fail ${reason}` };
  if (error instanceof WxFailure && error.errno !== undefined) outcome.errno = error.errno;
  return outcome;
}

/** An asynchronous `wx` function as the mini-program sees it. */
export type AsyncApi<Options, Result> = (
  options?: Options & Callbacks<Result>,
) => Promise<Result & Outcome> | undefined;

/**
 * Gives `run` the shape of WeChat's asynchronous functions: with a callback among the options it answers through
 * callbacks and returns nothing, without one it returns a promise. The work begins with the call, as it does on the phone,
 * and nothing is answered before the call has returned.
 */
export function asyncApi<Options extends object, Result extends object>(
  name: string,
  run: (options: Options) => Result | Promise<Result>,
): AsyncApi<Options, Result> {
  return (options) => {
    const given = options ?? ({} as Options & Callbacks<Result>);
    const answer = new Promise<Result>((resolve) => {
      resolve(run(given));
    }).then((result) => ({ ...result, errMsg: `${name}:ok` }));
    const { success, fail, complete } = given;
    if (!success && !fail && !complete) {
      return answer.catch((error: unknown) => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- WeChat rejects with a plain object
        throw toOutcome(name, error);
      });
    }
    void answer.then(
      (result) => {
        success?.(result);
        complete?.(result);
      },
      (error: unknown) => {
        const outcome = toOutcome(name, error);
        fail?.(outcome);
        complete?.(outcome);
      },
    );
    return undefined;
  };
}
