import { refOf } from '../../miniprogram/models/queue';
import type { PendingWrite } from '../../miniprogram/services/writes/pending';
import { makeQueue } from './make-queue';

/** A pause that was sent and whose outcome is not known. */
export function makePendingWrite(overrides: Partial<PendingWrite> = {}): PendingWrite {
  return {
    id: 'w1',
    ref: refOf(makeQueue()),
    kind: 'pause',
    sentAt: 1,
    validUntil: 26_000,
    accepted: false,
    acceptedUpdateTime: '',
    beforeUpdateTime: '',
    before: '',
    sent: '',
    fields: [{ field: 'state', from: 'Active', to: 'Paused', wanted: '' }],
    keyId: '',
    status: 'gave-up',
    recorded: true,
    ...overrides,
  };
}
