import { createStore } from '../../../miniprogram/kit/store';

test('each change notifies with the whole new state', () => {
  const store = createStore({ a: 1, b: 2 });
  const seen: object[] = [];
  store.subscribe((state) => seen.push(state));
  store.set({ a: 3 });
  expect(seen).toEqual([{ a: 3, b: 2 }]);
});

test('the old state stays as it was', () => {
  const store = createStore({ a: 1 });
  const before = store.get();
  store.set({ a: 2 });
  expect(before).toEqual({ a: 1 });
});

test('a batch notifies once', () => {
  const store = createStore({ a: 1, b: 2 });
  const listener = jest.fn();
  store.subscribe(listener);
  store.batch(() => {
    store.set({ a: 3 });
    store.set({ b: 4 });
  });
  expect(listener.mock.calls).toEqual([[{ a: 3, b: 4 }]]);
});

test('a batch that throws still notifies of what it changed', () => {
  const store = createStore({ a: 1 });
  const listener = jest.fn();
  store.subscribe(listener);
  expect(() => {
    store.batch(() => {
      store.set({ a: 2 });
      throw new Error('broken');
    });
  }).toThrow('broken');
  expect(listener).toHaveBeenCalledWith({ a: 2 });
});

test('a listener that ended hears nothing', () => {
  const store = createStore({ a: 1 });
  const listener = jest.fn();
  const stop = store.subscribe(listener);
  stop();
  store.set({ a: 2 });
  expect(listener).not.toHaveBeenCalled();
});
