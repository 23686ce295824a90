/** The services as the board sees them, to be answered for by a test. Import it before anything that uses them. */
jest.mock('../../../../miniprogram/services/session', () => ({
  getSession: jest.fn(),
  renewSession: jest.fn(),
}));
jest.mock('../../../../miniprogram/services/queues', () => ({ listQueues: jest.fn() }));
jest.mock('../../../../miniprogram/services/queue-writer', () => ({
  pauseQueue: jest.fn(),
  resumeQueue: jest.fn(),
  undoWrite: jest.fn(),
}));
jest.mock('../../../../miniprogram/services/pending-writes', () => ({
  checkPending: jest.fn(),
  onPendingChange: jest.fn(() => () => undefined),
  pendingWriteFor: jest.fn(),
}));
