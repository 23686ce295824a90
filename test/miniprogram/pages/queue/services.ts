/** The services as the page sees them, answered for by a test. Import it before anything that uses them. */
import type { AdminRole, BucketGrant } from '../../../../typings/signing-api';
import { AppError } from '../../../../miniprogram/models/errors';
import { refOf, type Queue } from '../../../../miniprogram/models/queue';
import { diffFields, fieldsOf } from '../../../../miniprogram/models/fields';
import type { WriteKind, WriteResult } from '../../../../miniprogram/models/write';
import * as draftService from '../../../../miniprogram/services/stored/drafts';
import * as lastWrites from '../../../../miniprogram/services/writes/last';
import * as pendingService from '../../../../miniprogram/services/writes/pending';
import * as writerService from '../../../../miniprogram/services/writes/writer';
import * as queueService from '../../../../miniprogram/services/ci/queues';
import * as sessionService from '../../../../miniprogram/services/access/session';
import { makePendingWrite } from '../../../support/make-pending-write';
import { makeQueue } from '../../../support/make-queue';
import { grant } from './support';

// A service that is replaced is loaded first, and the SDK with it, which wants a real phone.
jest.mock('cos-wx-sdk-v5', () => ({}));
jest.mock('../../../../miniprogram/services/stored/drafts');
jest.mock('../../../../miniprogram/services/writes/last');
jest.mock('../../../../miniprogram/services/writes/pending');
jest.mock('../../../../miniprogram/services/writes/writer');
jest.mock('../../../../miniprogram/services/ci/queues');
jest.mock('../../../../miniprogram/services/access/session');

export const drafts = jest.mocked(draftService);
export const pendingWrites = jest.mocked(pendingService);
export const writer = jest.mocked(writerService);
export const queues = jest.mocked(queueService);
export const sessions = jest.mocked(sessionService);
const lastWriteFor = jest.mocked(lastWrites.lastWriteFor);
export const lostIn = jest.mocked(lastWrites.lostIn);

export const active = makeQueue();
export const paused = makeQueue({ State: 'Paused', UpdateTime: '2022-08-10T16:23:11+0800' });
export const renamed = makeQueue({ Name: 'renamed' });
export const ref = refOf(active);

/** Tells the page what became of a write that was unclear. */
export let tellPending: pendingService.PendingListener;

/** Makes the services answer for one queue. */
export function serve(queue: Queue, role: AdminRole = 'operator', buckets: BucketGrant[] = [grant]): void {
  const session = { admin: { name: 'Li', role }, buckets };
  sessions.getSession.mockResolvedValue(session);
  sessions.renewSession.mockResolvedValue(session);
  queues.getQueue.mockResolvedValue(queue);
  lostIn.mockReturnValue([]);
  pendingWrites.onPendingChange.mockImplementation((listener) => {
    tellPending = listener;
    return () => undefined;
  });
}

/** Makes a write end well, as the services would: verified, remembered, and there when it is read again. */
export function succeed(
  kind: WriteKind,
  before: Queue,
  after: Queue,
  theirs: WriteResult['theirs'] = [],
): void {
  const changed = diffFields(fieldsOf(before), fieldsOf(after));
  const write = {
    pause: writer.pauseQueue,
    resume: writer.resumeQueue,
    edit: writer.updateQueue,
    undo: writer.undoWrite,
  };
  write[kind].mockImplementationOnce(() => {
    lastWriteFor.mockReturnValue({ ref: refOf(after), kind, verifiedAt: 1, before, after, changed });
    queues.getQueue.mockResolvedValue(after);
    return Promise.resolve({ outcome: 'done', before, after, changed, theirs, recorded: true });
  });
}

/** The services' word for "it did not happen". */
export function notDone(): AppError {
  return new AppError('WRITE_NOT_DONE', {}, new AppError('NETWORK'));
}

/** A write that was sent and got no answer. */
export function pendingWrite(
  status: pendingService.PendingWrite['status'],
  kind: WriteKind = 'pause',
): pendingService.PendingWrite {
  return makePendingWrite({ ref, kind, status });
}
