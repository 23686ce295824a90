/** When what a run waits for was on the screen, and what went over the network. Milliseconds since the window was opened. */
export interface Probe {
  /** The first of the mini-program's own code ran: what is before is the host, and the same for every mini-program. */
  startedAt: number;
  /** By the name of the milestone; one that is missing was not reached. */
  reached: Record<string, number>;
  requests: number;
  /** The largest number of requests that were under way at once. */
  mostAtOnce: number;
}

/** Something that a run waits for: a text that is new on the screen and holds this. */
export type Milestones = Readonly<Record<string, string>>;

declare global {
  interface Window {
    probe?: Probe;
  }
}

/**
 * Watches the mini-program's window; runs in the browser before anything else does. It looks at what changes only, so
 * that a long page does not cost it more than a short one.
 */
export function installProbe(milestones: Milestones): void {
  if (window.name !== 'app') return;
  const probe: Probe = { startedAt: NaN, reached: {}, requests: 0, mostAtOnce: 0 };
  window.probe = probe;

  const waiting = new Map(Object.entries(milestones));
  const whenPainted = (done: () => void): void => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = done;
      port2.postMessage(null);
    });
  };
  const look = (text: string): void => {
    for (const [name, wanted] of waiting) {
      if (!text.includes(wanted)) continue;
      waiting.delete(name);
      whenPainted(() => {
        probe.reached[name] = performance.now();
      });
    }
  };
  const observer = new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      if (target instanceof Text) look(target.data);
      for (const node of addedNodes) look(node.textContent ?? '');
    }
    if (waiting.size === 0) observer.disconnect();
  });
  observer.observe(document, { childList: true, characterData: true, subtree: true });

  let underWay = 0;
  const send = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    if (!(input instanceof URL && input.pathname === '/__phone/request')) return send(input, init);
    underWay += 1;
    probe.requests += 1;
    probe.mostAtOnce = Math.max(probe.mostAtOnce, underWay);
    try {
      return await send(input, init);
    } finally {
      underWay -= 1;
    }
  };

  let miniProgram: Window['miniProgram'];
  Object.defineProperty(window, 'miniProgram', {
    configurable: true,
    get: () => miniProgram,
    set: (built: NonNullable<typeof miniProgram>) => {
      const templates: typeof built.templates = (scope) => {
        probe.startedAt = performance.now();
        return built.templates(scope);
      };
      miniProgram = { ...built, templates };
    },
  });
}
