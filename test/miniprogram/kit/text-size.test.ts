interface Definition {
  lifetimes: { attached(this: Page): void };
  pageLifetimes: { show(this: Page): void };
}
interface Page {
  data: { pageStyle: string };
  setData: jest.Mock<void, [Page['data']]>;
}

let info: { fontSizeScaleFactor?: number };
Object.assign(globalThis, {
  wx: { getAppBaseInfo: () => info },
  Behavior: (definition: unknown) => definition,
});
const { textSize } = jest.requireActual<{ textSize: Definition }>('../../../miniprogram/kit/text-size');

/** A page that has just been opened, in a WeChat whose texts are that large. */
function open(factor?: number): Page {
  info = factor === undefined ? {} : { fontSizeScaleFactor: factor };
  const page: Page = {
    data: { pageStyle: '' },
    setData: jest.fn((data) => {
      page.data = data;
    }),
  };
  textSize.lifetimes.attached.call(page);
  return page;
}

test.each([0.9, 1.5])('the texts are %f times as large as usual, as in WeChat', (factor) => {
  expect(open(factor).data.pageStyle).toBe(`--font-scale: ${factor}`);
});

test.each([1, undefined])('a factor of %s leaves the texts as they are, and draws nothing anew', (factor) => {
  const page = open(factor);
  expect(page.data.pageStyle).toBe('');
  expect(page.setData).not.toHaveBeenCalled();
});

test('a page that comes back to the usual size takes it', () => {
  const page = open(1.2);
  info = { fontSizeScaleFactor: 1 };
  textSize.pageLifetimes.show.call(page);
  expect(page.data.pageStyle).toBe('');
});

test('a page that comes back follows what was set meanwhile', () => {
  const page = open(1);
  info = { fontSizeScaleFactor: 1.4 };
  textSize.pageLifetimes.show.call(page);
  expect(page.data.pageStyle).toBe('--font-scale: 1.4');
});

test('a page that comes back to the same size draws nothing anew', () => {
  const page = open(1.2);
  textSize.pageLifetimes.show.call(page);
  expect(page.setData).toHaveBeenCalledTimes(1);
});
