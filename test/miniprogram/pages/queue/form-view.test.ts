import {
  openForm,
  withTouched,
  withTried,
  withValue,
  type Form,
} from '../../../../miniprogram/pages/queue/form';
import type { ChoiceView } from '../../../../miniprogram/components/choice-group/choice-group';
import { describeForm } from '../../../../miniprogram/pages/queue/form-view';
import { makeQueue } from '../../../support/make-queue';
import { makeKafka, makeNotified } from './support';

const values = (choices: ChoiceView[]): string[] => choices.map(({ value }) => value);
const chosen = (choices: ChoiceView[]): string[] =>
  choices.filter((choice) => choice.chosen).map(({ value }) => value);

test('a field that is wrong is not advised as well', () => {
  const form = openForm(makeNotified({ Url: 'http://192.168.1.8/' }));
  expect(describeForm(form).fields.url.advice).toEqual([
    { text: '注意：地址不在公网上，云端可能送不到', warning: true },
    { text: '注意：http 不加密，途中可能被读到或改动', warning: true },
  ]);
  expect(describeForm(form).fields.resultFormat.advice).toEqual([]);
  const wrong = withTried(withValue(form, 'url', 'http://192.168.1.9/'));
  expect(describeForm(wrong)).toMatchObject({
    fields: { url: { error: expect.stringContaining('公网') as string, advice: [] } },
  });
});

test('every documented value is offered under a name', () => {
  const view = describeForm(openForm(makeQueue()));
  expect(values(view.fields.state.choices)).toEqual(['Active', 'Paused']);
  expect(values(view.fields.events.choices)).toEqual(['TaskFinish', 'WorkflowFinish']);
  expect(values(view.fields.type.choices)).toEqual(['Url', 'TDMQ']);
  expect(values(view.fields.resultFormat.choices)).toEqual(['XML', 'JSON']);
  expect(values(view.fields.mqMode.choices)).toEqual(['Topic', 'Queue']);
  expect(view.fields.mqRegion.choices.map(({ label }) => label)).toEqual([
    '上海',
    '北京',
    '广州',
    '成都',
    '中国香港',
  ]);
});

test('what the queue says is chosen', () => {
  const view = describeForm(openForm(makeQueue()));
  expect(chosen(view.fields.state.choices)).toEqual(['Active']);
  expect(chosen(view.fields.events.choices)).toEqual(['TaskFinish', 'WorkflowFinish']);
  expect(chosen(view.fields.type.choices)).toEqual(['Url']);
  expect(chosen(view.fields.resultFormat.choices)).toEqual(['JSON']);
  expect(view.fields.notifyState).toMatchObject({ control: 'switch', on: true, text: '开启' });
});

test('only the settings of the chosen type are shown', () => {
  const url = openForm(makeQueue());
  const always = ['notifyState', 'events', 'type', 'resultFormat'];
  const shown = (form: Form) => describeForm(form).notifyFields.filter((field) => !always.includes(field));
  expect(shown(url)).toEqual(['url']);
  expect(shown(withValue(url, 'type', 'TDMQ'))).toEqual(['mqRegion', 'mqMode', 'mqName']);
});

describe('a type that nobody documents', () => {
  const kafka = openForm(makeKafka());

  test('is chosen, and its settings are shown to be read', () => {
    const view = describeForm(kafka);
    expect(chosen(view.fields.type.choices)).toEqual(['Kafka']);
    expect(view.fields.type.choices[2]?.note).toBe('本控制台不认识，原样保留');
    expect(view.otherSettings).toEqual([
      { path: 'KafkaConfig.InstanceId', text: 'ckafka-1' },
      { path: 'KafkaConfig.Topic', text: 'events' },
    ]);
  });

  test('can be left and taken back', () => {
    const left = withValue(kafka, 'type', 'Url');
    expect(chosen(describeForm(left).fields.type.choices)).toEqual(['Url']);
    expect(describeForm(left).otherSettings).toEqual([]);
    expect(describeForm(withValue(left, 'type', 'Kafka')).unsaved).toBe('');
  });
});

test('on and off need no list; a third value does', () => {
  const third = describeForm(openForm(makeNotified({ State: 'Muted' }))).fields.notifyState;
  expect(third.control).toBe('choice');
  expect(chosen(third.choices)).toEqual(['Muted']);
  expect(values(third.choices)).toEqual(['On', 'Off', 'Muted']);
});

test('events that CI added later are named and cannot be tapped', () => {
  const view = describeForm(openForm(makeNotified({ Event: 'TransCodingFinish,TaskFinish' })));
  expect(view.fields.events.note).toBe('另外保留：TransCodingFinish');
  expect(chosen(view.fields.events.choices)).toEqual(['TaskFinish']);
});

test('the name is counted without the blanks around it', () => {
  expect(describeForm(withValue(openForm(makeQueue()), 'name', ' 队列 ')).fields.name.note).toContain(
    '2/128',
  );
});

test('errors are words at their field', () => {
  const { fields } = describeForm(withTried(withValue(openForm(makeQueue()), 'url', 'http://10.0.0.1/x')));
  expect(fields.url.error).toBe('地址必须能从公网访问，不能是内网或本机地址');
  expect(fields.name.error).toBe('');
});

test('a draft that had to leave out a token says so', () => {
  const form = openForm(makeQueue(), { url: 'https://a.example.com/?token=***' }, ['url']);
  expect(describeForm(form).fields.url.error).toContain('草稿不保存地址里可能是令牌的部分');
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
    expect(describeForm(pasted(text)).fields.url.error).not.toBe('');
    expect(describeForm(pasted(text)).fields.url.repair).toBe(label);
  });

  test('is offered once the error is said, not while it is first typed', () => {
    expect(describeForm(withValue(saved, 'url', 'https://new.example.com/ci。')).fields.url.repair).toBe('');
  });

  test('is offered for an odd address that is saved already, which may stay as it is', () => {
    const odd = describeForm(openForm(makeNotified({ Url: 'https://a.example.com/c\u200bi' })));
    expect(odd.fields.url).toMatchObject({ error: '', repair: '去掉看不见的字符' });
    expect(odd.fields.url.advice[0]).toEqual({
      text: '注意：地址里有不能使用或看不见的字符，云端可能送不到',
      warning: true,
    });
  });

  test('never fills what a draft left out: its secret is not the saved one', () => {
    const url = 'https://saved.example.com/v2?token=***';
    const draft = openForm(makeNotified({ Url: 'https://saved.example.com/ci?token=4f1c9e7b2a' }), { url }, [
      'url',
    ]);
    expect(describeForm(withTried(draft)).fields.url.repair).toBe('');
  });
});

test('a name that may be too long in bytes is warned of', () => {
  const { name } = describeForm(withValue(openForm(makeQueue()), 'name', '队'.repeat(43))).fields;
  expect(name.error).toBe('');
  expect(name.advice).toEqual([{ warning: true, text: expect.stringContaining('128 字节') as string }]);
});

test('unsaved fields are named', () => {
  const form = withValue(withValue(openForm(makeQueue()), 'name', 'x'), 'resultFormat', 'XML');
  expect(describeForm(form).unsaved).toBe('已修改：队列名称、回调内容格式');
});
