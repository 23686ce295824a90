import { traffic } from '../core/router';
import type { CountedTimers } from './timers';

const isMoving = (animation: Animation): boolean =>
  animation.playState === 'running' && animation.effect?.getComputedTiming().iterations !== Infinity;

const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/** Waits until no request is under way, no short timer about to run, no animation that has an end still running. */
export async function atRest(timers: CountedTimers): Promise<void> {
  const isBusy = (): boolean =>
    traffic.underWay > 0 || timers.pending > 0 || document.getAnimations().some(isMoving);
  // Twice in a row, because the end of one thing may begin the next.
  for (let quietFrames = 0; quietFrames < 2; quietFrames = isBusy() ? 0 : quietFrames + 1) await nextFrame();
}
