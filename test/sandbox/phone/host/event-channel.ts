type Listener = (...args: unknown[]) => void;

/** One end of the channel between a page and the page that it opened. */
export interface ChannelEnd {
  on(name: string, listener: Listener): void;
  off(name: string, listener?: Listener): void;
  emit(name: string, ...args: unknown[]): void;
}

const add = (listeners: Map<string, Listener[]>, name: string, listener: Listener): void => {
  listeners.set(name, [...(listeners.get(name) ?? []), listener]);
};

function createEnd(own: Map<string, Listener[]>, other: Map<string, Listener[]>): ChannelEnd {
  return {
    on: (name, listener) => {
      add(own, name, listener);
    },
    off: (name, listener) => {
      own.set(name, listener ? (own.get(name) ?? []).filter((item) => item !== listener) : []);
    },
    emit: (name, ...args) => {
      for (const listener of other.get(name) ?? []) listener(...args);
    },
  };
}

/** Document "EventChannel": what `navigateTo` gives to its caller and to the page that it opens. */
export class EventChannel {
  readonly opener: ChannelEnd;
  readonly opened: ChannelEnd;

  constructor(events: Record<string, Listener> = {}) {
    const atOpener = new Map<string, Listener[]>();
    const atOpened = new Map<string, Listener[]>();
    for (const [name, listener] of Object.entries(events)) add(atOpener, name, listener);
    this.opener = createEnd(atOpener, atOpened);
    this.opened = createEnd(atOpened, atOpener);
  }
}
