import { openForm, withTouched, withTried, withValue } from '../../../../miniprogram/pages/queue/form';
import type { ChoiceView } from '../../../../miniprogram/components/choice-group/choice-group';
import { describeForm } from '../../../../miniprogram/pages/queue/form-view';
import { makeQueue } from '../../../support/make-queue';
import { makeKafka, makeNotified } from './support';

const values = (choices: ChoiceView[]): string[] => choices.map(({ value }) => value);
const chosen = (choices: ChoiceView[]): string[] =>
  choices.filter((choice) => choice.chosen).map(({ value }) => value);

test('a field that is wrong is not advised as well', () => {
  const form = openForm(makeNotified({ Url: 'http://192.168.1.8/' }));
  expect(describeForm(form).advice.url).toEqual([
    { text: '注意：地址不在公网上，云端可能送不到', warning: true },
    { text: '注意：http 不加密，途中可能被读到或改动', warning: true },
  ]);
  expect(describeForm(form).advice.resultFormat).toEqual([]);
  const wrong = withTried(withValue(form, 'url', 'http://192.168.1.9/'));
  expect(describeForm(wrong)).toMatchObject({
    errors: { url: expect.stringContaining('公网') as string },
    advice: { url: [] },
  });
});

test('every documented value is offered under a name', () => {
  const view = describeForm(openForm(makeQueue()));
  expect(values(view.states)).toEqual(['Active', 'Paused']);
  expect(values(view.events)).toEqual(['TaskFinish', 'WorkflowFinish']);
  expect(values(view.types)).toEqual(['Url', 'TDMQ']);
  expect(values(view.formats)).toEqual(['XML', 'JSON']);
  expect(values(view.mqModes)).toEqual(['Topic', 'Queue']);
  expect(view.mqRegions.map(({ label }) => label)).toEqual(['上海', '北京', '广州', '成都', '中国香港']);
});

test('what the queue says is chosen', () => {
  const view = describeForm(openForm(makeQueue()));
  expect(chosen(view.states)).toEqual(['Active']);
  expect(chosen(view.events)).toEqual(['TaskFinish', 'WorkflowFinish']);
  expect(chosen(view.types)).toEqual(['Url']);
  expect(chosen(view.formats)).toEqual(['JSON']);
  expect([view.notifyOn, view.notifyText]).toEqual([true, '开启']);
});

test('only the settings of the chosen type are shown', () => {
  const url = openForm(makeQueue());
  expect(describeForm(url)).toMatchObject({ usesUrl: true, usesMq: false });
  expect(describeForm(withValue(url, 'type', 'TDMQ'))).toMatchObject({ usesUrl: false, usesMq: true });
});

describe('a type that nobody documents', () => {
  const kafka = openForm(makeKafka());

  test('is chosen, and its settings are shown to be read', () => {
    const view = describeForm(kafka);
    expect(chosen(view.types)).toEqual(['Kafka']);
    expect(view.types[2]?.note).toBe('本控制台不认识，原样保留');
    expect(view.otherSettings).toEqual([
      { path: 'KafkaConfig.InstanceId', text: 'ckafka-1' },
      { path: 'KafkaConfig.Topic', text: 'events' },
    ]);
  });

  test('can be left and taken back', () => {
    const left = withValue(kafka, 'type', 'Url');
    expect(chosen(describeForm(left).types)).toEqual(['Url']);
    expect(describeForm(left).otherSettings).toEqual([]);
    expect(describeForm(withValue(left, 'type', 'Kafka')).unsaved).toBe('');
  });
});

test('on and off need no list; a third value does', () => {
  expect(describeForm(openForm(makeQueue())).notifyStates).toEqual([]);
  const third = describeForm(openForm(makeNotified({ State: 'Muted' })));
  expect(chosen(third.notifyStates)).toEqual(['Muted']);
  expect(values(third.notifyStates)).toEqual(['On', 'Off', 'Muted']);
});

