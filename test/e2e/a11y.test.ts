/** Every screen and dialog stands axe-core's rules, in both languages and both themes. */
import axe, { type AxeResults } from 'axe-core';
import { LANGUAGES } from '../../miniprogram/i18n/index';
import { useConsole } from './console';
import { usePhones, type PhonePage } from './harness';
import { openScreen, SCREENS } from './screens';

const console = useConsole();
const phones = usePhones();

/**
 * A card of the board is read as one sentence, what matters first: it does not repeat the picture word by word. The rule is
 * for people who speak to their browser.
 */
const NOT_FOR_US = ['label-content-name-mismatch'];

/** @returns what axe-core calls serious or critical, with the elements that it means. */
async function seriousFindings(phone: PhonePage): Promise<string[]> {
  await phone.idle();
  await phone.app.evaluate(axe.source);
  const { violations } = await phone.app.evaluate<AxeResults>(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .filter(({ id }) => !NOT_FOR_US.includes(id))
    .map(({ id, help, nodes }) => `${id} (${help}): ${nodes.map(({ html }) => html).join(' | ')}`);
}

describe.each(LANGUAGES)('%s', (lang) => {
  test.each(SCREENS)('$name', async (screen) => {
    const phone = await openScreen(phones.open, console.it, screen, { lang });
    expect({ light: await seriousFindings(phone) }).toEqual({ light: [] });
    await phone.setTheme('dark');
    expect({ dark: await seriousFindings(phone) }).toEqual({ dark: [] });
  });
});

test('a finding is found', async () => {
  const phone = await phones.open(console.it.url);
  await phone.app.evaluate(() => {
    document.querySelector('.phone-page:not([hidden])')?.insertAdjacentHTML('beforeend', '<input />');
  });
  expect(await seriousFindings(phone)).toEqual([expect.stringMatching(/^label /)]);
});
