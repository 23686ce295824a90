/** The rest of a question in the hands of a test: it ends when the test says so, not by the clock. */
import { REST_MS } from '../../miniprogram/components/confirm-sheet/arming';
import { has, settled, until, type Node } from './simulate';

/** Call it before the sheet is opened; `jest.restoreAllMocks()` gives the clock back. */
export function holdRests(): { end(): Promise<void> } {
  const realSetTimeout = setTimeout;
  const realClearTimeout = clearTimeout;
  const resting = new Map<unknown, () => void>();
  jest.spyOn(globalThis, 'setTimeout').mockImplementation((task: () => void, ms = 0) => {
    // A timer that never runs by itself stands for the one that is held.
    const timer = realSetTimeout(ms === REST_MS ? () => undefined : task, ms === REST_MS ? 0 : ms);
    if (ms === REST_MS) resting.set(timer, task);
    return timer;
  });
  jest.spyOn(globalThis, 'clearTimeout').mockImplementation((timer) => {
    resting.delete(timer);
    realClearTimeout(timer);
  });
  return {
    end: async () => {
      const tasks = [...resting.values()];
      resting.clear();
      for (const task of tasks) task();
      await settled();
    },
  };
}

/** Waits until the button of an open sheet takes a yes. */
export function rested(sheet: Node): Promise<void> {
  return until(() => has(sheet, '.confirm') && !has(sheet, '.confirm', '.resting'));
}

/** Ends every rest as soon as the code that began it has run; `jest.restoreAllMocks()` gives the clock back. */
export function skipRests(): void {
  const realSetTimeout = setTimeout;
  jest
    .spyOn(globalThis, 'setTimeout')
    .mockImplementation((task: () => void, ms = 0) => realSetTimeout(task, ms === REST_MS ? 0 : ms));
}
