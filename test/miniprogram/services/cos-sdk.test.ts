import { usePhone } from '../../support/phone';

const bench = usePhone();

afterEach(() => {
  jest.dontMock('cos-wx-sdk-v5');
});

/** Opens the app anew. @returns what happens from now on, in order */
function watch(): string[] {
  const order: string[] = [];
  jest.doMock('cos-wx-sdk-v5', () => {
    order.push('the SDK runs');
    return jest.requireActual<object>('cos-wx-sdk-v5');
  });
  const { wx } = bench.phone;
  const send = wx.request.bind(wx);
  jest.spyOn(wx, 'request').mockImplementation((options) => {
    order.push('a request');
    return send({
      ...options,
      success: (answer) => {
        order.push('its answer');
        options.success?.(answer);
      },
    });
  });
  bench.reopen();
  return order;
}

test('the SDK runs while the first key is on its way, and not before: the first page does not wait for it', async () => {
  const order = watch();
  expect(order).toEqual([]);
  const { buckets } = await bench.services.session.getSession();
  expect(order).toEqual(['a request', 'the SDK runs', 'its answer']);
  const [grant] = buckets;
  if (grant === undefined) throw new Error('no bucket');
  expect((await bench.services.queues.listQueues(grant)).queues.length).toBeGreaterThan(0);
  expect(order.filter((step) => step === 'the SDK runs')).toHaveLength(1);
});
