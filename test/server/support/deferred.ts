/** A promise that the test settles itself. */
export function deferred() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return {
    promise,
    resolve: (): void => {
      resolve();
    },
  };
}
