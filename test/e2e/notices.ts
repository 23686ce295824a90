import type { PhonePage } from './harness';

/** What says on a screen that something failed, ended or waits to be looked at. */
const NOTICES = 'error-panel, bucket-failure, failure-banner, note-card, result-bar, .broken';

/** @returns the words of every notice that can be seen, in their order. A notice inside another one is a part of it. */
export async function readNotices(phone: PhonePage): Promise<string[]> {
  const texts = await phone.screen
    .locator(NOTICES)
    .evaluateAll(
      (elements: HTMLElement[], selector) =>
        elements
          .filter((element) => element.checkVisibility() && element.parentElement?.closest(selector) == null)
          .map((element) => element.innerText.trim()),
      NOTICES,
    );
  return texts.filter((text) => text !== '');
}

/**
 * Compares the notices of a screen with what the screen declares.
 * @throws when it shows one that no declared sentence is in, or when a declared sentence is in none
 */
export function expectNotices(screen: string, shown: readonly string[], declared: readonly string[]): void {
  const unasked = shown.filter((text) => !declared.some((sentence) => text.includes(sentence)));
  const missing = declared.filter((sentence) => !shown.some((text) => text.includes(sentence)));
  const problems = [
    ...unasked.map((text) => `it shows, without having asked for it: ${text.replace(/\s+/g, ' ')}`),
    ...missing.map((sentence) => `it does not show: ${sentence}`),
  ];
  if (problems.length > 0) throw new Error(`the screen ${screen} is not as declared\n${problems.join('\n')}`);
}
