import type { BucketEnvironment, BucketGrant } from '../../typings/signing-api';
import { byEnvironment, type BoardEntry } from './board-entries';
import type { Queue } from './queue';

/** A queue that several others can be written together with. */
export interface Target {
  readonly key: string;
  /** As it was on the screen. */
  readonly queue: Queue;
  readonly grant: BucketGrant;
}

/** @returns the queues of these rows that can be paused: they run, and CI has described them. */
export function targetsOf(entries: readonly BoardEntry[]): Target[] {
  return entries.flatMap(({ key, bucket: { grant }, queue }) =>
    queue?.seen && queue.state === 'Active' ? [{ key, queue: queue.seen, grant }] : [],
  );
}

/** @returns how many of the targets are in each environment, in the order of the board. */
export function countByEnvironment(targets: readonly Target[]): [BucketEnvironment, number][] {
  const counts = new Map<BucketEnvironment, number>();
  for (const { grant } of targets) counts.set(grant.environment, (counts.get(grant.environment) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => byEnvironment(a, b));
}

/** Targets that are chosen to be written together: all of one environment, whatever is asked for. */
export class Selection {
  private readonly keys = new Set<string>();

  has(key: string): boolean {
    return this.keys.has(key);
  }

  /** @returns those of the targets that are chosen; the others may have changed since. */
  of(targets: readonly Target[]): Target[] {
    return targets.filter(({ key }) => this.has(key));
  }

  /**
   * Chooses the target, or no longer.
   *
   * @param targets all that could be chosen
   * @returns the environment of those that are chosen, if the target is of another one: then nothing has changed
   */
  toggle(target: Target, targets: readonly Target[]): BucketEnvironment | undefined {
    if (this.keys.delete(target.key)) return undefined;
    const [other] = this.of(targets);
    if (other !== undefined && other.grant.environment !== target.grant.environment) {
      return other.grant.environment;
    }
    this.keys.add(target.key);
    return undefined;
  }

  /** Chooses exactly the targets of that environment; none, if they are what is chosen. */
  toggleAll(environment: BucketEnvironment, targets: readonly Target[]): void {
    const wanted = targets.filter(({ grant }) => grant.environment === environment);
    const areChosen = wanted.every(({ key }) => this.has(key)) && wanted.length === this.keys.size;
    this.clear();
    if (!areChosen) for (const { key } of wanted) this.keys.add(key);
  }

  clear(): void {
    this.keys.clear();
  }
}
