import { setLanguage } from '../../../../miniprogram/i18n/index';
import {
  describeConsequences,
  describeDifferences,
  describeLost,
} from '../../../../miniprogram/pages/queue/differences';
import { makeFields } from './support';

const before = makeFields();

test('a changed field is told as old and new value', () => {
  expect(describeDifferences([{ field: 'resultFormat', from: 'JSON', to: 'XML' }])).toEqual([
    { field: 'resultFormat', label: '回调内容格式', from: 'JSON', to: 'XML', note: '' },
  ]);
});

describe('what is hidden of two addresses is told by its length, and whether it changes', () => {
  const HOST = 'https://a.example.com';
  test.each([
    ['a longer token', '?token=4f1c9e7b2a9', '?token=new。', '?token=••••', '?token=•••• (11 → 4 位)'],
    ['another one as long', '?token=one', '?token=two', '?token=••••', '?token=•••• (3 位，已改)'],
    ['the same one', '?token=one&x=1', '?token=one&x=2', '?token=••••&x=1', '?token=••••&x=2'],
    ['one that comes', '', '/hook/k3y-9f', '', '/hook/•••• (6 位)'],
    ['one that goes', '?sig=abc', '?x=1', '?sig=•••• (3 位)', '?x=1'],
    ['one in the path', '/hook/k3y', '/hook/k3y-9', '/hook/••••', '/hook/•••• (3 → 5 位)'],
    [
      'letters outside of the basic plane',
      '?token=a',
      '?token=😀😀',
      '?token=••••',
      '?token=•••• (1 → 2 位)',
    ],
    ['stars, which are none', '?token=one', '?token=***', '?token=•••• (3 位)', '?token=***'],
  ])('%s', (_what, from, to, fromText, toText) => {
    const [view] = describeDifferences([{ field: 'url', from: HOST + from, to: HOST + to }]);
    expect([view?.from, view?.to]).toEqual([HOST + fromText, HOST + toText]);
    expect(view?.note).toBe('');
  });

  test('in English', () => {
    setLanguage('en');
    const texts = ['?token=4f1c9e7b2a9', '?token=new.', '?token=x'].map((query) => HOST + query);
    const [first, second] = describeDifferences([
      { field: 'url', from: texts[0] ?? '', to: texts[1] ?? '' },
      { field: 'url', from: texts[1] ?? '', to: texts[2] ?? '' },
    ]);
    setLanguage('zh_CN');
    expect(first?.to).toBe(`${HOST}?token=•••• (11 → 4 characters)`);
    expect(second?.to).toBe(`${HOST}?token=•••• (4 → 1 character)`);
  });

  test('of two that come masked from the storage nothing is known but that they differ', () => {
    const [view] = describeDifferences([
      { field: 'url', from: `${HOST}/?token=***`, to: `${HOST}/?token=***` },
    ]);
    expect(view).toMatchObject({ to: `${HOST}/?token=***`, note: '看得见的部分相同，隐藏的部分有改动' });
  });

  test('no address is told as none', () => {
    const [view] = describeDifferences([{ field: 'url', from: '', to: 'no address' }]);
    expect([view?.from, view?.to]).toEqual(['未设置', '•••• (10 位)']);
  });
});

test('what was lost is told as it was and as it is, and can be copied as it was, without its secrets', () => {
  const lost = describeLost([
    { path: 'KafkaConfig.Topic', from: 'events', to: '' },
    { path: 'Hook', from: 'https://a.example.com/?token=one', to: 'https://a.example.com/?token=two' },
    { path: 'Mq.Password', from: 'hush', to: 'other' },
  ]);
  expect(lost?.differences).toEqual([
    { field: 'KafkaConfig.Topic', label: 'KafkaConfig.Topic', from: 'events', to: '未设置', note: '' },
    expect.objectContaining({
      to: 'https://a.example.com/?token=***',
      note: '看得见的部分相同，隐藏的部分有改动',
    }),
    expect.objectContaining({ from: '***', to: '***' }),
  ]);
  expect(lost?.copyText).toBe(
    'KafkaConfig.Topic: events\nHook: https://a.example.com/?token=***\nMq.Password: ***',
  );
  expect(describeLost([])).toBeNull();
});

