import { t } from '../../i18n/index';
import type { RepairStep, UrlRepair } from '../../models/clean-url';

/** Characters that a button names one by one. */
const MOST_LETTERS = 8;

/** @returns what a repair does, as the words on its button. */
export function repairText({ steps }: UrlRepair): string {
  return steps.map(stepText).join(t('queue.repairSeparator'));
}

function stepText(step: RepairStep): string {
  switch (step.kind) {
    case 'invisible':
      return t('queue.repairInvisible');
    case 'width':
      return t('queue.repairWidth');
    case 'hidden':
      return t('queue.repairHidden');
    case 'trailing':
      return t('queue.repairTrailing', { text: step.text });
    case 'encode':
      return t('queue.repairEncode', { text: shortened(step.text) });
    case 'extract':
      return t('queue.repairExtract', { url: withoutPath(step.url) });
  }
}

/** Enough to see which characters are meant. */
function shortened(text: string): string {
  const letters = Array.from(text);
  return letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS).join('')}…` : text;
}

/** The address itself is in the field, and too long for a button. */
function withoutPath(url: string): string {
  return url.replace(/^([a-z]+:\/\/[^/?#]*).*$/i, (all, origin: string) =>
    all === origin ? all : `${origin}/…`,
  );
}
