import type { BucketGrant } from '../../../typings/signing-api';
import { t } from '../../i18n/index';
import { regionText } from '../../i18n/words';
import { titleOf, type Queue } from '../../models/queue';
import type { ConfirmTarget, ConfirmView } from './confirm-sheet';

/** @returns what a write to the queue is about to touch. */
export function confirmTarget(queue: Queue, grant: BucketGrant): ConfirmTarget {
  return {
    queueName: titleOf(queue),
    bucketLabel: grant.label,
    bucket: queue.bucket,
    region: regionText(queue.region),
    environment: grant.environment,
  };
}

/** @returns the question before a queue is paused or resumed: what is touched, and what will happen. */
export function stateQuestion(action: 'pause' | 'resume', queue: Queue, grant: BucketGrant): ConfirmView {
  const pause = action === 'pause';
  const production = grant.environment === 'production';
  const title = pause
    ? t(production ? 'common.pauseQuestionProduction' : 'common.pauseQuestion')
    : t(production ? 'common.resumeQuestionProduction' : 'common.resumeQuestion');
  return {
    title,
    target: confirmTarget(queue, grant),
    effects: stateEffects(action),
    confirmText: t(pause ? 'common.confirmPause' : 'common.confirmResume'),
    tone: 'normal',
  };
}

/** @returns what happens to a queue, and to its jobs, that is paused or resumed. */
export function stateEffects(action: 'pause' | 'resume'): string[] {
  const effects =
    action === 'pause'
      ? [t('common.pauseEffectRunning'), t('common.pauseEffectWaiting'), t('common.pauseEffectNew')]
      : [t('common.resumeEffectWaiting'), t('common.resumeEffectNew')];
  return [...effects, t('common.effectOnlyState')];
}
