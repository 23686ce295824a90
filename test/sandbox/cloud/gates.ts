import { EventEmitter, once } from 'node:events';
import { meets, type RequestMatch, type Target } from './faults';

/** A gate that holds requests back after they have arrived and before they have any effect. */
export interface Gate {
  /** Resolves once so many requests have come to it, one by default. */
  arrived(count?: number): Promise<void>;
  /** Lets the waiting requests go on, and all that follow. */
  open(): void;
}

interface ClosedGate {
  match: RequestMatch;
  count: number;
  arrivals: EventEmitter;
  waiting: { goOn: () => void; giveUp: (reason: Error) => void }[];
}

/**
 * The closed gates of the cloud. A test that has to do something while a request is under way holds it here: a latency
 * would leave only so much time for it, and on a busy machine that is too little.
 */
export class Gates {
  readonly #closed = new Set<ClosedGate>();

  /** Closes a gate for the requests that match. */
  hold(match: RequestMatch): Gate {
    const gate: ClosedGate = { match, count: 0, arrivals: new EventEmitter(), waiting: [] };
    this.#closed.add(gate);
    return {
      arrived: async (count = 1) => {
        while (gate.count < count) await once(gate.arrivals, 'arrival');
      },
      open: () => {
        this.#closed.delete(gate);
        for (const { goOn } of gate.waiting) goOn();
      },
    };
  }

  /** Waits at every closed gate that the request comes to. Rejects when they are taken away. */
  async pass(target: Target): Promise<void> {
    for (const gate of [...this.#closed].filter(({ match }) => meets(match, target))) {
      gate.count += 1;
      gate.arrivals.emit('arrival');
      // It may have been opened while the request waited at another one.
      if (!this.#closed.has(gate)) continue;
      await new Promise<void>((goOn, giveUp) => {
        gate.waiting.push({ goOn, giveUp });
      });
    }
  }

  /** Takes all gates away. The requests that wait at one do not go on. */
  clear(): void {
    for (const gate of this.#closed) {
      for (const { giveUp } of gate.waiting) giveUp(new Error('the gate was taken away'));
    }
    this.#closed.clear();
  }
}
