import { eachLimited } from '../../../miniprogram/utils/each-limited';

/** Work that is finished by hand. */
function manualWork() {
  const running: { item: number; finish: () => void; fail: (reason: Error) => void }[] = [];
  const begun: number[] = [];
  const work = (item: number): Promise<void> => {
    begun.push(item);
    return new Promise((finish, fail) => running.push({ item, finish, fail }));
  };
  return { begun, running, work };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('no more than the limit runs at once, and the next one begins when one ends', async () => {
  const { begun, running, work } = manualWork();
  const all = eachLimited([1, 2, 3, 4], 2, work);
  expect(begun).toEqual([1, 2]);
  running[1]?.finish();
  await turn();
  expect(begun).toEqual([1, 2, 3]);
  running[0]?.finish();
  running[2]?.finish();
  await turn();
  running[3]?.finish();
  await all;
  expect(begun).toEqual([1, 2, 3, 4]);
});

test('a failure rejects, and nothing new is begun', async () => {
  const { begun, running, work } = manualWork();
  const all = eachLimited([1, 2, 3], 1, work);
  running[0]?.fail(new Error('no'));
  await expect(all).rejects.toThrow('no');
  expect(begun).toEqual([1]);
});

test('nothing to do is done', async () => {
  await expect(eachLimited([], 8, () => Promise.reject(new Error('never')))).resolves.toBeUndefined();
});
