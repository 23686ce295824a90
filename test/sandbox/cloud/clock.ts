/** The three clouds that are stood in for: CI, STS, and WeChat's login service. */
export type Service = 'ci' | 'sts' | 'wechat';

/** The clocks of the services. A `clock` fault moves one of them away from the machine's own. */
export class CloudClock {
  readonly #machine: () => number;
  readonly #offsets = new Map<Service, number>();

  /** @param machine milliseconds since 1970, as `Date.now`. */
  constructor(machine: () => number) {
    this.#machine = machine;
  }

  /** Milliseconds since 1970 by the clock of `service`. */
  now(service: Service): number {
    return this.#machine() + (this.#offsets.get(service) ?? 0);
  }

  /** Whole Unix seconds by the clock of `service`. */
  seconds(service: Service): number {
    return Math.floor(this.now(service) / 1000);
  }

  /** Puts every clock right, then moves those that are named, by milliseconds. */
  set(offsets: ReadonlyMap<Service, number>): void {
    this.#offsets.clear();
    for (const [service, offset] of offsets) this.#offsets.set(service, offset);
  }
}