describe('deliveries that stop are told', () => {
  const lossesOf = (after: Parameters<typeof makeFields>[0], from = before): string[] =>
    describeConsequences(from, { ...from, ...after }).losses;

  test('when callbacks are turned off: all of them, and nothing else', () => {
    expect(lossesOf({ notifyState: 'Off', url: 'https://other.example.com', events: '' })).toEqual([
      '回调将停止：不再通知 https://callback.example.com/ci',
    ]);
  });

  test('when the address is replaced', () => {
    expect(lossesOf({ url: 'https://new.example.com' })).toEqual([
      '不再通知原来的目标：https://callback.example.com/ci',
    ]);
  });

  test('when the type is another', () => {
    expect(lossesOf({ type: 'TDMQ', mqName: 'jobs' })).toEqual([
      '不再通知原来的目标：https://callback.example.com/ci',
    ]);
  });

  test('when an event is removed, unknown ones too', () => {
    expect(lossesOf({ events: 'WorkflowFinish' })).toEqual(['不再通知这些事件：任务完成']);
    expect(lossesOf({ events: 'TaskFinish' }, makeFields({ events: 'Other,TaskFinish' }))).toEqual([
      '不再通知这些事件：Other',
    ]);
  });

  test.each(['mqMode', 'mqRegion', 'mqName'] as const)('when %s of a used message queue changes', (field) => {
    const mq = makeFields({ type: 'TDMQ', mqMode: 'Topic', mqRegion: 'sh', mqName: 'jobs' });
    expect(lossesOf({ [field]: 'other' }, mq)).toHaveLength(1);
  });

  test('not when callbacks were off anyway', () => {
    expect(lossesOf({ url: '', events: '' }, makeFields({ notifyState: 'Off' }))).toEqual([]);
  });

  test('not when a setting changes that the type does not use', () => {
    expect(lossesOf({ mqName: 'jobs' })).toEqual([]);
    expect(lossesOf({ url: 'https://new.example.com' }, makeFields({ type: 'TDMQ' }))).toEqual([]);
  });

  test('not when events only change places', () => {
    expect(lossesOf({ events: 'WorkflowFinish,TaskFinish' })).toEqual([]);
  });

  test('without a token', () => {
    const secret = makeFields({ url: 'https://a.example.com/?token=s3cr3t' });
    expect(lossesOf({ notifyState: 'Off' }, secret).join()).not.toContain('s3cr3t');
  });
});

describe('what else happens is told', () => {
  const cautionsOf = (after: Parameters<typeof makeFields>[0], from = before): string[] =>
    describeConsequences(from, { ...from, ...after }).cautions;

  test('when the queue is paused or resumed', () => {
    expect(cautionsOf({ state: 'Paused' })[0]).toContain('新任务不再调度');
    expect(cautionsOf({ state: 'Active' }, makeFields({ state: 'Paused' }))[0]).toContain('开始执行');
  });

  test('when callbacks are turned on', () => {
    expect(cautionsOf({ notifyState: 'On' }, makeFields({ notifyState: 'Off' }))).toEqual([
      '回调将开启：任务完成、工作流完成时通知 https://callback.example.com/ci',
    ]);
  });

  test('when their receiver gets another format, XML by default', () => {
    expect(cautionsOf({ resultFormat: '' })).toEqual(['通知内容改为 XML，接收方要能解析']);
    expect(cautionsOf({ resultFormat: 'XML' }, makeFields({ notifyState: 'Off' }))).toEqual([]);
  });

  test('a new name alone has no consequences', () => {
    const after = { ...before, name: 'other' };
    expect(describeConsequences(before, after)).toEqual({ losses: [], cautions: [] });
  });
});
