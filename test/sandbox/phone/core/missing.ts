import type { Outcome } from './callbacks';

interface FailureCallbacks {
  fail?: (outcome: Outcome) => void;
  complete?: (outcome: Outcome) => void;
}

/** The stand-in of a function that a host does not have: says so, then fails the caller instead of doing nothing. */
function missingFunction(name: string, host: string): (options?: FailureCallbacks) => never | undefined {
  return (options) => {
    const message = `${name} is not in the ${host}`;
    console.error(message);
    if (!options?.fail && !options?.complete) throw new Error(message);
    const outcome = { errMsg: `${name.replace(/^wx\./, '')}:fail not in the ${host}` };
    options.fail?.(outcome);
    options.complete?.(outcome);
    return undefined;
  };
}

/**
 * Makes everything that `api` lacks say which function is missing when it is called. Asking whether it is there
 * (`'x' in wx`, `wx.canIUse`) still says no.
 * @param prefix what stands before a function's name in the message: `wx`.
 */
export function reportMissing<Api extends object>(api: Api, prefix: string, host: string): Api {
  return new Proxy(api, {
    get(target, key, receiver) {
      // Promise resolution asks every object for `then`; an answer would make it a promise.
      if (key in target || typeof key === 'symbol' || key === 'then') {
        return Reflect.get(target, key, receiver) as unknown;
      }
      return missingFunction(`${prefix}.${key}`, host);
    },
  });
}
