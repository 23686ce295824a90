/** What the app keeps in memory beyond a page. Import it before anything that uses it. */
import type { PausedQueues } from '../../../../miniprogram/services/stored/paused-queues';

interface Module {
  PausedQueues: new () => PausedQueues;
  pausedQueues: PausedQueues;
}

const mockApp: { paused?: PausedQueues } = {};

jest.mock('../../../../miniprogram/services/stored/paused-queues', () => {
  const actual = jest.requireActual<Module>('../../../../miniprogram/services/stored/paused-queues');
  return {
    ...actual,
    get pausedQueues() {
      return (mockApp.paused ??= new actual.PausedQueues());
    },
  };
});

/** Ends the app: memory is gone, storage is not. */
export function closeApp(): void {
  delete mockApp.paused;
}