test('events that CI added later are named and cannot be tapped', () => {
  const view = describeForm(openForm(makeNotified({ Event: 'TransCodingFinish,TaskFinish' })));
  expect(view.eventsKept).toBe('另外保留：TransCodingFinish');
  expect(chosen(view.events)).toEqual(['TaskFinish']);
});

test('the name is counted without the blanks around it', () => {
  expect(describeForm(withValue(openForm(makeQueue()), 'name', ' 队列 ')).nameCount).toBe('2/128');
});

test('errors are words at their field', () => {
  const { errors } = describeForm(withTried(withValue(openForm(makeQueue()), 'url', 'http://10.0.0.1/x')));
  expect(errors.url).toBe('地址必须能从公网访问，不能是内网或本机地址');
  expect(errors.name).toBe('');
});

test('a draft that had to leave out a token says so', () => {
  const form = openForm(makeQueue(), { url: 'https://a.example.com/?token=***' }, ['url']);
  expect(describeForm(form).errors.url).toContain('草稿不保存地址里可能是令牌的部分');
});

describe('a repair of the callback address', () => {
  const saved = openForm(makeNotified({ Url: 'https://saved.example.com/ci?token=4f1c9e7b2a' }));
  const pasted = (text: string) => withTouched(withValue(saved, 'url', text), 'url');

  test.each([
    ['https://new.example.com/ci?token=new。', '去掉末尾的 “。”'],
    ['https://new.example.com/c\u200bi', '去掉看不见的字符'],
    ['https：//new.example.com/ci', '全角字符改为半角'],
    ['https://new.example.com/c\u200bi。', '去掉看不见的字符，去掉末尾的 “。”'],
    ['地址：https://new.example.com/ci?token=new 谢谢', '用其中的地址 https://new.example.com/…'],
    ['地址：https://new.example.com', '用其中的地址 https://new.example.com'],
    ['https://new.example.com/回调', '把 “回调” 改为百分号编码'],
    ['https://new.example.com/回调地址的一个长长的路径', '把 “回调地址的一个长…” 改为百分号编码'],
    ['https://saved.example.com/v2?token=***', '填回已保存的隐藏部分'],
  ])('for %j is named by what it does', (text, label) => {
    expect(describeForm(pasted(text)).errors.url).not.toBe('');
    expect(describeForm(pasted(text)).urlRepair).toBe(label);
  });

  test('is offered once the error is said, not while it is first typed', () => {
    expect(describeForm(withValue(saved, 'url', 'https://new.example.com/ci。')).urlRepair).toBe('');
  });

  test('is offered for an odd address that is saved already, which may stay as it is', () => {
    const odd = describeForm(openForm(makeNotified({ Url: 'https://a.example.com/c\u200bi' })));
    expect(odd).toMatchObject({ errors: { url: '' }, urlRepair: '去掉看不见的字符' });
    expect(odd.advice.url?.[0]).toEqual({
      text: '注意：地址里有不能使用或看不见的字符，云端可能送不到',
      warning: true,
    });
  });

  test('never fills what a draft left out: its secret is not the saved one', () => {
    const url = 'https://saved.example.com/v2?token=***';
    const draft = openForm(makeNotified({ Url: 'https://saved.example.com/ci?token=4f1c9e7b2a' }), { url }, [
      'url',
    ]);
    expect(describeForm(withTried(draft)).urlRepair).toBe('');
  });
});

test('a name that may be too long in bytes is warned of', () => {
  const { advice, errors } = describeForm(withValue(openForm(makeQueue()), 'name', '队'.repeat(43)));
  expect(errors.name).toBe('');
  expect(advice.name).toEqual([{ warning: true, text: expect.stringContaining('128 字节') as string }]);
});

test('unsaved fields are named', () => {
  const form = withValue(withValue(openForm(makeQueue()), 'name', 'x'), 'resultFormat', 'XML');
  expect(describeForm(form).unsaved).toBe('已修改：队列名称、回调内容格式');
});
