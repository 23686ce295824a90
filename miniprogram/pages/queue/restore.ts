import { t } from '../../i18n/index';
import { refOf, type Queue } from '../../models/queue';
import { fieldsOf, isSameValue } from '../../models/fields';
import type { WriteDiffersError } from '../../models/write';
import type { LastWrite } from '../../services/writes/last';
import { describeConsequences } from './differences';

/** @returns whether something of the write is still there to be taken back. */
export function isRestorable(last: LastWrite, queue: Queue): boolean {
  const now = fieldsOf(queue);
  return last.changed.some(({ field, to }) => isSameValue(field, now[field], to));
}

/** @returns what is ours in a write that did not come out as it was sent, in the shape of one that can be taken back. */
export function asLastWrite({ before, after, changed }: WriteDiffersError): LastWrite {
  return {
    ref: refOf(after),
    kind: 'edit',
    verifiedAt: Date.now(),
    before,
    after,
    changed,
  };
}

/** @returns what happened, or did not, between a change and its being taken back, and cannot be mended. */
export function irrecoverable(before: Queue, after: Queue): string[] {
  const [from, to] = [fieldsOf(before), fieldsOf(after)];
  const lost: string[] = [];
  if (describeConsequences(from, to).losses.length > 0) lost.push(t('queue.cautionMissed'));
  if (from.state !== 'Paused' && to.state === 'Paused') lost.push(t('common.cautionRefused'));
  if (from.state === 'Paused' && to.state === 'Active') lost.push(t('common.cautionStarted'));
  return lost;
}
