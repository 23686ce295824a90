/** Thrown when the sandbox itself does not answer, or answers what it should not. */
export class RouterError extends Error {
  override readonly name = 'RouterError';
}

/** Posts JSON to the sandbox and gives its JSON answer; everything but a 2xx is an error. */
export type PostToRouter = (path: string, body: object, signal?: AbortSignal) => Promise<unknown>;

/** How many posts are under way, until their answers are read: a phone with one of them is not at rest. */
export const traffic = { underWay: 0 };

/** @param sandboxUrl address of the sandbox, `http://127.0.0.1:PORT/`. */
export function createRouterClient(sandboxUrl: string): PostToRouter {
  const post: PostToRouter = async (path, body, signal) => {
    const response = await fetch(new URL(path, sandboxUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      ...(signal && { signal }),
    });
    if (!response.ok) throw new RouterError(`the sandbox answered ${path} with ${response.status}`);
    const answer: unknown = await response.json();
    return answer;
  };
  return async (path, body, signal) => {
    traffic.underWay += 1;
    try {
      return await post(path, body, signal);
    } finally {
      traffic.underWay -= 1;
    }
  };
}

/** Reads a text field of an answer that has to have it. */
export function readText(answer: unknown, field: string): string {
  const value: unknown = typeof answer === 'object' && answer ? Reflect.get(answer, field) : undefined;
  if (typeof value !== 'string' || value === '') throw new RouterError(`the sandbox gave no ${field}`);
  return value;
}
