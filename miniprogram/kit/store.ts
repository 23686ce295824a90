/** One immutable state, and the one way to change it. */
export interface Store<State extends object> {
  /** @returns the state as it is now; it is never changed in place */
  get(): State;
  /** Replaces some of the state, and notifies. */
  set(change: Partial<State>): void;
  /** Notifies once of all changes made inside. */
  batch(changes: () => void): void;
  /** @returns a function that ends the subscription */
  subscribe(listener: (state: State) => void): () => void;
}

/** Creates a store. It notifies at once, so that an input can be given a text twice in a row. */
export function createStore<State extends object>(initial: State): Store<State> {
  const listeners: ((state: State) => void)[] = [];
  let current = initial;
  let depth = 0;
  let hasChanged = false;

  const notify = (): void => {
    if (depth > 0 || !hasChanged) return;
    hasChanged = false;
    for (const listener of [...listeners]) listener(current);
  };
  return {
    get: () => current,
    set(change) {
      current = { ...current, ...change };
      hasChanged = true;
      notify();
    },
    batch(changes) {
      depth += 1;
      try {
        changes();
      } finally {
        depth -= 1;
        notify();
      }
    },
    subscribe(listener) {
      listeners.push(listener);
      return () => {
        const index = listeners.indexOf(listener);
        if (index >= 0) listeners.splice(index, 1);
      };
    },
  };
}
