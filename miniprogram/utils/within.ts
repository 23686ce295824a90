/**
 * Waits for a call into WeChat for at most `ms` milliseconds: there are calls that never answer.
 *
 * @param late called when time is up: its value is taken instead, what it throws ends the wait
 */
export async function within<Value>(
  ms: number,
  call: Promise<Value>,
  late: () => Value | Promise<Value>,
): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  try {
    return await Promise.race([call, timeUp.then(late)]);
  } finally {
    if (timer !== undefined) clearTimeout(timer);
  }
}
