/** The services as the board sees them, to be answered for by a test. Import it before anything that uses them. */
jest.mock('../../../../miniprogram/services/access/session', () => ({
  getSession: jest.fn(),
  renewSession: jest.fn(),
}));
jest.mock('../../../../miniprogram/services/ci/queues', () => ({ listQueues: jest.fn() }));
jest.mock('../../../../miniprogram/services/writes/writer', () => ({
  pauseQueue: jest.fn(),
  resumeQueue: jest.fn(),
  undoWrite: jest.fn(),
}));
jest.mock('../../../../miniprogram/services/writes/pending', () => ({
  checkPending: jest.fn(),
  onPendingChange: jest.fn(() => () => undefined),
  pendingWriteFor: jest.fn(),
}));
