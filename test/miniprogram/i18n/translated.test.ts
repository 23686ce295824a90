import { setLanguage } from '../../../miniprogram/i18n/index';

interface Definition {
  lifetimes: Record<'attached' | 'detached', (this: Component) => void>;
}
interface Component {
  translate: jest.Mock;
}

Object.assign(globalThis, { Behavior: (definition: unknown) => definition });
const { translated } = jest.requireActual<{ translated: Definition }>('../../../miniprogram/kit/translated');
const { attached, detached } = translated.lifetimes;

/** A component that has come onto the screen. */
function show(): Component {
  const component = { translate: jest.fn() };
  attached.call(component);
  return component;
}

test('a component says something from the start', () => {
  expect(show().translate).toHaveBeenCalledTimes(1);
});

test('each change of the language translates everything on the screen', () => {
  const components = [show(), show()];
  setLanguage('en');
  setLanguage('zh_CN');
  expect(components.map(({ translate }) => translate.mock.calls.length)).toEqual([3, 3]);
});

test('what has left the screen is left alone, and the rest is not', () => {
  const [gone, there] = [show(), show()];
  detached.call(gone);
  setLanguage('en');
  expect([gone, there].map(({ translate }) => translate.mock.calls.length)).toEqual([1, 2]);
});

test('a component that never came onto the screen may leave it', () => {
  const component = { translate: jest.fn() };
  expect(() => {
    detached.call(component);
  }).not.toThrow();
});
