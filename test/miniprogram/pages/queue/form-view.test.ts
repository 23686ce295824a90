import { openForm, withTried, withValue } from '../../../../miniprogram/pages/queue/form';
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
  expect(describeForm(form).errors.url).toContain('草稿不保存地址里的令牌');
});

test('unsaved fields are named', () => {
  const form = withValue(withValue(openForm(makeQueue()), 'name', 'x'), 'resultFormat', 'XML');
  expect(describeForm(form).unsaved).toBe('已修改：队列名称、回调内容格式');
});
