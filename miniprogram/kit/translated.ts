import { onLanguageChange } from '../i18n/index';

/** What the behavior needs of its component. */
interface Translated {
  /** Puts the words of the language of the moment into the data. */
  translate(): void;
}

const subscriptions = new WeakMap<object, () => void>();

/** Calls `translate` of a component at its start, and when the language changes. */
export const translated = Behavior({
  lifetimes: {
    attached() {
      const component = this as unknown as Translated;
      component.translate();
      const stop = onLanguageChange(() => {
        component.translate();
      });
      subscriptions.set(this, stop);
    },
    detached() {
      subscriptions.get(this)?.();
    },
  },
});
